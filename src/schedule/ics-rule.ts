import { day, dayNumber, dayOfReading } from './civil.ts';
import { dateTimeText } from './instant.ts';
import { occurrences } from './recurrence.ts';
import { readRecurrence } from './recurrence-rule.ts';
import type { RecurrenceRule } from './recurrence-rule.ts';
import type { Zone } from './zone.ts';

/** The most that a rule may count: 27 years of days. */
export const mostCounted = 10_000;

/** The text of a rule as programs write it, in the form that is read: without a `;` at its end. */
export function ruleTextOf(value: string): string {
  return value.toUpperCase().replaceAll(/\s/gu, '').replace(/;+$/u, '');
}

/** What is wrong with the text of a rule; null if nothing is. */
export function problemOfRuleText(text: string): string | null {
  const read = readRecurrence(text);
  if (!read.ok) return read.problem;
  return read.rule.count === null || read.rule.count <= mostCounted
    ? null
    : `\`COUNT=${read.rule.count}\` is more than ${mostCounted}`;
}

/** An event's rule, and whether the event's own start is one of its occurrences. */
export type RuleOfEvent = { readonly rrule: string; readonly picksStart: boolean };

type Event = { readonly start: number; readonly isAllDay: boolean; readonly zone: Zone };

const lastDay = dayNumber({ year: 2100, month: 12, dayOfMonth: 31 });

/**
 * A rule that ends on a date, not after a count, so that its occurrences are found without counting from its start. The
 * start of an event is its first occurrence even if the rule does not pick it, and is counted. Null if there is none.
 */
export function datedRule(text: string, { start, isAllDay, zone }: Event): RuleOfEvent | null {
  const read = readRecurrence(text);
  if (!read.ok) return null;
  const rrule = isAllDay ? text.replace(/(UNTIL=\d{8})T\d{6}Z?/u, '$1') : text;
  const next = occurrences({ rrule, start: dateTimeText(start) }, { zone, lastDay });
  const unlimited = rrule.replace(/(?:^|;)(?:COUNT|UNTIL)=[^;]*/gu, '').replace(/^;/u, '');
  const picksStart =
    occurrences({ rrule: unlimited, start: dateTimeText(start) }, { zone, lastDay: dayOfReading(start) })(start) ===
    start;
  if (read.rule.count === null) {
    // A rule that ends before it begins is how some programs say that nothing is left of a series.
    return next(start) === null && isOver(read.rule, start) ? null : { rrule, picksStart };
  }
  const last = lastCounted(next, start, read.rule.count - (picksStart ? 0 : 1));
  if (last === null) return { rrule: `${unlimited};UNTIL=${compact(start - day)}`, picksStart };
  return { rrule: `${unlimited};UNTIL=${compact(last)}`, picksStart };
}

function isOver({ until }: RecurrenceRule, start: number): boolean {
  return until !== null && until.slice(0, 10) <= dateTimeText(start).slice(0, 10);
}

function lastCounted(next: (reading: number) => number | null, start: number, count: number): number | null {
  let last: number | null = null;
  for (let counted = 0, reading = next(start); counted < count && reading !== null; counted++) {
    last = reading;
    reading = next(reading + 1);
  }
  return last;
}

function compact(reading: number): string {
  return dateTimeText(reading).replaceAll(/[-:]/gu, '');
}
