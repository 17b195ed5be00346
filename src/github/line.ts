import type { Range, RangeCommit } from './compare.ts';

/**
 * The commits that put the range onto the branch, newest first: the line of first parents from the head to the base.
 * If the base is not on it, every commit.
 */
export function lineOf(commits: readonly RangeCommit[], { base, head }: Range): readonly string[] {
  const parents = new Map(commits.map((commit) => [commit.sha, commit.parents[0]]));
  const line: string[] = [];
  let next: string | undefined = head;
  while (next !== undefined && parents.has(next)) {
    line.push(next);
    next = parents.get(next);
  }
  return next === base ? line : commits.map(({ sha }) => sha).toReversed();
}
