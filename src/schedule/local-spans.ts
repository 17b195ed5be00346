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

/** How many days earlier and later something begins and ends. */
export type Around = { readonly before: number; readonly after: number };

/** Stretches with each begun and ended some days around. */
export function widened(spans: LocalSpans, { before, after }: Around): LocalSpans {
  if (before === 0 && after === 0) return spans;
  return (reading) => {
    const span = spans(reading - after * day);
    return span === null ? null : { from: span.from - before * day, to: span.to + after * day };
  };
}

/** Stretches of a list that is in order. */
export function spansInOrder(list: readonly LocalSpan[]): LocalSpans {
  return (reading) => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.to ?? 0) > reading) high = middle;
      else low = middle + 1;
    }
    return list[low] ?? null;
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
