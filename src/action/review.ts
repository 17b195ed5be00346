import { pathMatcher } from '../change/glob.ts';
import type { Decision } from '../decision/decision.ts';
import { pathsSeen } from '../decision/policy-edits.ts';
import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Passage } from '../ports.ts';
import type { Gathered } from './gather.ts';
import type { Scene, Setting } from './scene.ts';

type Judged = { readonly passage: Pick<Passage, 'decision' | 'facts'>; readonly viewer: Gathered['viewer'] };

/** With `approve: pull-request`: approves what needs nobody's eyes, or takes that back; gives what the reader should know. */
export async function reviewPull(scene: Scene, { passage, viewer }: Judged): Promise<readonly string[]> {
  const { event, github, head, inputs } = scene;
  if (inputs.approve !== 'pull-request' || event.pull === null || inputs.mode === 'advise') return [];
  if (github === null) return ['the pull request was not approved: there is no `token`'];
  const reason = reasonForPeople(passage) ?? reasonInFiles(passage);
  if (reason !== null || viewer === null) return await withdrawn(scene, { viewer, reason: reason ?? noViewer });
  const { approvePull } = await import('../github/review.ts');
  const place = { repository: { owner: event.owner, repo: event.repository }, number: event.pull.number, viewer };
  const done = await approvePull(await github(), place, { head, body: bodyOf(passage.decision) });
  switch (done.kind) {
    case 'approved':
    case 'approved-already':
      return [`the gate approved the pull request: ${whyOf(passage.decision)}`];
    case 'moved':
      return [`the pull request was not approved: its head is ${done.head.slice(0, 12)} by now`];
    case 'refused':
      return [`the pull request was not approved: ${done.reason}`];
  }
}

/** Takes back what an earlier run approved where this one came to no decision. */
export async function withdrawAfterFailure(setting: Setting): Promise<readonly string[]> {
  const { event, github, inputs } = setting;
  if (inputs.approve !== 'pull-request' || event.pull === null || github === null) return [];
  return await withdrawn(setting, { viewer: null, reason: 'the change could not be judged' });
}

/** Why a change needs more than the gate's own approval; null if it does not. */
export function reasonForPeople({ decision, facts }: Judged['passage']): string | null {
  const { outcome, changeType, lane, risk } = decision;
  if (outcome !== 'approved') return `the change is ${outcomeWords[outcome]}`;
  if (lane !== 'none') return `it goes through the lane of ${lane === 'rollback' ? 'rollbacks' : 'emergencies'}`;
  if (changeType !== 'standard' && risk.level !== 'low') return `its risk is ${risk.level}`;
  return claimsFix(decision) ?? overdueReviews(facts, decision);
}

const runsTheGate = pathMatcher(['.github/workflows/**', '.github/actions/**']);

/**
 * What judges changes, and what runs the gate, is people's to change: the gate's own approval may be all that a branch asks
 * for. What files a policy calls standard is reviewed already, but for the policy itself.
 */
function reasonInFiles({ decision, facts }: Judged['passage']): string | null {
  if ('unknown' in facts.files) return `which files it changes is not known: ${facts.files.unknown}`;
  if (decision.findings.some(({ code }) => code === 'change/policy-edited')) return 'it edits what judges changes';
  if (decision.changeType === 'standard') return null;
  return pathsSeen(facts.files).some(runsTheGate) ? 'it edits workflows, and one of them may run the gate' : null;
}

const outcomeWords = {
  approved: 'approved',
  'needs-approval': 'not approved yet',
  blocked: 'blocked',
} as const satisfies Record<Decision['outcome'], string>;

/** What opens the gate by a claim needs somebody who looks whether it is true. */
function claimsFix({ findings }: Decision): string | null {
  return findings.some(({ code }) => code === 'change/fixes-incident') ? 'it says that it fixes an incident' : null;
}

/** Who does not look back at emergencies is trusted with less; not to know of any is no approval. */
function overdueReviews({ reviews }: Pick<ChangeFacts, 'reviews'>, { findings }: Decision): string | null {
  if (reviews === undefined || isUnknown(reviews))
    return 'whether a post-implementation review is overdue is not known';
  const isOverdue = findings.some(({ code }) => code === 'operations/review-overdue');
  return isOverdue ? 'a post-implementation review is overdue' : null;
}

type Withdrawal = { readonly viewer: string | null; readonly reason: string };

async function withdrawn(setting: Setting, { viewer, reason }: Withdrawal): Promise<readonly string[]> {
  const { event, github } = setting;
  if (event.pull === null || github === null) return [];
  const { readViewer, withdrawApprovals } = await import('../github/review.ts');
  const repository = { owner: event.owner, repo: event.repository };
  const account = viewer ?? (await readViewer(await github(), repository));
  if (typeof account !== 'string') return [mayStand(account.unknown)];
  const place = { repository, number: event.pull.number, viewer: account };
  const done = await withdrawApprovals(await github(), place, `change-gate: ${reason}`);
  return [
    ...(done.withdrawn > 0 ? [`the gate withdrew its approval of the pull request: ${reason}`] : []),
    ...done.refusals.map(mayStand),
  ];
}

const noViewer = 'whose token it is could not be read';

function mayStand(reason: string): string {
  return `an approval of the gate may still stand on the pull request: ${reason}`;
}

function bodyOf(decision: Decision): string {
  return `change-gate: ${whyOf(decision)}. This approval goes when a later push breaks that.`;
}

function whyOf({ changeType, changeModel, risk, environment }: Decision): string {
  const what =
    changeType === 'standard' ? `a standard change (${changeModel ?? ''})` : `a change of ${risk.level} risk`;
  return `${what}, with nothing in its way to ${environment}`;
}
