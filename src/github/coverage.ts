import type { ChangePart, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { makersOfParts } from './authorship.ts';
import { distinct } from './commit.ts';
import type { ReadPart, ReadRange } from './range.ts';
import type { PullParts } from './pull.ts';
import type { Standing, Statements } from './statements.ts';

/** What was said on each pull request that was read. */
export type Said = ReadonlyMap<number, Statements>;

/** What goes live part by part, newest first. Who dispatched the run made each of them. */
export function partsOfRange(
  range: Pick<ReadRange, 'parts' | 'brought'>,
  dispatchedBy: string | null,
): readonly ChangePart[] {
  const makers = makersOfParts(range);
  return range.parts.map((part, index) => ({
    pull: part.pull?.number ?? null,
    head: headOf(part),
    makers: withDispatcher(makers[index] ?? [], dispatchedBy),
  }));
}

/** The last head of its pull request; null if no approvals can cover it but those of the deployed commit. */
function headOf({ pull, commits }: ReadPart): ChangePart['head'] {
  if (pull === null) return null;
  if (isUnknown(pull.pull)) return pull.pull;
  // More commits than the pull request has are not all its own.
  const hasOthers = !isUnknown(pull.commits) && commits.length > Math.max(1, pull.commits.length);
  return hasOthers ? null : pull.pull.headRefOid;
}

function withDispatcher(makers: ChangePart['makers'], dispatchedBy: string | null): ChangePart['makers'] {
  return isUnknown(makers) || dispatchedBy === null ? makers : distinct([...makers, dispatchedBy]);
}

type Whole = {
  readonly head: string;
  readonly parts: readonly ChangePart[];
  readonly pulls: readonly PullParts[];
  readonly said: Said;
};

/**
 * The approvals of a range: each commit that somebody approved, once. What was said on one pull request about the commit
 * that another one's approvals must name is left out, since it was said of other differences.
 */
export function approvalsOfRange({ head, parts, pulls, said }: Whole): Fact<readonly Standing[]> {
  const unread = parts.map((part) => part.head).find(isUnknown);
  if (unread !== undefined) return unread;
  const all: Standing[] = [];
  for (const { number } of pulls) {
    const approvals = said.get(number)?.approvals ?? [];
    if (isUnknown(approvals)) return approvals;
    all.push(...approvals.filter(({ sha }) => sha === head || !isOfOthers(sha, { number, parts })));
  }
  return newest(all);
}

function isOfOthers(sha: string, { number, parts }: { number: number; parts: readonly ChangePart[] }): boolean {
  const pulls = parts.filter((part) => part.head === sha).map(({ pull }) => pull);
  return pulls.length > 0 && !pulls.includes(number);
}

/** The newest approval of each commit by each person. */
function newest(approvals: readonly Standing[]): readonly Standing[] {
  const found = new Map<string, Standing>();
  for (const approval of approvals) {
    const key = `${approval.by.toLowerCase()} ${approval.sha}`;
    const known = found.get(key);
    if (known === undefined || Date.parse(approval.at) > Date.parse(known.at)) found.set(key, approval);
  }
  return [...found.values()];
}
