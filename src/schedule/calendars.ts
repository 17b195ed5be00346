import type { Calendar } from './calendar-data.ts';
import { allDaySeries, timedEvents } from './calendar-events.ts';
import { day } from './civil.ts';
import { inZone, spansInOrder, widened } from './local-spans.ts';
import type { Around, LocalSpan, LocalSpans } from './local-spans.ts';
import type { Schedule } from './schedule.ts';
import { merge } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { union } from './union.ts';
import { existing, readDate, readDates } from './written.ts';
import type { Zone } from './zone.ts';

/** A calendar of the policy, on the clock of a zone. */
export type CalendarReading = {
  /** Whether the whole of a day is one of its days, or within its events. */
  readonly names: (number: number) => boolean;
  /** When its days and events are, each begun some days earlier and ended some days later. */
  readonly timeline: (around: Around) => Timeline;
};

type Reach = { readonly zone: Zone; readonly lastDay: number };

/** Reads a calendar of the policy by its name. INVARIANT: that it is there was checked when the policy was loaded. */
export function readCalendar(calendars: Schedule['calendars'], name: string, reach: Reach): CalendarReading {
  const calendar = existing(calendars[name] ?? null, name);
  const { zone } = reach;
  const whole = [spansInOrder(daysOf(calendar)), ...('ics' in calendar ? allDaySeries(calendar, reach) : [])];
  const timed = 'ics' in calendar ? timedEvents(calendar, reach) : [];
  return {
    names: (number) =>
      whole.some((spans) => holdsDay(spans, number)) || timed.some(({ timeline }) => fillsDay(timeline, number, zone)),
    timeline: (around) => {
      const timelines = [
        ...whole.map((spans) => inZone(widened(spans, around), zone)),
        ...timed.map((events) => events.around(around)),
      ];
      const [only] = timelines;
      return timelines.length === 1 && only !== undefined ? only : union(timelines, (reach.lastDay + 1) * day);
    },
  };
}

/** The first and the last day that a calendar knows; beyond them, a day that it does not name may be one all the same. */
export function coveredBy(calendar: Calendar): { readonly first: number; readonly last: number } {
  const { from, to } = boundsOf(calendar);
  return {
    first: from === undefined ? Number.NEGATIVE_INFINITY : existing(readDate(from), from),
    last: to === undefined ? Number.POSITIVE_INFINITY : existing(readDate(to), to),
  };
}

function boundsOf(calendar: Calendar): { readonly from?: string; readonly to?: string } {
  if ('holidays' in calendar) return calendar;
  return 'dates' in calendar && calendar.until !== undefined ? { to: calendar.until } : {};
}

const known = new WeakMap<Calendar, readonly LocalSpan[]>();

/** The single days of a calendar as stretches in order; read once, since a calendar may have thousands. */
function daysOf(calendar: Calendar): readonly LocalSpan[] {
  const found = known.get(calendar) ?? readDays('ics' in calendar ? calendar.days : calendar.dates);
  known.set(calendar, found);
  return found;
}

function readDays(texts: readonly string[]): readonly LocalSpan[] {
  const spans = texts.map((text) => {
    const { first, last } = existing(readDates(text), text);
    return { start: first * day, end: (last + 1) * day };
  });
  return merge(spans).map(({ start, end }) => ({ from: start, to: end }));
}

function holdsDay(spans: LocalSpans, number: number): boolean {
  const span = spans(number * day);
  return span !== null && span.from <= number * day && span.to >= (number + 1) * day;
}

function fillsDay(timeline: Timeline, number: number, zone: Zone): boolean {
  const span = timeline(zone.startOf(number * day));
  return span !== null && span.start <= zone.startOf(number * day) && span.end >= zone.startOf((number + 1) * day);
}
