import { once } from './once.ts';
import { wrong } from './problem.ts';
import type { ScheduleProblem, ScheduleProblems } from './problem.ts';
import { readDate, readDates } from './written.ts';
import type { Zone } from './zone.ts';

/** What is wrong with a list of dates and ranges. */
export function problemsOfDates(dates: readonly string[]): ScheduleProblems {
  return dates.flatMap((text, index) => {
    const span = readDates(text);
    if (span === null) return [noSuchDate(`/${index}`, text)];
    return span.last < span.first
      ? [wrong(`/${index}`, `\`${text}\` ends before it begins`, 'swap the two dates')]
      : [];
  });
}

/** What is wrong with a date, or a date and time. */
export function problemsOfPoint(pointer: string, text: string): ScheduleProblems {
  return readDate(text.slice(0, 10)) === null ? [noSuchDate(pointer, text)] : [];
}

/** The problem of 30 February. */
export function noSuchDate(pointer: string, text: string): ScheduleProblem {
  return wrong(pointer, `\`${text}\` names a date that does not exist`);
}

type Bounds = { readonly from: string; readonly to: string };

/** `end`: the key of the second point. */
type Ending = { readonly zone: Zone; readonly end: string };

/** What is wrong with two points of time that bound a span. */
export function problemsOfOnce({ from, to }: Bounds, { zone, end }: Ending): ScheduleProblems {
  const missing = [...problemsOfPoint('/from', from), ...problemsOfPoint(`/${end}`, to)];
  if (missing.length > 0) return missing;
  const span = once({ from, to }, zone);
  if (span.start < span.end) return [];
  return [wrong(`/${end}`, `\`${to}\` is not after \`${from}\`: the span ends before it begins`, 'swap the two')];
}

/** The problem of counting from 0. */
export function noDayZero(pointer: string, period: string): ScheduleProblem {
  return wrong(pointer, `there is no day 0 of the ${period}`, 'count from 1, or from -1 at the end');
}
