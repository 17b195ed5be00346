import type { ChangeFacts } from '../change/facts.ts';
import { dayOfReading, hour, weekdayOf, weekdays } from './civil.ts';
import { dateText, readInstant } from './instant.ts';
import { zoneNamed } from './zone.ts';

/** The date, like `2026-11-27`, that clocks of a time zone show at an instant. */
export function localDate(instant: string, timezone: string): string {
  return dateText(dayOfReading(zoneNamed(timezone).readingAt(readInstant(instant))));
}

/** Weekday, hour and date of an instant in a time zone. */
export function localFacts(evaluatedAt: string, timezone: string): ChangeFacts['local'] {
  const reading = zoneNamed(timezone).readingAt(readInstant(evaluatedAt));
  const number = dayOfReading(reading);
  return {
    weekday: weekdays[weekdayOf(number)] ?? 'mon',
    hour: Math.floor((reading - number * 24 * hour) / hour),
    date: dateText(number),
  };
}
