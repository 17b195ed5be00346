import { day, dayOfReading, weekdayOf } from './civil.ts';
import { merge } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';
import type { Zone } from './zone.ts';

/** Stretches that come every week, in milliseconds since Monday 00:00 of the clock; they may begin before it. */
export type WeeklyStretches = readonly { readonly from: number; readonly to: number }[];

/** A rule that comes every week, with its own timeline. */
export type WeeklyRule = { readonly stretches: WeeklyStretches; readonly timeline: Timeline };

/** The longest stretch that may be put into a pattern: twice that and a day are less than seven days. */
export const longestStretch = 2.5 * day;

type Sought = { readonly zone: Zone; readonly horizon: number };

/**
 * The spans of many rules of one zone that come every week, cut at midnight, with those that touch or overlap made one.
 * While no clock changes every week looks the same, so that a week is made once; on other days the rules are asked.
 */
export function weeklyTogether(rules: readonly WeeklyRule[], { zone, horizon }: Sought): Timeline {
  const pattern = patternOf(rules.map(({ stretches }) => stretches));
  const lengths = rules.flatMap(({ stretches }) => stretches.map(({ from, to }) => to - from));
  const longest = lengths.reduce((most, length) => Math.max(most, length), 0);
  const known = new Map<number, readonly Span[]>();
  const spansOf = (number: number): readonly Span[] => {
    const found = known.get(number) ?? spansOn(number, { rules, pattern, longest, zone });
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

type Making = {
  readonly rules: readonly WeeklyRule[];
  readonly pattern: Pattern;
  readonly longest: number;
  readonly zone: Zone;
};

function spansOn(number: number, { rules, pattern, longest, zone }: Making): readonly Span[] {
  const bounds = { start: zone.startOf(number * day), end: zone.startOf((number + 1) * day) };
  // What is begun earlier by a runway belongs to a start that may be as much later.
  if (!isSteady({ start: bounds.start - longest, end: bounds.end + longest }, zone)) {
    return merge(rules.flatMap(({ timeline }) => spansBetween(timeline, bounds)));
  }
  return (pattern[weekdayOf(number)] ?? []).map(({ start, end }) => ({
    start: bounds.start + start,
    end: bounds.start + end,
  }));
}

/** Whether a clock does not change. No zone changes its clock twice within seven days, and this asks for fewer. */
function isSteady({ start, end }: Span, zone: Zone): boolean {
  return zone.readingAt(start) - start === zone.readingAt(end) - end;
}

/** The parts of a timeline between two instants. */
function spansBetween(timeline: Timeline, { start, end }: Span): readonly Span[] {
  const found: Span[] = [];
  for (let span = timeline(start); span !== null && span.start < end; span = timeline(span.end)) {
    found.push({ start: Math.max(start, span.start), end: Math.min(end, span.end) });
  }
  return found;
}
