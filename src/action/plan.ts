import type { Approval, Fact, RollbackPlan, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitFacts } from '../git/gather.ts';
import type { GitHubFacts } from '../github/facts.ts';
import type { PullBehind } from '../github/subject-facts.ts';
import { planOfChange, readPlanFile, readPlanSection } from '../policy/read-plan.ts';
import type { Scene } from './scene.ts';

/** The rollback plan, and since when its words stand where somebody may edit them without a commit; else null. */
export type FoundPlan = { readonly plan: Fact<RollbackPlan | null>; readonly since: string | null };

type Sight = Pick<Scene, 'inputs' | 'event'>;
type Known = { readonly git: GitFacts; readonly github: GitHubFacts | null };

/** The plan that stands closest to the change: the input, its own file, its pull request's text, then the standing one. */
export function findPlan({ inputs, event }: Sight, { git, github }: Known): FoundPlan {
  const { planFile, facts } = git;
  if (inputs.rollbackPlan !== null) {
    return { plan: readPlanFile({ text: inputs.rollbackPlan, source: 'input rollback-plan' }), since: null };
  }
  if (planFile?.changedInRange === true) return { plan: planOfChange(planFile), since: null };
  const written = github === null ? planInEvent(event) : planInPulls(github, event);
  if (written.plan !== null) return written;
  return { plan: planFile === null ? facts.plan : planOfChange(planFile), since: null };
}

/** Approvals of a plan's words: who approved before they were last changed approved others. */
export function approvalsSince(approvals: Fact<readonly Approval[]>, since: string | null): Fact<readonly Approval[]> {
  if (since === null || isUnknown(approvals)) return approvals;
  return approvals.filter(({ at }) => Date.parse(at) > Date.parse(since));
}

const source = 'pull request';

/** The text as it was when the run began; GitHub knows whether it still stands. */
function planInEvent({ pull }: Sight['event']): FoundPlan {
  return { plan: pull === null ? null : readPlanSection({ text: pull.body, source }), since: null };
}

/** What several pull requests bring has a plan of theirs only if all of them have the same one. */
function planInPulls({ pulls, parts, change }: GitHubFacts, { pull: judged }: Sight['event']): FoundPlan {
  if (judged !== null && pulls.length === 0) return { plan: unreadText(change.title, judged.number), since: null };
  const unread = unreadPull({ pulls, parts });
  if (unread !== null) return { plan: { unknown: unread }, since: null };
  const isWhole = isUnknown(parts) || parts.every(({ pull }) => pull !== null);
  const plans = isWhole ? pulls.map(({ body }) => readPlanSection({ text: body, source })) : [];
  const [first = null, ...others] = plans;
  const isSame = others.every((plan) => plan?.digest === first?.digest);
  return { plan: isSame ? first : null, since: lastEdit(pulls) };
}

function unreadText(title: Fact<string>, number: number): Unknown {
  return isUnknown(title) ? title : { unknown: `the text of pull request #${number} could not be read` };
}

/** Why the text of a pull request behind the change could not be read; null if each was. */
function unreadPull({ pulls, parts }: Pick<GitHubFacts, 'pulls' | 'parts'>): string | null {
  if (isUnknown(parts)) return parts.unknown;
  const missing = parts.find(({ pull }) => pull !== null && !pulls.some(({ number }) => number === pull));
  return missing === undefined ? null : `the text of pull request #${missing.pull} could not be read`;
}

function lastEdit(pulls: readonly PullBehind[]): string | null {
  const edits = pulls.flatMap(({ textEditedAt }) => textEditedAt ?? []);
  return edits.length === 0 ? null : edits.reduce((last, each) => (Date.parse(each) > Date.parse(last) ? each : last));
}
