import type { Entry } from './entries.ts';
import { misspelt, readDay, readNumber, readText, required } from './fields.ts';
import type { When } from './when.ts';

/** What was measured of one error budget: null is what is not said. */
export type Measurement = {
  readonly source: string;
  /** The service whose objective it is; null: it is about every service. */
  readonly service: string | null;
  readonly objective: string | null;
  /** The share of the budget that is left, 1 at most; below 0 it is overspent. */
  readonly remaining: number | null;
  /** When it was measured. */
  readonly at: When | null;
  /** Why it cannot be counted; empty if it can. */
  readonly problems: readonly string[];
};

/** The fields that a measurement may have. */
export const measurementFields = ['service', 'objective', 'errorBudgetRemaining', 'measuredAt'] as const;

/** Reads what an entry says of one error budget; what cannot be understood is a problem. */
export function readMeasurement(entry: Entry): Measurement {
  if ('problem' in entry) return unreadable(entry.source, entry.problem);
  const { source, fields } = entry;
  const readings = {
    service: readText(fields, 'service'),
    objective: readText(fields, 'objective'),
    remaining: required('errorBudgetRemaining', readNumber(fields, 'errorBudgetRemaining', share)),
    at: required('measuredAt', readDay(fields, 'measuredAt')),
  };
  const found = Object.values(readings).flatMap(({ problem }) => problem ?? []);
  const wrongNames = misspelt(fields, measurementFields);
  return {
    source,
    // What names a service in a way that cannot be read may be about any.
    service: wrongNames.length > 0 ? null : readings.service.value,
    objective: readings.objective.value,
    remaining: readings.remaining.value,
    at: readings.at.value,
    problems: [...found, ...wrongNames],
  };
}

/** A measurement of which nothing is known but why. */
export function unreadable(source: string, problem: string): Measurement {
  return { source, service: null, objective: null, remaining: null, at: null, problems: [problem] };
}

const share = {
  from: Number.NEGATIVE_INFINITY,
  to: 1,
  expected: 'a share of the budget, 1 at most and below 0 where it is overspent',
};
