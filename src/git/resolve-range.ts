import type { ChangeFacts } from '../change/facts.ts';
import { FactsError } from '../errors.ts';
import type { Commit } from './commit.ts';
import { findCommits, noSuchCommit } from './commit.ts';
import type { Repository } from './repository.ts';

/** What is judged: from base to head; without a base, everything in the head. */
export type JudgedRange = {
  readonly base: Commit | null;
  readonly head: Commit;
  readonly baseSource: NonNullable<ChangeFacts['baseSource']>;
};

type Names = {
  readonly base: string | null;
  readonly head: string | null;
  readonly withoutBase?: 'parent' | 'nothing-live';
};

/** Finds both ends in one process. Without a base it is the first parent of the head, and of a first commit nothing. */
export async function resolveRange(
  repository: Repository,
  { base, head, withoutBase = 'parent' }: Names,
): Promise<JudgedRange> {
  const top = head ?? 'HEAD';
  const [topCommit = null, baseCommit = null] = await findCommits(repository, [top, base ?? `${top}^1`]);
  if (topCommit === null) throw noSuchCommit(repository, top);
  if (base !== null && baseCommit === null) throw noSuchCommit(repository, base);
  if (base !== null) return { base: baseCommit, head: topCommit, baseSource: 'input' };
  if (withoutBase === 'nothing-live') return { base: null, head: topCommit, baseSource: 'first-deployment' };
  if (topCommit.parents.length > 0 && baseCommit === null) throw parentMissing(topCommit);
  return { base: baseCommit, head: topCommit, baseSource: 'parent' };
}

/** Where a clone was cut off, git itself shows a commit without parents; the commit still names them. */
function parentMissing({ sha, parents: [parent = ''] }: Commit): FactsError {
  return new FactsError({
    problem: `the parent ${parent.slice(0, 12)} of ${sha.slice(0, 12)} is not in this clone, so what changed cannot be seen`,
    remedy: 'run `git fetch --unshallow`, or check out with `fetch-depth: 0`',
  });
}
