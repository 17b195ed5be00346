import type { ChangeFacts } from '../change/facts.ts';
import type { Person } from './log.ts';
import { people } from './people.ts';
import { tallyShares } from './shares.ts';

/** A change, as far as it adds to somebody's experience. */
export type Work = {
  readonly isRecent: boolean;
  /** It touched a file of the change that is judged. */
  readonly isHere: boolean;
  /** The code files of the change that is judged that it touched, by number. */
  readonly codeFiles: readonly number[];
  /** Those of its subsystems that the change that is judged touches. */
  readonly subsystems: readonly string[];
};

export interface ExperienceTally {
  readonly credit: (person: Person, work: Work) => void;
  /** How many people changed the files before. */
  readonly developers: () => number;
  /** Each fact is that of the writer for whom it is worst. */
  readonly authorFacts: (writers: readonly Person[], subsystems: number) => ChangeFacts['author'];
}

type Experience = {
  readonly changes: number;
  readonly recent: number;
  /** Changes counted once in each subsystem touched. */
  readonly inSubsystems: number;
  readonly isHere: boolean;
};

const none: Experience = { changes: 0, recent: 0, inSubsystems: 0, isHere: false };

/** Counts for everybody, since who is who is certain only at the end. */
export function tallyExperience(): ExperienceTally {
  const everybody = people();
  const experiences = new Map<string, Experience>();
  const shares = tallyShares();

  function credit(person: Person, { isRecent, isHere, codeFiles, subsystems }: Work): void {
    const work = { changes: 1, recent: isRecent ? 1 : 0, inSubsystems: subsystems.length, isHere };
    const key = everybody.meet(person);
    shares.credit(key, codeFiles);
    experiences.set(key, sum(experiences.get(key) ?? none, work));
  }

  function byPerson(): ReadonlyMap<string, Experience> {
    const whole = new Map<string, Experience>();
    for (const [key, experience] of experiences) {
      const person = everybody.identify(key);
      whole.set(person, sum(whole.get(person) ?? none, experience));
    }
    return whole;
  }

  return {
    credit,
    developers: () => [...byPerson().values()].filter(({ isHere }) => isHere).length,
    authorFacts(writers, subsystems) {
      const keys = writers.map((writer) => everybody.meet(writer));
      const known = byPerson();
      const writing = keys.map((key) => everybody.identify(key));
      const theirs = writing.map((person) => known.get(person) ?? none);
      const theirShares = shares.of(writing, (key) => everybody.identify(key));
      const least = (countOf: (experience: Experience) => number): number =>
        theirs.map(countOf).reduce((one, other) => Math.min(one, other), theirs.length === 0 ? 0 : Infinity);
      return {
        changesBefore: least(({ changes }) => changes),
        changesHere: subsystems === 0 ? 0 : rounded(least(({ inSubsystems }) => inSubsystems) / subsystems),
        changesLast7d: least(({ recent }) => recent),
        ownership: theirShares.length === 0 ? 0 : rounded(Math.min(...theirShares)),
        isNewHere: !theirs.every(({ isHere }) => isHere) || theirs.length === 0,
      };
    },
  };
}

function sum(one: Experience, other: Experience): Experience {
  return {
    changes: one.changes + other.changes,
    recent: one.recent + other.recent,
    inSubsystems: one.inSubsystems + other.inSubsystems,
    isHere: one.isHere || other.isHere,
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
