import type { Commit, GitStore } from './git-store.ts';

/** All commits reachable from here, this one included, children before their parents. */
export function ancestry(store: GitStore, start: string): Commit[] {
  const seen = new Set<string>();
  const finished: Commit[] = [];
  const pending: { sha: string; isExpanded: boolean }[] = [{ sha: start, isExpanded: false }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const commit = store.commits.get(next.sha);
    if (commit === undefined) continue;
    if (next.isExpanded) {
      finished.push(commit);
      continue;
    }
    if (seen.has(next.sha)) continue;
    seen.add(next.sha);
    pending.push({ sha: next.sha, isExpanded: true });
    pending.push(...commit.parents.toReversed().map((sha) => ({ sha, isExpanded: false })));
  }
  return finished.reverse();
}

/** Commits of head that base does not have, oldest first. */
export function commitsBetween(store: GitStore, base: string, head: string): Commit[] {
  const known = new Set(ancestry(store, base).map(({ sha }) => sha));
  return ancestry(store, head)
    .filter(({ sha }) => !known.has(sha))
    .reverse();
}

/** The newest commit that both have, if their histories meet. */
export function mergeBase(store: GitStore, left: string, right: string): Commit | undefined {
  const known = new Set(ancestry(store, left).map(({ sha }) => sha));
  return ancestry(store, right).find(({ sha }) => known.has(sha));
}

export function isAncestor(store: GitStore, older: string, newer: string): boolean {
  return ancestry(store, newer).some(({ sha }) => sha === older);
}
