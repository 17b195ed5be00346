import { day, dayNumber, hour, lengthOf, minute, months, second, weekdays } from './civil.ts';

export { readDuration } from '../rule/duration.ts';

// What people write in a policy, read. The forms are held by the schema; what the forms let through and the calendar
// does not have (2026-02-30) gives null.

/** What was read. INVARIANT: what does not exist was refused when the policy was loaded. */
export function existing<T>(read: T | null, text: string): T {
  if (read === null) throw new RangeError(`\`${text}\` does not exist`);
  return read;
}

/** The day of `2026-12-18`; null if there is no such day. */
export function readDate(text: string): number | null {
  if (text.length !== 10) return null;
  const year = Number(text.slice(0, 4));
  const month = Number(text.slice(5, 7));
  const dayOfMonth = Number(text.slice(8));
  return isDayOfMonth(year, month, dayOfMonth) ? dayNumber({ year, month, dayOfMonth }) : null;
}

function isDayOfMonth(year: number, month: number, dayOfMonth: number): boolean {
  return month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= lengthOf(year * 12 + month - 1);
}

/** Milliseconds since midnight of `09:00`, `09:00:30` or `24:00`. */
export function readTime(text: string): number {
  return Number(text.slice(0, 2)) * hour + Number(text.slice(3, 5)) * minute + Number(text.slice(6, 8)) * second;
}

/** The reading of `2026-12-18T18:00`; null if there is no such day. */
export function readDateTime(text: string): number | null {
  const number = readDate(text.slice(0, 10));
  return number === null ? null : number * day + readTime(text.slice(11));
}

/** First and last day of `2026-12-29..2026-12-31` or of a single date; null if one of them does not exist. */
export function readDates(text: string): { readonly first: number; readonly last: number } | null {
  const [from = '', to = from] = text.split('..');
  const first = readDate(from);
  const last = readDate(to);
  return first === null || last === null ? null : { first, last };
}

/** Weekdays, 0 is Monday, of `[mon-thu, sat]`; a range may pass Sunday. */
export function readWeekdays(texts: readonly string[]): ReadonlySet<number> {
  return readRanges(texts, weekdays);
}

/** Months, 0 is January, of `[nov-jan]`; a range may pass December. */
export function readMonths(texts: readonly string[]): ReadonlySet<number> {
  return readRanges(texts, months);
}

function readRanges(texts: readonly string[], words: readonly string[]): ReadonlySet<number> {
  return new Set(texts.flatMap((text) => readRange(text, words)));
}

function readRange(text: string, words: readonly string[]): readonly number[] {
  const [from = '', to = from] = text.split('-');
  const first = words.indexOf(from);
  const count = (words.indexOf(to) - first + words.length) % words.length;
  return Array.from({ length: count + 1 }, (_, index) => (first + index) % words.length);
}
