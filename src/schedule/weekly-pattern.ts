import { day, dayOfReading, weekdayOf } from './civil.ts';
import { merge } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';
import type { Zone } from './zone.ts';

/** Stretches that come every week, in milliseconds since Monday 00:00 of the clock; they may begin before it. */
export type WeeklyStretches = readonly { readonly from: number; readonly to: number }[];

/** A rule that comes every week, with its own timeline. */
export type WeeklyRule = { readonly stretches: WeeklyStretches; readonly timeline: Timeline };

/** The longest stretch that may be put into a pattern. */
export const longestStretch = 4 * day;

type Sought = { readonly zone: Zone; readonly horizon: number };

/**
 * The spans of many rules of one zone that come every week, cut at midnight, with those that touch or overlap made one.
 * While no clock changes every week looks the same, so that a week is made once; on other days the rules are asked.
 */
export function weeklyTogether(rules: readonly WeeklyRule[], { zone, horizon }: Sought): Timeline {
  const pattern = patternOf(rules.map(({ stretches }) => stretches));
  const known = new Map<number, readonly Span[]>();
  const spansOf = (number: number): readonly Span[] => {
    const found = known.get(number) ?? spansOn(number, { rules, pattern, zone });
    known.set(number, found);
    return found;
  };
  const lastDay = dayOfReading(horizon) + 1;
  return (instant) => {
    for (let number = dayOfReading(zone.readingBefore(instant)); number <= lastDay; number++) {
      const span = spansOf(number).find(({ end }) => end > instant);
      if (span !== undefined) return span;
    }
    return null;
  };
}

/** For each weekday, the parts of the day in milliseconds since its midnight. */
type Pattern = readonly (readonly Span[])[];

function patternOf(rules: readonly WeeklyStretches[]): Pattern {
  const days: Span[][] = Array.from({ length: 7 }, () => []);
  for (const { from, to } of rules.flat()) {
    for (let number = dayOfReading(from); number * day < to; number++) {
      const midnight = number * day;
      days[((number % 7) + 7) % 7]?.push({ start: Math.max(0, from - midnight), end: Math.min(day, to - midnight) });
    }
  }
  return days.map(merge);
}

type Making = { readonly rules: readonly WeeklyRule[]; readonly pattern: Pattern; readonly zone: Zone };

function spansOn(number: number, { rules, pattern, zone }: Making): readonly Span[] {
  const offset = steadyOffset(number, zone);
  if (offset === null) return merge(rules.flatMap(({ timeline }) => spansBetween(timeline, boundsOf(number, zone))));
  const midnight = number * day - offset;
  return (pattern[weekdayOf(number)] ?? []).map(({ start, end }) => ({ start: midnight + start, end: midnight + end }));
}

/** The offset that a clock has on a day and as long before it as a stretch may be; null if it changes. */
function steadyOffset(number: number, zone: Zone): number | null {
  // Less than the seven days between which no zone changes its clock twice.
  const from = number * day - longestStretch - day / 2;
  const to = (number + 1) * day + day / 2;
  const offset = zone.readingAt(from) - from;
  return zone.readingAt(to) - to === offset ? offset : null;
}

function boundsOf(number: number, zone: Zone): Span {
  return { start: zone.startOf(number * day), end: zone.startOf((number + 1) * day) };
}

/** The parts of a timeline between two instants. */
function spansBetween(timeline: Timeline, { start, end }: Span): readonly Span[] {
  const found: Span[] = [];
  for (let span = timeline(start); span !== null && span.start < end; span = timeline(span.end)) {
    found.push({ start: Math.max(start, span.start), end: Math.min(end, span.end) });
  }
  return found;
}
