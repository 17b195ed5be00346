import type { LoggedCommit, Person } from './log.ts';
import { readLog } from './log.ts';
import type { Repository } from './repository.ts';

/** What the commits of the judged range say. */
export type RangeFacts = {
  readonly title: string;
  readonly isRevert: boolean;
  readonly isReland: boolean;
  readonly commits: number;
  /** Seconds since 1970; null if there is no commit in the range. */
  readonly oldestAuthoredAt: number | null;
  /** Who wrote its commits, merges aside. */
  readonly writers: readonly Person[];
};

type Range = { readonly base: string | null; readonly head: string; readonly mailmap: string | null };

/** Reads the commits that the head has and the base has not; of an empty range the head alone says what it is. */
export async function readRange(repository: Repository, { base, head, mailmap }: Range): Promise<RangeFacts> {
  const exclusion = base === null ? [] : [`^${base}`];
  const tally = tallyRange(head);
  for await (const commit of readCommits(repository, [head, ...exclusion])) tally.add(commit);
  if (tally.isEmpty()) for await (const commit of readCommits(repository, ['-1', head])) tally.look(commit);
  return tally.facts();

  function readCommits(where: Repository, revisions: readonly string[]): AsyncGenerator<LoggedCommit> {
    return readLog(where, { arguments: [...revisions, '--'], mailmap });
  }
}

interface Tally {
  readonly add: (commit: LoggedCommit) => void;
  /** Takes what a commit says without counting it. */
  readonly look: (commit: LoggedCommit) => void;
  readonly isEmpty: () => boolean;
  readonly facts: () => RangeFacts;
}

/**
 * Counts without keeping the commits. A commit comes before its parents, so the line of first parents can be
 * followed as they come; a merge on that line brings commits in and is none of them itself.
 */
export function tallyRange(head: string): Tally {
  const line = new Set([head]);
  const writers = new Map<string, Person>();
  let top: LoggedCommit | null = null;
  let isReland = false;
  let oldestAuthoredAt: number | null = null;
  const counts = { all: 0, brought: 0, works: 0, reverts: 0 };

  function look(commit: LoggedCommit): void {
    if (commit.sha === head) top = commit;
    isReland ||= commit.isReland;
  }

  function add(commit: LoggedCommit): void {
    look(commit);
    const isMerge = commit.parents.length > 1;
    const isOnLine = line.delete(commit.sha);
    if (isOnLine) line.add(commit.parents[0] ?? '');
    counts.all += 1;
    if (!(isMerge && isOnLine)) counts.brought += 1;
    oldestAuthoredAt = Math.min(oldestAuthoredAt ?? commit.authoredAt, commit.authoredAt);
    if (isMerge) return;
    counts.works += 1;
    if (commit.isRevert) counts.reverts += 1;
    writers.set(`${commit.person.name}\0${commit.person.mail}`, commit.person);
  }

  function facts(): RangeFacts {
    const last: LoggedCommit | null = top;
    return {
      title: last?.title ?? '',
      isRevert: last?.isRevert === true || (counts.works > 0 && counts.reverts === counts.works),
      isReland,
      commits: counts.all === 0 ? 0 : Math.max(1, counts.brought),
      oldestAuthoredAt,
      writers: writers.size === 0 && last !== null ? [last.person] : [...writers.values()],
    };
  }

  return { add, look, isEmpty: () => counts.all === 0, facts };
}
