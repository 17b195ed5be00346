import type { ChangeFacts, Enforcement } from '../change/facts.ts';
import type { EnforcementQuery } from '../github/enforcement.ts';
import type { GitHubFacts } from '../github/facts.ts';
import type { RunningWorkflow } from '../github/required-workflow.ts';
import { parseWorkflowRef } from '../github/required-workflow.ts';
import { findNamed } from './commit-names.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Scene } from './scene.ts';

/** What the run itself shows of whether its answer binds: that it does, or what GitHub is to tell. */
export type OwnEnforcement =
  | { readonly kind: 'known'; readonly enforcement: Enforcement }
  | { readonly kind: 'asked'; readonly query: EnforcementQuery };

/** Looks at the run for what keeps the author of the change from editing its workflow. */
export async function seeEnforcement(scene: Scene): Promise<OwnEnforcement> {
  const { event, runner, inputs } = scene;
  const { workflowRef, workflowSha, repositoryId: id } = runner.run;
  const workflow = workflowRef === null ? null : parseWorkflowRef(workflowRef, workflowSha);
  const own = { fullName: `${event.owner}/${event.repository}`, id, defaultBranch: event.defaultBranch };
  const lacking = await lackingOn(scene, workflow);
  if (lacking === null) return { kind: 'known', enforcement: { by: 'default-branch', lacking: [] } };
  const branch = event.pull?.baseBranch ?? event.mergeGroup?.baseBranch ?? event.branch;
  const environment = inputs.environment ?? assumedEnvironment;
  const purpose = event.pull !== null || event.mergeGroup !== null ? 'forecast' : 'deployment';
  return { kind: 'asked', query: { environment, purpose, branch, workflow, own, lacking } };
}

/** The fact; without a token nothing more can be known than the run shows. */
export function enforcementOf(own: OwnEnforcement, github: GitHubFacts | null): Pick<ChangeFacts, 'enforcement'> {
  if (own.kind === 'known') return { enforcement: own.enforcement };
  if (github === null) return { enforcement: { unknown: 'only GitHub knows it, and there is no `token` to ask with' } };
  return github.enforcement === undefined ? {} : { enforcement: github.enforcement };
}

/** Events for which GitHub takes the workflow from the default branch, whatever they are about. */
const eventsOfDefaultBranch = ['pull_request_target', 'issue_comment', 'workflow_run'];

/**
 * Why the workflow could be the change's own, as far as the event tells; null if it is the default branch's. What waits for
 * the gate's answer waits whatever its own workflow says.
 */
async function lackingOn(scene: Scene, workflow: RunningWorkflow | null): Promise<readonly string[] | null> {
  const { name, defaultBranch, mergeGroup, pull, run } = scene.event;
  if (eventsOfDefaultBranch.includes(name) || run !== null) {
    if (workflow?.ref !== `refs/heads/${defaultBranch}`) return ['the workflow is not that of the default branch'];
    return (await isCheckoutOfRun(scene)) ? null : ['the job checked out another commit than that of its workflow'];
  }
  const isOfChange = pull !== null || mergeGroup !== null;
  return isOfChange ? [`on \`${name}\` the workflow is the change’s own, and no ruleset requires it`] : [];
}

/** What the workspace holds, steps before this one may have run: of the head it would be the author's code. */
async function isCheckoutOfRun({ repository, event }: Scene): Promise<boolean> {
  const tip = `refs/remotes/origin/${event.defaultBranch}`;
  const [here = null, ...trusted] = await findNamed(repository, [
    'HEAD',
    ...(event.sha === null ? [] : [event.sha]),
    tip,
  ]);
  return here !== null && trusted.includes(here);
}
