import type { ChangeFacts } from '../change/facts.ts';
import { subsystemOf } from '../change/path.ts';
import { experienceBook } from './experience-book.ts';
import { fileBook } from './file-book.ts';
import type { Person, PathChange } from './log.ts';
import type { ChangedNames } from './diff.ts';
import type { Newest } from './newest.ts';
import { keepNewest } from './newest.ts';
import { personIds } from './person-ids.ts';
import { followFiles } from './touch.ts';

/** A change on its way into the past. */
export type PastChange = {
  readonly committedAt: number;
  readonly isRevert: boolean;
  /** Who gets the credit: of a merge whoever wrote its second parent. */
  readonly person: Person;
  readonly changes: readonly PathChange[];
};

export type PastQuestion = ChangedNames & {
  readonly writers: readonly Person[];
  /** When the change was made, in seconds since 1970. */
  readonly asOf: number;
};

/** What is known so far, change by change. */
export interface Past {
  /** The facts that `tallyHistory` would tell of a change that comes next. */
  readonly facts: (question: PastQuestion) => Pick<ChangeFacts, 'author' | 'area'>;
  readonly add: (change: PastChange) => void;
}

const day = 86_400;
/** Of how many changes those of the last day are sought. */
const mostLatest = 300;

/**
 * The history of a repository, oldest change first, so that of each change what was known before it can be told. What
 * it tells is what `tallyHistory` tells, which reads the whole history for one change. Memory grows with paths, people
 * and the subsystems that they touched.
 */
export function startPast(): Past {
  const book = experienceBook();
  const ids = personIds(book.join);
  const files = fileBook(ids.current);
  const reverts: number[] = [];
  const latest = keepNewest<PastChange>(mostLatest);

  return {
    facts({ files: asked, codeFiles, writers, asOf }) {
      // Meeting the writers first may tell that two of the people found are one.
      const writerIds = writers.map((writer) => ids.idOf(writer));
      const found = files.find(asked);
      const subsystems = new Set(asked.map(([path = '']) => subsystemOf(path)));
      const isWithin = (days: number) => (at: number | undefined) =>
        at !== undefined && at <= asOf && at > asOf - days * day;
      return {
        author: book.authorFacts({
          writers: writerIds,
          subsystems,
          asOf,
          touchedBy: found.people,
          shares: files.shares(codeFiles, writerIds),
        }),
        area: {
          developers: found.people.size,
          daysSinceLastChange: meanDays(found.lastChanges, asOf),
          changesLast24h: countTouching(codeFiles, ofDay(latest, asOf)),
          revertsLast180d: [...found.reverts].map((index) => reverts[index]).filter(isWithin(180)).length,
          repositoryRevertsLast14d: lately(reverts, asOf).filter(isWithin(14)).length,
        },
      };
    },
    add(change) {
      const { committedAt, isRevert, person, changes } = change;
      latest.add(change);
      const by = ids.idOf(person);
      const revert = isRevert ? reverts.push(committedAt) - 1 : null;
      files.touch(changes, { at: committedAt, by, revert });
      book.credit(by, { at: committedAt, subsystems: subsystemsOf(changes) });
    },
  };
}

/** The oldest first. */
function ofDay(latest: Newest<PastChange>, asOf: number): readonly PastChange[] {
  return latest.items().filter(({ committedAt }) => committedAt > asOf - day && committedAt <= asOf);
}

/** How many of some changes, the newest last, touched any of the files. */
function countTouching(files: PastQuestion['codeFiles'], changes: readonly PastChange[]): number {
  if (changes.length === 0) return 0;
  const { touchedBy } = followFiles(files);
  return changes.toReversed().filter(touchedBy).length;
}

/** The newest instants; clocks may be off by weeks. */
function lately(instants: readonly number[], asOf: number): readonly number[] {
  const last = instants.findLastIndex((at) => at < asOf - 60 * day);
  return instants.slice(last + 1);
}

function subsystemsOf(changes: readonly PathChange[]): ReadonlySet<string> {
  const touched = new Set<string>();
  for (const { path, previous } of changes) {
    touched.add(subsystemOf(path));
    if (previous !== null) touched.add(subsystemOf(previous));
  }
  return touched;
}

/** Of files that are all new, 0: nothing lay idle. */
function meanDays(instants: readonly number[], asOf: number): number {
  if (instants.length === 0) return 0;
  const days = instants.map((instant) => Math.max(0, asOf - instant) / day);
  return Math.round((days.reduce((sum, one) => sum + one, 0) / days.length) * 100) / 100;
}
