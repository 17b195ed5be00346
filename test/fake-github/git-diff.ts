import { filesOf, writeTree, type Commit, type Files, type GitStore } from './git-store.ts';

export type FileStatus = 'added' | 'removed' | 'modified' | 'renamed';

export type ChangedFile = {
  readonly filename: string;
  readonly status: FileStatus;
  readonly additions: number;
  readonly deletions: number;
  readonly previousFilename?: string;
  readonly patch?: string;
  readonly sha?: string;
};

/**
 * What differs between two trees, by path. Renames are seen when the content is the same. Lines are counted as a
 * multiset, so a moved line counts as unchanged, which real diffs do not promise.
 */
export function diffTrees(store: GitStore, before: string, after: string): ChangedFile[] {
  const [old, now] = [filesOf(store, before), filesOf(store, after)];
  const renames = renamesOf(old, now);
  const gone = new Set(renames.values());
  const left = [...now].flatMap(([path, { sha }]) => {
    const previous = renames.get(path) ?? (old.has(path) ? path : undefined);
    if (previous === path && old.get(path)?.sha === sha) return [];
    return [changedFile(store, { path, previous, oldSha: old.get(previous ?? '')?.sha, sha })];
  });
  const removed = [...old].flatMap(([path, { sha }]) =>
    now.has(path) || gone.has(path) ? [] : [removedFile(store, path, sha)],
  );
  return [...left, ...removed].sort((a, b) => (a.filename < b.filename ? -1 : 1));
}

/** What a commit changed against its first parent. */
export function changesOf(store: GitStore, { parents: [parent], tree }: Commit): ChangedFile[] {
  const before = parent === undefined ? undefined : store.commits.get(parent)?.tree;
  return diffTrees(store, before ?? writeTree(store, new Map()), tree);
}

/** New path -> old path, for files that moved unchanged. */
function renamesOf(old: Files, now: Files): Map<string, string> {
  const orphans = new Map([...old].filter(([path]) => !now.has(path)).map(([path, { sha }]) => [sha, path] as const));
  const renames = new Map<string, string>();
  for (const [path, { sha }] of now) {
    const previous = old.has(path) ? undefined : orphans.get(sha);
    if (previous === undefined) continue;
    renames.set(path, previous);
    orphans.delete(sha);
  }
  return renames;
}

type Pairing = { path: string; previous: string | undefined; oldSha: string | undefined; sha: string };

function changedFile(store: GitStore, { path, previous, oldSha, sha }: Pairing): ChangedFile {
  const counts = countLines(store.blobs.get(oldSha ?? '') ?? '', store.blobs.get(sha) ?? '');
  if (previous === undefined) return { filename: path, status: 'added', sha, ...counts };
  if (previous !== path) return { filename: path, status: 'renamed', previousFilename: previous, sha, ...counts };
  return { filename: path, status: 'modified', sha, ...counts };
}

function removedFile(store: GitStore, path: string, sha: string): ChangedFile {
  return { filename: path, status: 'removed', sha, ...countLines(store.blobs.get(sha) ?? '', '') };
}

function countLines(before: string, after: string): { additions: number; deletions: number; patch: string } {
  const added = withoutThoseOf(linesOf(after), linesOf(before));
  const deleted = withoutThoseOf(linesOf(before), linesOf(after));
  const patch = [...deleted.map((line) => `-${line}`), ...added.map((line) => `+${line}`)].join('\n');
  return { additions: added.length, deletions: deleted.length, patch };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function withoutThoseOf(lines: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const line of others) left.set(line, (left.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = left.get(line) ?? 0;
    if (count > 0) left.set(line, count - 1);
    return count === 0;
  });
}
