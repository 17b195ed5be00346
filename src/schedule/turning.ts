import { dateOf, day, dayNumber, dayOfReading, lengthOf, weekdays } from './civil.ts';
import type { LocalSpan, LocalSpans } from './local-spans.ts';
import { readTime } from './written.ts';

type Bounds = { readonly from: string; readonly to: string };

const week = 7 * day;
// 1970-01-05
const someMonday = 4 * day;

/** One span a week, `fri 12:00` to `mon 09:00`. */
export function spanOfWeek({ from, to }: Bounds): LocalSpans {
  const start = someMonday + readingOfWeek(from);
  const length = lengthOfWeekSpan({ from, to });
  return (reading) => {
    const begin = start + (Math.floor((reading - start - length) / week) + 1) * week;
    return { from: begin, to: begin + length };
  };
}

/** Milliseconds from one reading of the week to the next time that the other comes; between equal ones a whole week. */
export function lengthOfWeekSpan({ from, to }: Bounds): number {
  const length = (readingOfWeek(to) - readingOfWeek(from) + week) % week;
  return length === 0 ? week : length;
}

/** Milliseconds since Monday 00:00 of `fri 12:00`. */
function readingOfWeek(text: string): number {
  const [word = '', time = ''] = text.split(' ');
  return weekdays.findIndex((each) => each === word) * day + readTime(time);
}

/** The same days every year, `12-20` to `01-03`, both included. 29 February is skipped in years without it. */
export function yearly(bounds: Bounds): LocalSpans {
  return (reading) => {
    const { year } = dateOf(dayOfReading(reading));
    for (let each = year - 1; each <= year + longestWait; each++) {
      const span = spanOfYear(bounds, each);
      if (span.from < span.to && span.to > reading) return span;
    }
    return null;
  };
}

// From one 29 February to the next, over 2100.
const longestWait = 8;

/** The span that begins in a year; empty if its only day does not exist in it. */
function spanOfYear({ from, to }: Bounds, year: number): LocalSpan {
  const first = dayNumber({ year, ...readMonthDay(from) });
  const lastYear = to < from ? year + 1 : year;
  const last = readMonthDay(to);
  const number = dayNumber({ year: lastYear, ...last });
  const isThere = last.dayOfMonth <= lengthOf(lastYear * 12 + last.month - 1);
  return { from: first * day, to: (isThere ? number + 1 : number) * day };
}

function readMonthDay(text: string): { readonly month: number; readonly dayOfMonth: number } {
  const [month = 1, dayOfMonth = 1] = text.split('-').map(Number);
  return { month, dayOfMonth };
}
