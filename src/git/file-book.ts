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
  /** The share of each person, by number, in the changes to each file, mean over those that were ever changed. */
  readonly shares: (files: readonly (readonly string[])[], people: readonly number[]) => readonly number[];
  readonly touch: (changes: readonly PathChange[], touch: Touch) => void;
}

/** The past of one path, under all the names that it had. */
type FilePast = {
  lastChangedAt: number;
  readonly people: number[];
  /** How often each of the people changed it. */
  readonly counts: number[];
  readonly reverts: number[];
};

type Counts = { readonly all: number; readonly own: readonly number[] };

/** Keeps what happened to each path; `current` gives the present number of a person. */
export function fileBook(current: (id: number) => number): FileBook {
  const pastByName = new Map<string, FilePast>();

  /** How often a file was changed, and how often by each of some people. */
  function countsOf(names: readonly string[], people: readonly number[]): Counts {
    const own = people.map(() => 0);
    let all = 0;
    for (const past of names.map((name) => pastByName.get(name))) {
      for (const [place, id] of past?.people.entries() ?? []) {
        const [count, person] = [past?.counts[place] ?? 0, current(id)];
        all += count;
        for (const [index, asked] of people.entries()) if (asked === person) own[index] = (own[index] ?? 0) + count;
      }
    }
    return { all, own };
  }

  return {
    find(files) {
      const people = new Set<number>();
      const reverts = new Set<number>();
      const lastChanges: number[] = [];
      for (const names of files) {
        let last = -Infinity;
        for (const name of names) {
          const past = pastByName.get(name);
          if (past === undefined) continue;
          last = Math.max(last, past.lastChangedAt);
          for (const id of past.people) people.add(current(id));
          for (const revert of past.reverts) reverts.add(revert);
        }
        if (last !== -Infinity) lastChanges.push(last);
      }
      return { people, lastChanges, reverts };
    },
    shares(files, people) {
      const sums = people.map(() => 0);
      let known = 0;
      for (const names of files) {
        const { all, own } = countsOf(names, people);
        if (all === 0) continue;
        known += 1;
        for (const [index, count] of own.entries()) sums[index] = (sums[index] ?? 0) + count / all;
      }
      return sums.map((sum) => (known === 0 ? 0 : sum / known));
    },
    touch(changes, { at, by, revert }) {
      // Two files may swap their names in one change: all pasts are looked up before any is replaced.
      const known = changes.map(({ path, previous }) => pastByName.get(previous ?? path));
      for (const [index, { path, previous }] of changes.entries()) {
        const past = pastFrom(known[index], previous === null ? 'same' : 'renamed');
        pastByName.set(path, past);
        past.lastChangedAt = Math.max(past.lastChangedAt, at);
        credit(past, by);
        if (revert !== null) past.reverts.push(revert);
      }
    },
  };
}

function credit({ people, counts }: FilePast, by: number): void {
  const known = people.indexOf(by);
  const place = known === -1 ? people.push(by) - 1 : known;
  counts[place] = (counts[place] ?? 0) + 1;
}

/** A renamed file takes its past along; the old name keeps it too, as names are all that a later reader has. */
function pastFrom(known: FilePast | undefined, name: 'same' | 'renamed'): FilePast {
  if (known === undefined) return { lastChangedAt: -Infinity, people: [], counts: [], reverts: [] };
  if (name === 'same') return known;
  const { lastChangedAt, people, counts, reverts } = known;
  return { lastChangedAt, people: [...people], counts: [...counts], reverts: [...reverts] };
}
