import type { Assumption } from '../finding/finding.ts';
import { coveredBy } from './calendars.ts';
import { day, firstDayOf, monthOfDay } from './civil.ts';
import { dateText } from './instant.ts';
import { anchorAfter, readOffset } from './key-date.ts';
import type { During, DuringOf, Schedule } from './schedule.ts';
import type { Span } from './timeline.ts';
import { existing } from './written.ts';
import type { Zone } from './zone.ts';

/** Days that a calendar knows, the first and the last. */
type Known = { readonly first: number; readonly last: number };

/** The calendar that a `during` asks. */
export function calendarNameOf(during: During): string | undefined {
  return 'calendar' in during ? during.calendar : undefined;
}

/** When nobody knows whether a rule holds, since its calendar does not reach so far. */
export function doubtfulSpans(during: During, calendars: Schedule['calendars'], zone: Zone): readonly Span[] {
  const name = calendarNameOf(during);
  if (name === undefined) return [];
  const { first, last } = sureOf(during, coveredBy(existing(calendars[name] ?? null, name)));
  return [
    ...(Number.isFinite(first) ? [{ start: Number.NEGATIVE_INFINITY, end: zone.startOf(first * day) }] : []),
    ...(Number.isFinite(last) ? [{ start: zone.startOf((last + 1) * day), end: Number.POSITIVE_INFINITY }] : []),
  ];
}

/** What of its calendar nobody knows at an instant at which a rule may hold; null if it is known. */
export function doubtAt(during: During | undefined, calendars: Schedule['calendars'], at: At): Assumption | null {
  const name = during === undefined ? undefined : calendarNameOf(during);
  if (during === undefined || name === undefined) return null;
  const isDoubtful = doubtfulSpans(during, calendars, at.zone).some(
    ({ start, end }) => start <= at.now && at.now < end,
  );
  if (!isDoubtful) return null;
  const { first, last } = coveredBy(existing(calendars[name] ?? null, name));
  const from = Number.isFinite(first) ? ` from ${dateText(first)}` : '';
  const to = Number.isFinite(last) ? ` to ${dateText(last)}` : '';
  return { fact: `schedule.calendars.${name}`, reason: `the calendar is known${from}${to} only` };
}

type At = { readonly now: number; readonly zone: Zone };

/** The days on which it is sure whether a rule holds, of those that its calendar knows. */
function sureOf(during: During, known: Known): Known {
  if ('keyDate' in during) return sureOfKeyDate(during, known);
  if ('businessDays' in during) return wholeMonths(known);
  const { daysBefore, daysAfter } = { daysBefore: 0, daysAfter: 0, ...during };
  return { first: known.first + daysAfter, last: known.last - daysBefore };
}

/** A month is counted from both ends. */
function wholeMonths({ first, last }: Known): Known {
  const isBegun = Number.isFinite(first) && firstDayOf(monthOfDay(first)) < first;
  return {
    first: isBegun ? firstDayOf(monthOfDay(first) + 1) : first,
    last: Number.isFinite(last) ? firstDayOf(monthOfDay(last + 1)) - 1 : last,
  };
}

/** The spans around the first key date that is not known may begin before it; those of a known one begin as they seem. */
function sureOfKeyDate(during: DuringOf<'keyDate'>, { first, last }: Known): Known {
  const next = Number.isFinite(last) ? anchorAfter(during, last) : null;
  return {
    first: first + reachOf(during.to, during) + 62,
    last: next === null ? last : Math.min(last, next - reachOf(during.from, during) - 1),
  };
}

/** More days than an offset and the shift go, holidays included. */
function reachOf(offset: string, { shift = 'none' }: DuringOf<'keyDate'>): number {
  const { count, unit } = readOffset(offset);
  return Math.abs(count) * (unit === 'bd' ? 2 : 1) + (unit === 'bd' ? 5 : 0) + (shift === 'none' ? 0 : 10);
}
