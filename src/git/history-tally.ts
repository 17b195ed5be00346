import type { ChangeFacts } from '../change/facts.ts';
import { subsystemOf } from '../change/path.ts';
import type { ChangedNames } from './diff.ts';
import type { Work } from './experience.ts';
import { tallyExperience } from './experience.ts';
import type { LoggedCommit, Person } from './log.ts';
import { followFiles } from './touch.ts';

/** What is asked of the history. */
export type HistoryQuestion = ChangedNames & {
  /** When the change was made, in seconds since 1970: spans of days end here. */
  readonly asOf: number;
  /** Later commits do not count; seconds since 1970. */
  readonly notAfter: number;
};

export interface HistoryTally {
  /** Counts a change; the newest comes first. */
  readonly add: (change: LoggedCommit) => void;
  /** Credits merges to who wrote their second parents. */
  readonly creditMerged: (writers: ReadonlyMap<string, Person>) => void;
  readonly facts: (writers: readonly Person[]) => Pick<ChangeFacts, 'author' | 'area'>;
}

const day = 86_400;

/** Tallies the changes before this one, in memory that grows with files touched, people and merges alone. */
export function tallyHistory({ files, codeFiles, asOf, notAfter }: HistoryQuestion): HistoryTally {
  const experience = tallyExperience();
  const followed = followFiles(files);
  const followedCode = followFiles(codeFiles);
  const subsystems = new Set(files.map(([path = '']) => subsystemOf(path)));
  const merged: { readonly commit: string; readonly person: Person; readonly work: Work }[] = [];
  const reverts = { here: 0, lately: 0 };
  let changesOfDay = 0;

  function add(change: LoggedCommit): void {
    const isHere = followed.touchedBy(change);
    const isInCode = followedCode.touchedBy(change);
    if (change.committedAt > notAfter) return;
    if (isHere) followed.touched(change.committedAt);
    if (isInCode && change.committedAt > asOf - day && change.committedAt <= asOf) changesOfDay += 1;
    if (change.isRevert && change.committedAt > asOf - 14 * day) reverts.lately += 1;
    if (change.isRevert && isHere && change.committedAt > asOf - 180 * day) reverts.here += 1;
    const work = {
      isRecent: change.committedAt > asOf - 7 * day,
      isHere,
      codeFiles: followedCode.hits(),
      subsystems: touchedSubsystems(change, subsystems),
    };
    const [, second] = change.parents;
    if (second === undefined) experience.credit(change.person, work);
    else merged.push({ commit: second, person: change.person, work });
  }

  return {
    add,
    creditMerged(writersOf) {
      for (const { commit, person, work } of merged) experience.credit(writersOf.get(commit) ?? person, work);
    },
    facts: (writers) => ({
      author: experience.authorFacts(writers, subsystems.size),
      area: {
        developers: experience.developers(),
        daysSinceLastChange: meanDays(followed.lastChanges(), asOf),
        changesLast24h: changesOfDay,
        revertsLast180d: reverts.here,
        repositoryRevertsLast14d: reverts.lately,
      },
    }),
  };
}

function touchedSubsystems({ changes }: LoggedCommit, wanted: ReadonlySet<string>): readonly string[] {
  const touched = new Set<string>();
  for (const { path, previous } of changes) {
    const subsystem = subsystemOf(path);
    if (wanted.has(subsystem)) touched.add(subsystem);
    if (previous !== null && wanted.has(subsystemOf(previous))) touched.add(subsystemOf(previous));
  }
  return [...touched];
}

/** Of files that are all new, 0: nothing lay idle. */
function meanDays(instants: readonly number[], asOf: number): number {
  if (instants.length === 0) return 0;
  const days = instants.map((instant) => Math.max(0, asOf - instant) / day);
  return Math.round((days.reduce((sum, one) => sum + one, 0) / days.length) * 100) / 100;
}
