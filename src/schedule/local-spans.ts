import { day } from './civil.ts';
import type { Timeline } from './timeline.ts';
import type { Zone } from './zone.ts';

/** A stretch on the wall clock, half open, in readings of the clock. */
export type LocalSpan = { readonly from: number; readonly to: number };

/**
 * Stretches on the wall clock: the first that ends after a reading, null if there is none before what is sought. Neither
 * starts nor ends go back from one to the next. Every shape of `during` becomes one of these.
 */
export type LocalSpans = (reading: number) => LocalSpan | null;

/** Days: the first that is not before the given one, null if there is none before what is sought. */
export type Days = (from: number) => number | null;

/** A part of the day: `to` past 24 hours is on the next day. */
export type Hours = { readonly from: number; readonly to: number };

export const wholeDay: Hours = { from: 0, to: day };

/** The same hours on each of some days. */
export function onDays(days: Days, { from, to }: Hours): LocalSpans {
  return (reading) => {
    const number = days(Math.floor((reading - to) / day) + 1);
    return number === null ? null : { from: number * day + from, to: number * day + to };
  };
}

/** What stretches on the wall clock of a zone are in time. */
export function inZone(spans: LocalSpans, zone: Zone): Timeline {
  return (instant) => {
    for (let span = spans(zone.readingBefore(instant)); span !== null; span = spans(span.to)) {
      const end = zone.endOf(span.to);
      if (end <= instant) continue;
      const start = zone.startOf(span.from);
      if (start < end) return { start, end };
    }
    return null;
  };
}
