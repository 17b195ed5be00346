import type { PathChange } from './log.ts';

/** What is known of files at some moment. */
export type FoundFiles = {
  /** Everybody who changed any of them, by number. */
  readonly people: ReadonlySet<number>;
  /** When each that was ever changed was changed last. */
  readonly lastChanges: readonly number[];
  /** The reverts that touched any of them, by index. */
  readonly reverts: ReadonlySet<number>;
};

type Touch = { readonly at: number; readonly by: number; readonly revert: number | null };

/** What happened to each path so far. */
export interface FileBook {
  readonly find: (files: readonly (readonly string[])[]) => FoundFiles;
  readonly touch: (changes: readonly PathChange[], touch: Touch) => void;
}

/** The past of one path, under all the names that it had. */
type FilePast = { lastChangedAt: number; readonly people: number[]; readonly reverts: number[] };

/** Keeps what happened to each path; `current` gives the present number of a person. */
export function fileBook(current: (id: number) => number): FileBook {
  const pasts = new Map<string, FilePast>();

  return {
    find(files) {
      const people = new Set<number>();
      const reverts = new Set<number>();
      const lastChanges: number[] = [];
      for (const names of files) {
        let last = -Infinity;
        for (const name of names) {
          const past = pasts.get(name);
          if (past === undefined) continue;
          last = Math.max(last, past.lastChangedAt);
          for (const id of past.people) people.add(current(id));
          for (const revert of past.reverts) reverts.add(revert);
        }
        if (last !== -Infinity) lastChanges.push(last);
      }
      return { people, lastChanges, reverts };
    },
    touch(changes, { at, by, revert }) {
      // Two files may swap their names in one change: all pasts are looked up before any is replaced.
      const known = changes.map(({ path, previous }) => pasts.get(previous ?? path));
      for (const [index, { path, previous }] of changes.entries()) {
        const past = pastFrom(known[index], previous === null ? 'same' : 'renamed');
        pasts.set(path, past);
        past.lastChangedAt = Math.max(past.lastChangedAt, at);
        if (!past.people.includes(by)) past.people.push(by);
        if (revert !== null) past.reverts.push(revert);
      }
    },
  };
}

/** A renamed file takes its past along; the old name keeps it too, as names are all that a later reader has. */
function pastFrom(known: FilePast | undefined, name: 'same' | 'renamed'): FilePast {
  if (known === undefined) return { lastChangedAt: -Infinity, people: [], reverts: [] };
  if (name === 'same') return known;
  return { lastChangedAt: known.lastChangedAt, people: [...known.people], reverts: [...known.reverts] };
}
