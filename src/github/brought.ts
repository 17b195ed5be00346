import type { DetailedCommit } from './range-commits.ts';

/** Commits that are not on the line, by the part whose merge brought them. */
export type Brought = {
  /** In the order of the parts. */
  readonly byPart: readonly (readonly DetailedCommit[])[];
  /** Those that no part reaches. */
  readonly rest: readonly DetailedCommit[];
};

/** Tells which part brought each commit: the oldest that reaches it. Parts come newest first. */
export function broughtBy(
  parts: readonly { readonly commits: readonly DetailedCommit[] }[],
  brought: readonly DetailedCommit[],
): Brought {
  const left = new Map(brought.map((commit) => [commit.oid, commit]));
  const byPart = parts
    .toReversed()
    .map(({ commits }) => take(commits, left))
    .toReversed();
  return { byPart, rest: [...left.values()] };
}

function take(commits: readonly DetailedCommit[], left: Map<string, DetailedCommit>): readonly DetailedCommit[] {
  const taken: DetailedCommit[] = [];
  const waiting = commits.flatMap(({ parentShas }) => parentShas);
  for (let sha = waiting.pop(); sha !== undefined; sha = waiting.pop()) {
    const commit = left.get(sha);
    if (commit === undefined) continue;
    left.delete(sha);
    taken.push(commit);
    waiting.push(...commit.parentShas);
  }
  return taken;
}
