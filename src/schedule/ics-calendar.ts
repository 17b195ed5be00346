import type { EventCalendar, Series, ZoneChanges } from './calendar-data.ts';
import { day, second } from './civil.ts';
import type { Event, Occasion } from './ics-event.ts';
import { datedRule, ruleTextOf } from './ics-rule.ts';
import { instantOf, readingOf } from './ics-values.ts';
import type { Point } from './ics-values.ts';
import { dateText, dateTimeText, isoOf } from './instant.ts';
import { readRecurrence, timesOfDay } from './recurrence-rule.ts';
import { merge } from './timeline.ts';
import type { Span } from './timeline.ts';
import { instantShowing } from './zone.ts';
import type { Zone } from './zone.ts';

type Setting = { readonly zone: Zone; readonly defined: ReadonlyMap<string, ZoneChanges> };

/** What the events of a file come to: single days and spans, and series. */
export function calendarOf(events: readonly Event[], { zone, defined }: Setting): Omit<EventCalendar, 'ics'> {
  const found = [...byUid(events)].map((group) => ofGroup(group, zone));
  const singles = found.flatMap((each) => each.singles);
  const series = found.flatMap((each) => each.series);
  const used = [...defined].filter(([name]) => series.some((each) => each.zone === name));
  return {
    days: merge(singles.flatMap(daysOf)).map(({ start, end }) => daysText(start, end - 1)),
    spans: merge(singles.flatMap((single) => spanOf(single, zone))).map(
      ({ start, end }) => `${isoOf(start)}/${isoOf(end)}`,
    ),
    series,
    zones: Object.fromEntries(used),
  };
}

/** The events that belong together: a series, and what stands in place of some of its occurrences. */
function byUid(events: readonly Event[]): Iterable<readonly Event[]> {
  const groups = new Map<string | number, Event[]>();
  for (const event of events) {
    const key = event.uid ?? event.line;
    const group = groups.get(key) ?? [];
    group.push(event);
    groups.set(key, group);
  }
  return groups.values();
}

type Found = { readonly singles: readonly Occasion[]; readonly series: readonly Series[] };

function ofGroup(group: readonly Event[], zone: Zone): Found {
  const main = newestOf(group.filter(({ instead }) => instead === null));
  const changed = newestByOccurrence(group, zone);
  if (main?.isCancelled === true) return { singles: [], series: [] };
  const singles = changed.filter(({ isCancelled }) => !isCancelled);
  if (main === undefined) return { singles, series: [] };
  const left = [...main.except, ...changed.flatMap(({ instead }) => instead ?? [])];
  const own = ofEvent(main, left, zone);
  return { singles: [...singles, ...own.singles], series: own.series };
}

/** A file may hold older versions of an event too. */
function newestOf(events: readonly Event[]): Event | undefined {
  const newest = Math.max(...events.map(({ sequence }) => sequence));
  return events.findLast(({ sequence }) => sequence === newest);
}

function newestByOccurrence(group: readonly Event[], zone: Zone): readonly Event[] {
  const byOccurrence = new Map<number, Event[]>();
  for (const event of group) {
    if (event.instead === null) continue;
    const key = instantOf(event.instead, zone);
    byOccurrence.set(key, [...(byOccurrence.get(key) ?? []), event]);
  }
  return [...byOccurrence.values()].flatMap((versions) => newestOf(versions) ?? []);
}

/** What an event is by itself, without the occurrences that are left out. */
function ofEvent(event: Event, left: readonly Point[], zone: Zone): Found {
  const clock = event.start.kind === 'time' ? event.start.zone : zone;
  const start = readingOf(event.start, clock);
  const rules = event.rules.flatMap(({ value }) => {
    return datedRule(ruleTextOf(value), { start, isAllDay: event.start.kind === 'day', zone: clock }) ?? [];
  });
  const series = rules.map(({ rrule }) => seriesOf(event, rrule, { clock, left }));
  const isOwn = event.rules.length === 0 || (rules.length > 0 && rules.every(({ picksStart }) => !picksStart));
  const singles = [...(isOwn ? [event] : []), ...event.also];
  const isLeft = (point: Point): boolean => left.some((each) => isSame(each, point, clock));
  return { singles: singles.filter(({ start: point }) => !isLeft(point)), series };
}

type Part = { readonly clock: Zone; readonly left: readonly Point[] };

function seriesOf({ start, length }: Event, rrule: string, { clock, left }: Part): Series {
  const reading = readingOf(start, clock);
  const read = readRecurrence(rrule);
  const times =
    read.ok && start.kind === 'time' ? timesOfDay(read.rule, reading - Math.floor(reading / day) * day) : [0];
  const except = left.flatMap((point) => {
    const at = readingOf(point, clock);
    // A day leaves out whatever occurs on it; in a series of days a time stands for its day.
    if (start.kind === 'day') return [Math.floor(at / day) * day];
    return point.kind === 'day' ? times.map((time) => at + time) : [at];
  });
  return {
    rrule,
    start: dateTimeText(reading),
    zone: start.kind === 'day' ? null : clock.name,
    ...length,
    except: [...new Set(except)].map(dateTimeText),
  };
}

function isSame(one: Point, other: Point, clock: Zone): boolean {
  const [a, b] = [readingOf(one, clock), readingOf(other, clock)];
  return one.kind === other.kind ? a === b : Math.floor(a / day) === Math.floor(b / day);
}

/** An all-day event, in days. */
function daysOf({ start, length }: Occasion): readonly Span[] {
  return start.kind === 'day' ? [{ start: start.number, end: start.number + Math.max(1, length.days) }] : [];
}

function daysText(first: number, last: number): string {
  return first === last ? dateText(first) : `${dateText(first)}..${dateText(last)}`;
}

function spanOf({ start, length }: Occasion, zone: Zone): readonly Span[] {
  if (start.kind === 'day') return [];
  const begin = instantOf(start, zone);
  const end = length.days === 0 ? begin : instantShowing(start.zone, start.reading + length.days * day);
  return [{ start: begin, end: end + length.seconds * second }];
}
