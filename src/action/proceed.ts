import type { Decision } from '../decision/decision.ts';
import type { ActionInputs } from './inputs.ts';
import type { Route } from './route.ts';

type Judged = {
  readonly inputs: Pick<ActionInputs, 'mode'>;
  readonly decision: Pick<Decision, 'outcome'>;
  readonly route: Route;
};

/** Whether the deployment may go on: approved, left to the reviewers of an environment, or the gate only advises. */
export function mayProceed({ inputs, decision, route }: Judged): boolean {
  return inputs.mode === 'advise' || decision.outcome === 'approved' || route.kind === 'to';
}
