import { day, dayOfReading } from './civil.ts';
import { inOrder } from './days.ts';
import { periodsOf } from './recurrence-days.ts';
import type { Periods } from './recurrence-days.ts';
import { readRecurrence, timesOfDay } from './recurrence-rule.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import type { DuringOf } from './schedule.ts';
import type { Timeline } from './timeline.ts';
import { existing, readDateTime, readDuration } from './written.ts';
import type { Zone } from './zone.ts';

type Reach = { readonly zone: Zone; readonly lastDay: number };

/** A span of the same elapsed time from each occurrence of a recurrence rule of RFC 5545. */
export function recurring(during: DuringOf<'recurrence'>, reach: Reach): Timeline {
  const duration = readDuration(during.duration);
  const next = occurrences(during, reach);
  return (instant) => {
    const earliest = reach.zone.readingBefore(instant - duration);
    for (let reading = next(earliest); reading !== null; reading = next(reading + 1)) {
      const start = reach.zone.startOf(reading);
      if (start + duration > instant) return { start, end: start + duration };
    }
    return null;
  };
}

type Recurrence = Pick<DuringOf<'recurrence'>, 'rrule' | 'start' | 'except'>;

/** The first occurrence that is not before a reading, null if there is none before what matters. */
export type Occurrences = (reading: number) => number | null;

/** The occurrences of a recurrence rule, as readings of the clock. Its start counts only if the rule picks it. */
export function occurrences(recurrence: Recurrence, { zone, lastDay }: Reach): Occurrences {
  const { rule, excepted, ...all } = partsOf(recurrence);
  const last = Math.min(untilOf(rule, zone), (lastDay + 1) * day);
  const wanted = rule.count === null ? unlimited({ ...all, last }) : limited({ ...all, last }, rule.count);
  if (excepted.size === 0) return wanted;
  return (from) => {
    let reading = wanted(from);
    while (reading !== null && excepted.has(reading)) reading = wanted(reading + 1);
    return reading;
  };
}

type Parts = Omit<All, 'last'> & { readonly rule: RecurrenceRule; readonly excepted: ReadonlySet<number> };

const known = new WeakMap<Recurrence, Parts>();

/** A recurrence rule as read; kept, since one policy is judged by again and again. */
function partsOf(recurrence: Recurrence): Parts {
  const parts = known.get(recurrence) ?? readParts(recurrence);
  known.set(recurrence, parts);
  return parts;
}

function readParts({ rrule, start: written, except = [] }: Recurrence): Parts {
  const read = readRecurrence(rrule);
  if (!read.ok) throw new RangeError(read.problem);
  const start = existing(readDateTime(written), written);
  return {
    rule: read.rule,
    excepted: new Set(except.map((text) => existing(readDateTime(text), text))),
    positions: read.rule.positions,
    periods: periodsOf(read.rule, dayOfReading(start)),
    times: timesOfDay(read.rule, start - dayOfReading(start) * day),
    start,
  };
}

type All = {
  readonly positions: readonly number[];
  readonly periods: Periods;
  readonly times: readonly number[];
  readonly start: number;
  readonly last: number;
};

function unlimited(all: All): Occurrences {
  const { periods, start, last } = all;
  // Questions go on from one occurrence to the next.
  let known: { readonly period: number; readonly readings: readonly number[] } = { period: -1, readings: [] };
  const inPeriod = (period: number): readonly number[] => {
    if (known.period !== period) known = { period, readings: readingsIn(all, period) };
    return known.readings;
  };
  return (from) => {
    const least = Math.max(from, start);
    for (let period = periods.at(dayOfReading(least)); periods.firstDay(period) * day <= last; period++) {
      const reading = inPeriod(period).find((each) => each >= least);
      if (reading !== undefined) return reading <= last ? reading : null;
    }
    return null;
  };
}

/** A rule that ends after some occurrences: they are counted from its start, once. */
function limited(all: All, count: number): Occurrences {
  let next: Occurrences | null = null;
  return (from) => {
    next ??= inOrder(firstOnes(all, count));
    return next(from);
  };
}

function firstOnes(all: All, count: number): readonly number[] {
  const { periods, start, last } = all;
  const found: number[] = [];
  for (let period = 0; found.length < count && periods.firstDay(period) * day <= last; period++) {
    found.push(...readingsIn(all, period).filter((reading) => reading >= start && reading <= last));
  }
  return found.slice(0, count);
}

function readingsIn({ positions, periods, times }: All, period: number): readonly number[] {
  const readings: number[] = [];
  for (const number of periods.days(period)) for (const time of times) readings.push(number * day + time);
  if (positions.length === 0) return readings;
  const picked = positions.map((position) => readings.at(position > 0 ? position - 1 : position));
  return [...new Set(picked.filter((reading) => reading !== undefined))].sort((one, other) => one - other);
}

/** The last reading of the clock that the rule allows: its date is included. */
function untilOf({ until }: RecurrenceRule, zone: Zone): number {
  if (until === null) return Number.POSITIVE_INFINITY;
  if (!until.includes('T')) return existing(readDateTime(`${until}T24:00`), until) - 1;
  const reading = existing(readDateTime(until.replace('Z', '')), until);
  return until.endsWith('Z') ? zone.readingAt(reading) : reading;
}
