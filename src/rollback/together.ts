import type { RollbackPlan } from '../change/facts.ts';
import type { RollbackDefault } from '../catalogue/service.ts';
import { minutesOfDuration } from './duration.ts';

/** A service with what rollback plans inherit from it. */
export type Giving = { readonly name: string; readonly source: string; readonly given: RollbackDefault };

/** What the defaults of several services say together; null where one of them says nothing. */
export function together(giving: readonly Giving[]): Pick<
  RollbackPlan,
  'owner' | 'trigger' | 'minutesToRestore' | 'verification'
> & {
  readonly steps: readonly string[] | null;
} {
  const times = each(giving, ({ given }) => given.timeToRestore);
  const steps = each(giving, ({ name, given }) =>
    given.steps?.map((step) => (giving.length === 1 ? step : `${name}: ${step}`)),
  );
  return {
    owner: joined(
      each(giving, ({ given }) => given.owner),
      ', ',
    ),
    trigger: joined(
      each(giving, ({ given }) => given.trigger),
      '; ',
    ),
    // One after the other, at worst.
    minutesToRestore: times === null ? null : times.reduce((sum, time) => sum + minutesOfDuration(time), 0),
    verification: joined(
      each(giving, ({ given }) => given.verification),
      '; ',
    ),
    steps: steps === null ? null : steps.flat(),
  };
}

function each<T>(giving: readonly Giving[], pick: (one: Giving) => T | undefined): readonly T[] | null {
  const picked = giving.map(pick).filter((value) => value !== undefined);
  return picked.length === giving.length ? picked : null;
}

function joined(texts: readonly string[] | null, between: string): string | null {
  return texts === null ? null : [...new Set(texts)].join(between);
}
