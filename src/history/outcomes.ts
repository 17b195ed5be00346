import type { TakenBack } from '../change/taken-back.ts';

/** A change of the past, as far as later changes may name it. */
export type NamedChange = {
  readonly sha: string;
  /** Seconds since 1970. */
  readonly committedAt: number;
  readonly isRevert: boolean;
  readonly names: {
    readonly commits: readonly string[];
    /** As `titleKey` gives them. */
    readonly titles: readonly string[];
    readonly pulls: readonly number[];
  };
  readonly takesBack: readonly TakenBack[];
};

/** Finds out which changes failed: a failed change was taken back within 30 days. */
export interface Outcomes {
  /** Adds the next change; the oldest comes first. */
  readonly add: (change: NamedChange) => void;
  /** What took back the change with this number, counted from 0; null: nothing did, in time. */
  readonly failedBy: (index: number) => string | null;
}

const day = 86_400;
/** A change that is taken back later did its work for a while. */
export const daysToFail = 30;

/** Links reverts with what they took back, by commit, else by pull request, else by title. */
export function startOutcomes(): Outcomes {
  const instants: number[] = [];
  const byCommit = new Map<string, { readonly sha: string; readonly index: number }[]>();
  const byPull = new Map<number, number>();
  const byTitle = new Map<string, number>();
  const failures = new Map<number, string>();

  function find({ commits, pulls, titles }: TakenBack): readonly number[] {
    const named = commits.flatMap((name) =>
      (byCommit.get(name.slice(0, 7)) ?? []).filter(({ sha }) => sha.startsWith(name)),
    );
    if (named.length > 0) return named.map(({ index }) => index);
    const numbered = pulls.flatMap((number) => byPull.get(number) ?? []);
    if (numbered.length > 0) return numbered;
    return titles.flatMap((title) => byTitle.get(title) ?? []);
  }

  function remember({ names, isRevert }: NamedChange, index: number): void {
    for (const sha of names.commits) {
      const prefix = sha.slice(0, 7);
      byCommit.set(prefix, [...(byCommit.get(prefix) ?? []), { sha, index }]);
    }
    for (const number of names.pulls) byPull.set(number, index);
    // `Revert "Fix it"` never means another revert: that would be called a revert of a revert.
    if (!isRevert) for (const title of names.titles) byTitle.set(title, index);
  }

  return {
    add(change) {
      const targets = new Set(change.takesBack.flatMap(find));
      for (const target of targets) {
        const isInTime = change.committedAt - (instants[target] ?? -Infinity) <= daysToFail * day;
        if (isInTime && !failures.has(target)) failures.set(target, change.sha);
      }
      const index = instants.push(change.committedAt) - 1;
      remember(change, index);
    },
    failedBy: (index) => failures.get(index) ?? null,
  };
}
