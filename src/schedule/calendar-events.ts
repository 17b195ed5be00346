import type { EventCalendar, Series } from './calendar-data.ts';
import { day, second } from './civil.ts';
import { readInstant } from './instant.ts';
import type { Around, LocalSpans } from './local-spans.ts';
import { occurrences } from './recurrence.ts';
import { timelineOf } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';
import { instantShowing, zoneNamed, zoneOfChanges } from './zone.ts';
import type { Zone } from './zone.ts';

type Reach = { readonly zone: Zone; readonly lastDay: number };

/** Events that have a time of day. */
export type TimedEvents = { readonly timeline: Timeline; readonly around: (around: Around) => Timeline };

// The most that a rule can ask for events to begin earlier.
const mostDaysBefore = 62;

/** All-day events that repeat, on the clock of whoever asks. */
export function allDaySeries({ series }: EventCalendar, { zone, lastDay }: Reach): readonly LocalSpans[] {
  return series
    .filter((each) => each.zone === null)
    .map((each) => {
      const next = occurrences(each, { zone, lastDay: lastDay + mostDaysBefore });
      const length = each.days * day;
      return (reading) => {
        const from = next(reading - length + 1);
        return from === null ? null : { from, to: from + length };
      };
    });
}

/** Events with a time of day: the single ones together, and each that repeats. */
export function timedEvents(calendar: EventCalendar, { zone, lastDay }: Reach): readonly TimedEvents[] {
  const timelines = calendar.series.flatMap((each) =>
    each.zone === null ? [] : [repeated(each, { zone: zoneIn(calendar, each.zone), lastDay })],
  );
  return [timelineOf(singleSpans(calendar)), ...timelines].map((timeline) => ({
    timeline,
    around: (around) => widenedIn(zone, timeline, around),
  }));
}

const known = new WeakMap<EventCalendar, readonly Span[]>();

/** The single events with a time; read once, since a calendar may have thousands. */
function singleSpans(calendar: EventCalendar): readonly Span[] {
  const found = known.get(calendar) ?? calendar.spans.map(readSpan);
  known.set(calendar, found);
  return found;
}

function readSpan(text: string): Span {
  const [start = '', end = ''] = text.split('/');
  return { start: readInstant(start), end: readInstant(end) };
}

function zoneIn({ zones }: EventCalendar, name: string): Zone {
  const changes = Object.hasOwn(zones, name) ? zones[name] : undefined;
  return changes === undefined ? zoneNamed(name) : zoneOfChanges(name, changes);
}

function repeated(series: Series, { zone, lastDay }: Reach): Timeline {
  const next = occurrences(series, { zone, lastDay: lastDay + mostDaysBefore });
  const elapsed = series.seconds * second;
  const endOf = (reading: number, start: number): number =>
    (series.days === 0 ? start : instantShowing(zone, reading + series.days * day)) + elapsed;
  return (instant) => {
    // A clock that skips an hour, or shows one twice, moves an end by less than a day.
    const earliest = zone.readingBefore(instant - elapsed) - (series.days + 1) * day;
    for (let reading = next(earliest); reading !== null; reading = next(reading + 1)) {
      const start = instantShowing(zone, reading);
      const end = endOf(reading, start);
      if (end > instant) return { start, end };
    }
    return null;
  };
}

/** Spans with each begun and ended at the same time of some other days. */
function widenedIn(zone: Zone, timeline: Timeline, { before, after }: Around): Timeline {
  if (before === 0 && after === 0) return timeline;
  return (instant) => {
    const earliest = zone.readingBefore(instant) - (after + 1) * day;
    for (let span = timeline(zone.startOf(earliest)); span !== null; span = timeline(span.end)) {
      const end = zone.endOf(zone.readingAt(span.end) + after * day);
      if (end > instant) return { start: zone.startOf(zone.readingAt(span.start) - before * day), end };
    }
    return null;
  };
}
