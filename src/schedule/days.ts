import type { BusinessDays } from './business-days.ts';
import { firstDayOf, lengthOf, monthOfDay, weekdayOf, weekdays } from './civil.ts';
import type { Days } from './local-spans.ts';
import type { DuringOf } from './schedule.ts';
import { existing, readDates, readMonths, readWeekdays } from './written.ts';

/** The days with these weekdays; left out = every day. */
export function weekly({ days }: DuringOf<'weekly'>): Days {
  if (days === undefined) return (from) => from;
  const wanted = readWeekdays(days);
  const wait = weekdays.map((_, weekday) => weekdays.findIndex((_word, ahead) => wanted.has((weekday + ahead) % 7)));
  return (from) => from + (wait[weekdayOf(from)] ?? 0);
}

/** Each day of a list of dates and ranges. */
export function listed(dates: readonly string[]): Days {
  return inOrder(daysInDates(dates));
}

/** The days in a list of dates and ranges, in order, each once. */
export function daysInDates(dates: readonly string[]): readonly number[] {
  const days = dates.flatMap((text) => {
    const { first, last } = existing(readDates(text), text);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  });
  return [...new Set(days)].sort((one, other) => one - other);
}

/** The numbers of a list that is in order: the first that is not before a given one. */
export function inOrder(list: readonly number[]): (from: number) => number | null {
  return (from) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle] ?? 0) >= from) high = middle;
      else low = middle + 1;
    }
    return list[low] ?? null;
  };
}

/** The days of the month that a rule names; one that a month does not have is skipped. */
export function monthly({ daysOfMonth, months, days }: DuringOf<'monthly'>, lastDay: number): Days {
  const ranges = daysOfMonth.map(readMonthDays);
  const weekdaysWanted = days === undefined ? null : readWeekdays(days);
  const pick = (month: number): readonly number[] => {
    const first = firstDayOf(month);
    const length = lengthOf(month);
    return Array.from({ length }, (_, index) => index + 1)
      .filter((dayOfMonth) => ranges.some((range) => isInRange(dayOfMonth, range, length)))
      .map((dayOfMonth) => first + dayOfMonth - 1)
      .filter((number) => weekdaysWanted === null || weekdaysWanted.has(weekdayOf(number)));
  };
  return inMonths(pick, { months, lastDay });
}

export type MonthDays = { readonly first: number; readonly last: number };

/** First and last day of a month as written, negative ones counted from the end: `5`, `1..3`, `-5..-1`. */
export function readMonthDays(written: number | string): MonthDays {
  const [first = 0, last = first] = String(written).split('..').map(Number);
  return { first, last };
}

function isInRange(dayOfMonth: number, { first, last }: MonthDays, length: number): boolean {
  return dayOfMonth >= fromStart(first, length) && dayOfMonth <= fromStart(last, length);
}

function fromStart(dayOfMonth: number, length: number): number {
  return dayOfMonth > 0 ? dayOfMonth : length + 1 + dayOfMonth;
}

/** Days like the last Friday or the second Tuesday of the month. */
export function nthWeekdays({ nthDays, months }: DuringOf<'nthWeekday'>, lastDay: number): Days {
  const pick = (month: number): readonly number[] =>
    nthDays
      .map((written) => nthWeekdayOf(written, month))
      .filter((number) => monthOfDay(number) === month)
      .sort((one, other) => one - other);
  return inMonths(pick, { months, lastDay });
}

/** The nth weekday counted from a month's first day; a fifth may lie in the next month. */
function nthWeekdayOf(written: string, month: number): number {
  const [nth = '', word = ''] = written.split(' ');
  const weekday = weekdays.findIndex((each) => each === word);
  if (nth === 'last') {
    const last = firstDayOf(month + 1) - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = firstDayOf(month);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (Number.parseInt(nth, 10) - 1) * 7;
}

type BusinessDayRule = DuringOf<'businessDay'> & { readonly of: BusinessDays };

/** The nth business days of the month; negative ones count from its end. */
export function businessDaysOfMonth({ businessDays, months, of }: BusinessDayRule, lastDay: number): Days {
  const pick = (month: number): readonly number[] => {
    const all = of.inMonth(month);
    const found = businessDays.map((nth) => all.at(nth > 0 ? nth - 1 : nth)).filter((number) => number !== undefined);
    return [...new Set(found)].sort((one, other) => one - other);
  };
  return inMonths(pick, { months, lastDay });
}

type InMonths = { readonly months: readonly string[] | undefined; readonly lastDay: number };

/** The days that are picked in each month, up to the last day that matters. */
function inMonths(pick: (month: number) => readonly number[], { months, lastDay }: InMonths): Days {
  const wanted = months === undefined ? null : readMonths(months);
  const picked = new Map<number, readonly number[]>();
  const daysOf = (month: number): readonly number[] => {
    const known = picked.get(month);
    if (known !== undefined) return known;
    const found = wanted === null || wanted.has(((month % 12) + 12) % 12) ? pick(month) : [];
    picked.set(month, found);
    return found;
  };
  return (from) => {
    for (let month = monthOfDay(from); firstDayOf(month) <= lastDay; month++) {
      const found = daysOf(month).find((number) => number >= from);
      if (found !== undefined) return found;
    }
    return null;
  };
}
