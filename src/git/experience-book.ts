import type { ChangeFacts } from '../change/facts.ts';

type Work = { readonly at: number; readonly subsystems: ReadonlySet<string> };

type Question = {
  /** Who wrote the change, by number. */
  readonly writers: readonly number[];
  readonly subsystems: ReadonlySet<string>;
  /** In seconds since 1970. */
  readonly asOf: number;
  /** Everybody who changed any of its files before. */
  readonly touchedBy: ReadonlySet<number>;
  /** The share of each writer in the earlier changes to its code files. */
  readonly shares: readonly number[];
};

/** What each person has done so far. */
export interface ExperienceBook {
  readonly credit: (person: number, work: Work) => void;
  /** Two numbers turned out to be one person's. */
  readonly join: (kept: number, gone: number) => void;
  /** Each fact is that of the writer for whom it is worst. */
  readonly authorFacts: (question: Question) => ChangeFacts['author'];
}

type Experience = { readonly instants: number[]; readonly bySubsystem: Map<string, number> };

const day = 86_400;

/** Counts changes by person and subsystem. */
export function experienceBook(): ExperienceBook {
  const experiences = new Map<number, Experience>();

  function experienceOf(person: number): Experience {
    const known = experiences.get(person) ?? { instants: [], bySubsystem: new Map<string, number>() };
    experiences.set(person, known);
    return known;
  }

  return {
    credit(person, { at, subsystems }) {
      const { instants, bySubsystem } = experienceOf(person);
      instants.push(at);
      for (const subsystem of subsystems) bySubsystem.set(subsystem, (bySubsystem.get(subsystem) ?? 0) + 1);
    },
    join(kept, gone) {
      const { instants, bySubsystem } = experienceOf(kept);
      const other = experienceOf(gone);
      for (const at of other.instants) instants.push(at);
      instants.sort((one, another) => one - another);
      for (const [subsystem, count] of other.bySubsystem) {
        bySubsystem.set(subsystem, (bySubsystem.get(subsystem) ?? 0) + count);
      }
      experiences.delete(gone);
    },
    authorFacts({ writers, subsystems, asOf, touchedBy, shares }) {
      const theirs = writers.map((writer) => experiences.get(writer));
      const least = (countOf: (experience: Experience) => number): number =>
        theirs.length === 0 ? 0 : Math.min(...theirs.map((one) => (one === undefined ? 0 : countOf(one))));
      return {
        changesBefore: least(({ instants }) => instants.length),
        changesHere: subsystems.size === 0 ? 0 : rounded(least((one) => countIn(one, subsystems)) / subsystems.size),
        changesLast7d: least((one) => countLately(one, asOf)),
        ownership: shares.length === 0 ? 0 : rounded(Math.min(...shares)),
        isNewHere: writers.length === 0 || !writers.every((writer) => touchedBy.has(writer)),
      };
    },
  };
}

function countIn({ bySubsystem }: Experience, subsystems: ReadonlySet<string>): number {
  let count = 0;
  for (const subsystem of subsystems) count += bySubsystem.get(subsystem) ?? 0;
  return count;
}

/** The newest come last; clocks may be off by weeks. */
function countLately({ instants }: Experience, asOf: number): number {
  let count = 0;
  for (let index = instants.length - 1; index >= 0; index--) {
    const at = instants[index] ?? 0;
    if (at < asOf - 60 * day) break;
    if (at > asOf - 7 * day) count += 1;
  }
  return count;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
