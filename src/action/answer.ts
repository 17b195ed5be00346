import { answeredInWords } from '../report/deployment-answer.ts';
import type { DeploymentAnswer, Judged } from './answer-deployment.ts';
import type { ActionInputs } from './inputs.ts';
import type { Scene } from './scene.ts';

/** Whether the run is to answer deployments that wait. */
export function answersDeployments({ approve, mode }: Pick<ActionInputs, 'approve' | 'mode'>): boolean {
  return mode === 'enforce' && (approve === 'deployment-rule' || approve === 'deployment-review');
}

/** With such an `approve`: answers the deployment that waits for what was judged; gives what the reader should know. */
export async function answerIfAsked(scene: Scene, judged: Judged): Promise<readonly string[]> {
  if (!answersDeployments(scene.inputs)) return [];
  const { answerDeployment } = await import('./answer-deployment.ts');
  const { environment } = judged.passage.decision;
  return [noteOf(await answerDeployment(scene, judged), environment)];
}

function noteOf(answer: DeploymentAnswer, environment: string): string {
  if (answer.kind === 'none') return `there was no deployment to answer: ${answer.reason}`;
  return `of the deployment that waits for \`${environment}\`: ${answeredInWords(answer)}`;
}
