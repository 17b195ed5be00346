import type { CalendarRange } from './calendar.ts';
import { day, dayOfReading, firstDayOf, monthOfDay } from './civil.ts';
import { isoOf, readInstant } from './instant.ts';
import { readDate } from './written.ts';
import type { Zone } from './zone.ts';
import { zoneNamed } from './zone.ts';

type Asked = {
  /** Local dates, both included; null = left out. */
  readonly from: string | null;
  readonly to: string | null;
  readonly now: string;
  readonly timezone: string;
};

/** The stretch of time that a calendar shows: the days asked for, else to the end of the month of its first day. Null if a date does not exist. */
export function rangeOf({ from, to, now, timezone }: Asked): CalendarRange | null {
  const zone = zoneNamed(timezone);
  const today = dayOfReading(zone.readingAt(readInstant(now)));
  const first = from === null ? firstDayOf(monthOfDay(today)) : readDate(from);
  const last = to === null ? firstDayOf(monthOfDay(first ?? today) + 1) - 1 : readDate(to);
  if (first === null || last === null) return null;
  return { from: startOfDay(zone, first), to: startOfDay(zone, last + 1) };
}

function startOfDay(zone: Zone, number: number): string {
  return isoOf(zone.startOf(number * day));
}
