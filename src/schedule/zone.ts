import type { ZoneChanges } from './calendar-data.ts';
import { day, second } from './civil.ts';

// The one file that knows zones and daylight saving. Offsets come from ICU through `Intl`, which is what luxon asks too;
// asking it directly, with one formatter for each zone, is five times faster and spares loading the rest of luxon.

/**
 * The clock of a time zone. Its readings are in milliseconds, as if the clock showed UTC; instants in milliseconds since
 * 1970-01-01T00:00Z.
 */
export type Zone = {
  readonly name: string;
  /** What the clock shows at an instant. */
  readonly readingAt: (instant: number) => number;
  /** The first instant at which the clock shows this reading or, if it skips it, the instant at which it jumps. */
  readonly startOf: (reading: number) => number;
  /** The last instant at which the clock shows this reading or, if it skips it, the instant at which it jumps. */
  readonly endOf: (reading: number) => number;
  /** A reading that is not later than any whose `endOf` lies after the instant. */
  readonly readingBefore: (instant: number) => number;
};

/** Whether this names a time zone: `UTC`, or an IANA name of the form `Area/Location`. */
export function isZoneName(name: string): boolean {
  return name === 'UTC' || (nameForm.test(name) && formatterOf(name) !== null);
}

/** The clock of a zone. INVARIANT: the name was checked when the policy was loaded; an unknown one never becomes UTC. */
export function zoneNamed(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = name === 'UTC' ? utc : makeZone(name, offsetsOf(name));
  zones.set(name, zone);
  return zone;
}

/** The clock of a zone that an iCalendar file defines. */
export function zoneOfChanges(name: string, { offset, changes }: ZoneChanges): Zone {
  const known = changes.map((change) => ({ from: Date.parse(change.from), offset: change.offset * second }));
  return makeZone(name, (instant) => known.findLast(({ from }) => from <= instant)?.offset ?? offset * second);
}

/**
 * The instant at which a clock shows a reading as RFC 5545 has it: of two the first; a reading that the clock skips is
 * taken as if it had not jumped.
 */
export function instantShowing(zone: Zone, reading: number): number {
  const instant = zone.startOf(reading);
  if (zone.readingAt(instant) === reading) return instant;
  return instant + reading - (zone.readingAt(instant - 1) + 1);
}

const nameForm = /^[A-Za-z]+(\/[A-Za-z0-9_+-]+)+$/u;
const zones = new Map<string, Zone>();
const formatters = new Map<string, Intl.DateTimeFormat | null>();
const same = (value: number): number => value;
const utc: Zone = { name: 'UTC', readingAt: same, startOf: same, endOf: same, readingBefore: same };

/** A stretch of time with one offset. */
type Stretch = { readonly from: number; readonly to: number; readonly offset: number };

// More than any zone was ever away from UTC (16 hours) or turned its clock (24 hours), and both together.
const margin = 2 * day;
// Two changes of one zone lie at least 7 days apart (1995–2050, all zones), so none is missed between two samples.
const sampleStep = 3 * day;
const chunkLength = 20 * sampleStep;

function makeZone(name: string, offsetAt: OffsetAt): Zone {
  const stretchesAround = chunksOf(offsetAt);
  // The stretch used last: most questions are about times near each other, far from any change of the clock.
  let last: Stretch = { from: 0, to: 0, offset: 0 };
  const steadyAt = (time: number): boolean => time - margin >= last.from && time + margin < last.to;
  const around = (time: number): readonly Stretch[] => {
    const stretches = stretchesAround(time - margin, time + margin);
    last = stretches.find(({ to }) => time < to) ?? last;
    return stretches;
  };
  return {
    name,
    readingAt: (instant) => {
      if (!steadyAt(instant)) around(instant);
      return instant + last.offset;
    },
    startOf: (reading) => (steadyAt(reading) ? reading - last.offset : firstAt(around(reading), reading)),
    endOf: (reading) => (steadyAt(reading) ? reading - last.offset : lastAt(around(reading), reading)),
    readingBefore: (instant) => {
      if (!steadyAt(instant)) around(instant);
      return steadyAt(instant) ? instant + last.offset : instant - margin;
    },
  };
}

/** The first instant at which the clock shows the reading or a later one. */
function firstAt(stretches: readonly Stretch[], reading: number): number {
  for (const { from, to, offset } of stretches) {
    const instant = Math.max(from, reading - offset);
    if (instant < to) return instant;
  }
  return reading;
}

/** The last instant at which the clock shows the reading, or jumps over it. */
function lastAt(stretches: readonly Stretch[], reading: number): number {
  for (let index = stretches.length - 1; index >= 0; index--) {
    const stretch = stretches[index];
    if (stretch !== undefined && stretch.from + stretch.offset <= reading) {
      return Math.min(stretch.to, reading - stretch.offset);
    }
  }
  return reading;
}

type OffsetAt = (instant: number) => number;
type StretchesAround = (from: number, to: number) => readonly Stretch[];

/** Stretches of one offset by chunks of time, each found once. */
function chunksOf(offsetAt: OffsetAt): StretchesAround {
  const chunks = new Map<number, readonly Stretch[]>();
  const chunk = (index: number): readonly Stretch[] => {
    const known = chunks.get(index);
    if (known !== undefined) return known;
    const found = stretchesOf(offsetAt, index * chunkLength);
    chunks.set(index, found);
    return found;
  };
  return (from, to) => {
    const first = chunk(Math.floor(from / chunkLength));
    const last = chunk(Math.floor(to / chunkLength));
    return first === last ? first : joined(first, last);
  };
}

/** Two neighbouring chunks as one list. */
function joined(first: readonly Stretch[], last: readonly Stretch[]): readonly Stretch[] {
  const before = first.at(-1);
  const [after, ...rest] = last;
  if (before === undefined || after === undefined || before.offset !== after.offset) return [...first, ...last];
  return [...first.slice(0, -1), { ...before, to: after.to }, ...rest];
}

function stretchesOf(offsetAt: OffsetAt, start: number): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let open = { from: start, offset: offsetAt(start) };
  for (let instant = start; instant < start + chunkLength; instant += sampleStep) {
    const next = instant + sampleStep;
    const offset = offsetAt(next);
    if (offset === open.offset) continue;
    const change = changeBetween(offsetAt, instant, next);
    stretches.push({ ...open, to: change });
    open = { from: change, offset };
  }
  return [...stretches, { ...open, to: start + chunkLength }];
}

/** The first instant with another offset than at `from`, by bisection to the millisecond. */
function changeBetween(offsetAt: OffsetAt, from: number, to: number): number {
  const before = offsetAt(from);
  let low = from;
  let high = to;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const parts = /(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)\D+(\d+)/u;

function offsetsOf(name: string): OffsetAt {
  const formatter = formatterOf(name);
  if (formatter === null) throw new RangeError(`unknown time zone ${name}`);
  return (instant) => {
    const [, month = 0, date = 0, year = 0, hours = 0, minutes = 0, seconds = 0] = (
      parts.exec(formatter.format(instant)) ?? []
    ).map(Number);
    const reading = Date.UTC(year, month - 1, date, hours, minutes, seconds);
    return reading - Math.floor(instant / 1_000) * 1_000;
  };
}

function formatterOf(name: string): Intl.DateTimeFormat | null {
  const known = formatters.get(name);
  if (known !== undefined) return known;
  const formatter = makeFormatter(name);
  formatters.set(name, formatter);
  return formatter;
}

function makeFormatter(timeZone: string): Intl.DateTimeFormat | null {
  const numeric = 'numeric';
  const date = { year: numeric, month: numeric, day: numeric } as const;
  const time = { hour: numeric, minute: numeric, second: numeric, hourCycle: 'h23' } as const;
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, calendar: 'gregory', ...date, ...time });
  } catch {
    // `Intl` has no other way to ask: a RangeError is its word for a zone that it does not know.
    return null;
  }
}
