import type { LoggedCommit } from './log.ts';

export interface TouchedFiles {
  /** Whether a change touched any of the files; follows renames, so the newest change comes first. */
  readonly touchedBy: (change: Pick<LoggedCommit, 'changes'>) => boolean;
  /** Which of the files the last change asked for touched, by number. */
  readonly hits: () => readonly number[];
  /** Remembers that the files of the last change asked for were changed then. */
  readonly touched: (at: number) => void;
  /** When each file that was ever touched was last changed, in seconds since 1970. */
  readonly lastChanges: () => readonly number[];
}

/** Follows files back through history under all their names. */
export function followFiles(files: readonly (readonly string[])[]): TouchedFiles {
  const followed = new Map<string, Set<number>>();
  const lastChanges = new Map<number, number>();
  let hits: readonly number[] = [];
  for (const [index, names] of files.entries()) for (const name of names) follow(name, [index]);

  function follow(name: string, indexes: Iterable<number>): void {
    const known = followed.get(name) ?? new Set();
    for (const index of indexes) known.add(index);
    followed.set(name, known);
  }

  function touchedBy({ changes }: Pick<LoggedCommit, 'changes'>): boolean {
    const renames: { previous: string; indexes: ReadonlySet<number> }[] = [];
    const found = new Set<number>();
    for (const { path, previous } of changes) {
      const indexes = followed.get(path);
      if (indexes === undefined) continue;
      for (const index of indexes) found.add(index);
      if (previous === null) continue;
      followed.delete(path);
      renames.push({ previous, indexes });
    }
    for (const { previous, indexes } of renames) follow(previous, indexes);
    hits = [...found];
    return hits.length > 0;
  }

  return {
    touchedBy,
    hits: () => hits,
    touched(at) {
      for (const index of hits) lastChanges.set(index, Math.max(at, lastChanges.get(index) ?? at));
    },
    lastChanges: () => [...lastChanges.values()],
  };
}
