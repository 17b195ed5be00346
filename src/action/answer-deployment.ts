import { isUnknown } from '../change/facts.ts';
import type { Decision } from '../decision/decision.ts';
import { sameLogin } from '../github/actor.ts';
import type { GitHub, RepositoryName } from '../github/client.ts';
import type { AnswerOutcome, Answering } from '../github/deployment-answer.ts';
import { answerRule, approveDeployment, longestReport, reportOnRule } from '../github/deployment-answer.ts';
import type { DeployingRun, PendingDeployment } from '../github/waiting-runs.ts';
import { readPending, readRun } from '../github/waiting-runs.ts';
import type { Passage } from '../ports.ts';
import type { Answered } from '../report/deployment-answer.ts';
import { renderDeploymentAnswer } from '../report/deployment-answer.ts';
import type { Gathered } from './gather.ts';
import { reasonForPeople } from './review.ts';
import type { Scene } from './scene.ts';

export type Judged = {
  readonly passage: Pick<Passage, 'decision' | 'facts'>;
  readonly viewer: Gathered['viewer'];
};

/** `none`: nothing waits there. */
export type DeploymentAnswer = Answered | { readonly kind: 'none'; readonly reason: string };

/**
 * With `approve: deployment-rule` or `deployment-review`: answers the deployment that waits for the judged environment. What
 * is not approved is never let pass, and what cannot be told for certain is left waiting.
 */
export async function answerDeployment(scene: Scene, judged: Judged): Promise<DeploymentAnswer> {
  const { event, github } = scene;
  if (github === null) return refused('there is no `token`');
  const account = accountFor(scene, judged.viewer);
  if ('reason' in account) return refused(account.reason);
  const repository = { owner: event.owner, repo: event.repository };
  const found = await findWaiting(scene, {
    github: await github(),
    repository,
    environment: judged.passage.decision.environment,
  });
  if ('kind' in found) return found;
  const { run, pending } = found;
  if (run.head !== scene.head) return refused(`the run ${run.id} deploys another commit than the one that was judged`);
  const place = { repository, run: run.id, environment: pending.environment, viewer: account.viewer };
  const waiting = { ...found, place, github: await github() };
  return scene.inputs.approve === 'deployment-rule'
    ? await answerForApp(scene, { judged, waiting })
    : await answerForReviewer(scene, { judged, waiting });
}

type Account = { readonly viewer: string } | { readonly reason: string };

/** The account of the token, if it is of a kind that can give such an answer at all. */
function accountFor({ inputs }: Scene, viewer: Judged['viewer']): Account {
  if (viewer === null) return { reason: 'whose token it is could not be read' };
  const isApp = viewer.endsWith('[bot]');
  if (inputs.approve === 'deployment-review') return isApp ? { reason: noReviewer(viewer) } : { viewer };
  return isApp && viewer !== workflowAccount ? { viewer } : { reason: noApp(viewer) };
}

const workflowAccount = 'github-actions[bot]';

function noApp(viewer: string): string {
  return `\`token\` is ${kindOf(viewer)}, and a protection rule is answered by its own app alone: make a token of that app, for instance with actions/create-github-app-token, and give it as \`token\``;
}

function noReviewer(viewer: string): string {
  return `\`token\` is ${kindOf(viewer)}, and a deployment is reviewed by people alone: give the token of a person as \`token\` who is a required reviewer of the environment`;
}

function kindOf(viewer: string): string {
  if (viewer === workflowAccount) return 'that of the workflow';
  return viewer.endsWith('[bot]') ? `that of the app \`${viewer}\`` : `that of \`${viewer}\``;
}

type Place = { readonly github: GitHub; readonly repository: RepositoryName; readonly environment: string };
type Waiting = { readonly run: DeployingRun; readonly pending: PendingDeployment };

/** What waits for the environment: the run that the event is about, else this one. */
async function findWaiting(
  { event, runner }: Scene,
  { github, repository, environment }: Place,
): Promise<Waiting | Extract<DeploymentAnswer, { readonly kind: 'none' | 'refused' }>> {
  const id = event.run?.id ?? runner.run.id;
  if (id === null) return { kind: 'refused', reason: 'the runner does not say which run this is' };
  const run = event.run ?? (await readRun(github, repository, id));
  if (isUnknown(run)) return { kind: 'refused', reason: run.unknown };
  const all = await readPending(github, repository, id);
  if (isUnknown(all)) return { kind: 'refused', reason: all.unknown };
  const pending = all.find((one) => one.environment === environment);
  if (pending !== undefined) return { run, pending };
  const others = all.map((one) => `\`${one.environment}\``).join(', ');
  const instead = others === '' ? '' : `, but for ${others}`;
  return { kind: 'none', reason: `the run ${id} does not wait for the environment \`${environment}\`${instead}` };
}

type Answer = {
  readonly judged: Judged;
  readonly waiting: Waiting & { readonly github: GitHub; readonly place: Answering };
};

async function answerForApp({ runner }: Scene, { judged, waiting }: Answer): Promise<Answered> {
  const { decision } = judged.passage;
  const { github, place } = waiting;
  const words = (runUrl: string | null): string =>
    runner.redacted(renderDeploymentAnswer(decision, { runUrl, atMost: longestReport }));
  const state = stateOf(decision);
  if (state === null) return { kind: 'waits', untold: await reportOnRule(github, place, words(null)) };
  return answeredAs(state, await answerRule(github, place, { state, comment: words(runner.runUrl) }));
}

/** What blocks for a time, or until somebody else is done. */
const passing = ['schedule/', 'evidence/', 'conflicts/'];

/** Null: it waits. To reject ends the run, so that only what is known to block and does not pass by itself is a reason. */
function stateOf({ outcome, findings }: Decision): 'approved' | 'rejected' | null {
  if (outcome === 'approved') return 'approved';
  const stays = findings.some(
    ({ effect, code, assumed }) =>
      effect === 'block' && assumed.length === 0 && !passing.some((area) => code.startsWith(area)),
  );
  return stays ? 'rejected' : null;
}

async function answerForReviewer({ runner }: Scene, { judged, waiting }: Answer): Promise<Answered> {
  const { github, place, pending, run } = waiting;
  const reason = reasonForPeople(judged.passage) ?? reasonAgainstReviewer(judged, waiting);
  if (reason !== null) return { kind: 'left', reason };
  if (!pending.mayReview) return { kind: 'left', reason: mayNotReview(place, run) };
  const comment = runner.redacted(
    renderDeploymentAnswer(judged.passage.decision, { runUrl: runner.runUrl, atMost: longestReport }),
  );
  const { environmentId } = pending;
  return answeredAs('approved', await approveDeployment(github, place, { environmentId, comment }));
}

/** Nobody approves what they made or began, whatever the environment allows. */
function reasonAgainstReviewer(
  { passage: { facts } }: Judged,
  { run, place: { viewer } }: Answer['waiting'],
): string | null {
  if (isUnknown(facts.makers)) return `who made it is not known: ${facts.makers.unknown}`;
  if (facts.makers.some((maker) => sameLogin(maker, viewer))) return `\`${viewer}\`, whose token it is, made it`;
  const began = [run.actor, run.startedBy].some((login) => login !== null && sameLogin(login, viewer));
  return began ? `\`${viewer}\`, whose token it is, began the run` : null;
}

function mayNotReview({ environment, viewer }: Answering, { id }: DeployingRun): string {
  return `GitHub lets \`${viewer}\` not review the run ${id}: make them a required reviewer of the environment \`${environment}\``;
}

function answeredAs(state: 'approved' | 'rejected', outcome: AnswerOutcome): Answered {
  if (outcome.kind === 'refused') return outcome;
  return { kind: outcome.kind === 'given' ? state : 'answered-already' };
}

function refused(reason: string): Answered {
  return { kind: 'refused', reason };
}
