import { day, dayOfReading, weekdayOf } from './civil.ts';
import { localSpansOf, shapeOf } from './during.ts';
import type { Setting } from './during.ts';
import { dateText } from './instant.ts';
import { occurrences } from './recurrence.ts';
import { readRecurrence } from './recurrence-rule.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import type { During, DuringOf } from './schedule.ts';
import { existing, readDateTime, readDuration } from './written.ts';
import { longestStretch } from './weekly-pattern.ts';
import type { WeeklyStretches } from './weekly-pattern.ts';

const week = 7 * day;

type Made = { readonly during: During; readonly setting: Setting };
type Wanted = { readonly from: number; readonly lead: number };

/** What a `during` is in every week from an instant on, begun earlier by `lead`; null if weeks differ, or if it is too long. */
export function weeklyStretchesOf({ during, setting }: Made, { from, lead }: Wanted): WeeklyStretches | null {
  const monday = mondayAfter(setting.zone.readingAt(from));
  const found = 'rrule' in during ? ofRecurrence(during, setting, monday) : ofShape(during, setting, monday);
  const begun = found?.map((stretch) => ({ from: stretch.from - lead, to: stretch.to })) ?? [];
  return found !== null && begun.every((stretch) => stretch.to - stretch.from <= longestStretch) ? begun : null;
}

function mondayAfter(reading: number): number {
  const number = dayOfReading(reading);
  return (number + 7 - weekdayOf(number)) * day;
}

function ofShape(
  during: Exclude<During, DuringOf<'recurrence'>>,
  setting: Setting,
  monday: number,
): WeeklyStretches | null {
  const shape = shapeOf(during);
  if ((shape !== 'weekly' && shape !== 'weekSpan') || 'calendar' in during) return null;
  const spans = localSpansOf(during, setting);
  const found: { from: number; to: number }[] = [];
  for (let span = spans(monday); span !== null && span.from < monday + week; span = spans(span.to)) {
    if (span.from >= monday) found.push({ from: span.from - monday, to: span.to - monday });
  }
  return found;
}

function ofRecurrence(during: DuringOf<'recurrence'>, setting: Setting, monday: number): WeeklyStretches | null {
  const read = readRecurrence(during.rrule);
  // Over by then: begun, and left out for the last time.
  const past = monday - week - longestStretch - day;
  const points = [during.start, ...(during.except ?? [])].map((text) => existing(readDateTime(text), text));
  if (!read.ok || !isWeekly(read.rule, setting.lastDay) || points.some((reading) => reading > past)) return null;
  const length = readDuration(during.duration);
  const next = occurrences(during, setting);
  const found: { from: number; to: number }[] = [];
  for (let reading = next(monday); reading !== null && reading < monday + week; reading = next(reading + 1)) {
    found.push({ from: reading - monday, to: reading - monday + length });
  }
  return found;
}

/** Whether a rule is the same in every week, as far as anybody looks. */
function isWeekly(rule: RecurrenceRule, lastDay: number): boolean {
  const { frequency, interval, count, until, positions, months, weeks, daysOfMonth, daysOfYear } = rule;
  const parts = [positions, months, weeks, daysOfMonth, daysOfYear];
  return (
    (frequency === 'DAILY' || frequency === 'WEEKLY') &&
    interval === 1 &&
    count === null &&
    (until === null || until.slice(0, 10) > dateText(lastDay + 1)) &&
    parts.every(({ length }) => length === 0)
  );
}
