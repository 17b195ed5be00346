import { dateOf, day, dayOfReading, hour, minute, second, weekdayOf, weekdays } from './civil.ts';
import type { Zone } from './zone.ts';

/** Milliseconds since 1970-01-01T00:00Z of an ISO 8601 instant with offset. */
export function readInstant(text: string): number {
  return Date.parse(text);
}

/** An instant as ISO 8601 in UTC, without empty fractions of a second. */
export function isoOf(instant: number): string {
  return `${readingText(instant, 'T')}${fraction(instant)}Z`;
}

/** An instant as people of a zone read it: `Mon 2026-11-30 09:00 Europe/Berlin`. */
export function localText(instant: number, zone: Zone): string {
  const reading = zone.readingAt(instant);
  const weekday = weekdays[weekdayOf(dayOfReading(reading))] ?? '';
  const text = readingText(reading, ' ').replace(/:00$/u, '');
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${text} ${zone.name}`;
}

/** The date of a day, `2026-11-30`. */
export function dateText(number: number): string {
  const { year, month, dayOfMonth } = dateOf(number);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(dayOfMonth, 2)}`;
}

/** A reading of the clock, `2026-11-30T09:00:00`. */
export function dateTimeText(reading: number): string {
  return readingText(reading, 'T');
}

/** A length of time as a duration of the policy: `45m`, `2h 30m`. */
export function durationText(milliseconds: number): string {
  const amounts = [
    [Math.floor(milliseconds / day), 'd'],
    [Math.floor((milliseconds % day) / hour), 'h'],
    [Math.floor((milliseconds % hour) / minute), 'm'],
    [Math.floor((milliseconds % minute) / second), 's'],
  ] as const;
  const shown = amounts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount}${unit}`);
  return shown.length === 0 ? '0m' : shown.join(' ');
}

function readingText(reading: number, separator: string): string {
  const time = reading - dayOfReading(reading) * day;
  const clock = [Math.floor(time / hour), Math.floor((time % hour) / minute), Math.floor((time % minute) / second)];
  return `${dateText(dayOfReading(reading))}${separator}${clock.map((part) => digits(part, 2)).join(':')}`;
}

function fraction(instant: number): string {
  const milliseconds = ((instant % second) + second) % second;
  return milliseconds === 0 ? '' : `.${digits(milliseconds, 3)}`;
}

function digits(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
