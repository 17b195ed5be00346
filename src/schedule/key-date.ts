import type { BusinessDays } from './business-days.ts';
import { day, dayOfReading, firstDayOf, lengthOf, monthOfDay } from './civil.ts';
import { daysInDates } from './days.ts';
import { spansInOrder } from './local-spans.ts';
import type { LocalSpan, LocalSpans } from './local-spans.ts';
import type { DuringOf } from './schedule.ts';
import { readMonths, readTime } from './written.ts';

type KeyDateRule = DuringOf<'keyDate'> & { readonly businessDays: BusinessDays };

/** A span around each key date. */
export function aroundKeyDates(rule: KeyDateRule, lastDay: number): LocalSpans {
  const around = spanAround(rule);
  const { keyDate } = rule;
  if (typeof keyDate === 'object') return spansInOrder(datesOf(rule, keyDate).flatMap(around));
  const wanted = rule.months === undefined ? null : readMonths(rule.months);
  const isWanted = (month: number): boolean =>
    (wanted === null || wanted.has(((month % 12) + 12) % 12)) && endsPeriod(keyDate, month);
  const spansOf = (month: number): readonly LocalSpan[] =>
    isWanted(month) ? anchorOf(rule, month).flatMap(around) : [];
  return spansByMonth(spansOf, { before: reachOf(rule.to), until: lastDay + reachOf(rule.from) });
}

/** The first key date after a day, not shifted; null if a list has none. Of a period's end the first day of the next. */
export function anchorAfter({ keyDate, months }: DuringOf<'keyDate'>, number: number): number | null {
  if (typeof keyDate === 'object') return daysInDates(keyDate).find((each) => each > number) ?? null;
  const wanted = months === undefined ? null : readMonths(months);
  for (let month = monthOfDay(number); ; month++) {
    const isWanted = wanted === null || wanted.has(month % 12);
    const anchor = isWanted && endsPeriod(keyDate, month) ? unshiftedAnchor(keyDate, month) : number;
    // At a midnight that the number ends on, everything before it is known.
    if (anchor > (typeof keyDate === 'number' ? number : number + 1)) return anchor;
    if (month > monthOfDay(number) + mostMonths) return null;
  }
}

// A key date in one month of the year comes again within it.
const mostMonths = 12;

/** An offset as written: `-1bd 18:00`. Without a time it is the whole day. */
export type Offset = { readonly count: number; readonly unit: 'd' | 'bd'; readonly time: number | null };

/** What an offset like `-1bd 18:00` says. */
export function readOffset(text: string): Offset {
  const [, count = '0', unit = 'd', time] = /^([+-]\d+)(bd|d)(?: (.+))?$/u.exec(text) ?? [];
  return { count: Number(count), unit: unit === 'bd' ? 'bd' : 'd', time: time === undefined ? null : readTime(time) };
}

/** The month's length in which a period ends: 1, 3 or 12 months. */
const monthsOfPeriod = { 'month-end': 1, 'quarter-end': 3, 'year-end': 12 } as const;

type PeriodEnd = keyof typeof monthsOfPeriod;

function endsPeriod(keyDate: number | PeriodEnd, month: number): boolean {
  return typeof keyDate === 'number' || (month + 1) % monthsOfPeriod[keyDate] === 0;
}

/** The key date of a month; of a period's end the first day of the next one. */
function anchorOf({ keyDate, shift, businessDays }: KeyDateRule, month: number): readonly number[] {
  if (typeof keyDate === 'object') return [];
  const anchor = unshiftedAnchor(keyDate, month);
  return typeof keyDate === 'number' ? shifted(anchor, { shift, businessDays }) : [anchor];
}

function unshiftedAnchor(keyDate: number | PeriodEnd, month: number): number {
  if (typeof keyDate !== 'number') return firstDayOf(month + 1);
  const length = lengthOf(month);
  const dayOfMonth = keyDate > 0 ? Math.min(keyDate, length) : Math.max(1, length + 1 + keyDate);
  return firstDayOf(month) + dayOfMonth - 1;
}

type Shift = { readonly shift?: KeyDateRule['shift'] | undefined; readonly businessDays: BusinessDays };

function shifted(number: number, { shift = 'none', businessDays }: Shift): readonly number[] {
  if (shift === 'none') return [number];
  const nearest = businessDays.nearest(number, shift);
  return nearest === null ? [] : [nearest];
}

function datesOf(rule: KeyDateRule, dates: readonly string[]): readonly number[] {
  const wanted = rule.months === undefined ? null : readMonths(rule.months);
  return daysInDates(dates)
    .filter((number) => wanted === null || wanted.has(monthOfDay(number) % 12))
    .flatMap((number) => shifted(number, rule));
}

function spanAround(rule: KeyDateRule): (anchor: number) => readonly LocalSpan[] {
  const isPeriodEnd = typeof rule.keyDate === 'string';
  const dayAt = isPeriodEnd ? dayFromPeriodEnd : dayFromKeyDate;
  const from = readOffset(rule.from);
  const to = readOffset(rule.to);
  const endOfDay = isPeriodEnd && to.count === 0 ? 0 : day;
  return (anchor) => {
    const first = dayAt(anchor, from, rule.businessDays);
    const last = dayAt(anchor, to, rule.businessDays);
    if (first === null || last === null) return [];
    const span = { from: first * day + (from.time ?? 0), to: last * day + (to.time ?? endOfDay) };
    return span.from < span.to ? [span] : [];
  };
}

function dayFromKeyDate(anchor: number, { count, unit }: Offset, businessDays: BusinessDays): number | null {
  return unit === 'd' ? anchor + count : businessDays.from(anchor, count);
}

/** `-1` is the last day of the old period, `+1` the first of the new one, 0 the midnight between them. */
function dayFromPeriodEnd(firstOfNew: number, { count, unit }: Offset, businessDays: BusinessDays): number | null {
  const start = count > 0 ? firstOfNew - 1 : firstOfNew;
  return unit === 'd' ? start + count : businessDays.from(start, count);
}

/** More days than an offset can reach, holidays and the shift included. */
function reachOf(offset: string): number {
  const { count, unit } = readOffset(offset);
  return Math.abs(count) * (unit === 'bd' ? 3 : 1) + 62;
}

type Reach = { readonly before: number; readonly until: number };

/** Spans that are made month by month; those that end after a reading are sought from `before` days before it. */
function spansByMonth(spansOf: (month: number) => readonly LocalSpan[], { before, until }: Reach): LocalSpans {
  let made: LocalSpan[] = [];
  let first = Number.POSITIVE_INFINITY;
  let next = first;
  return (reading) => {
    const month = monthOfDay(dayOfReading(reading) - before);
    if (month < first || month > next) [made, first, next] = [[], month, month];
    for (;;) {
      const span = spansInOrder(made)(reading);
      if (span !== null || firstDayOf(next) > until) return span;
      made.push(...spansOf(next));
      next++;
    }
  };
}
