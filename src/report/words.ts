// How instants, durations, points and numbers are said.
import type { CivilDate } from '../schedule/civil.ts';
import { dateOf, day, dayNumber, dayOfReading, hour, minute, weekdayOf } from '../schedule/civil.ts';
import type { Zone } from '../schedule/zone.ts';
import { isZoneName, zoneNamed } from '../schedule/zone.ts';

/** Tells instants in one zone, as seen from one instant. What is no instant is told as it stands. */
export type Clock = {
  /** `Mon 30 Nov 09:00`, with the year if it is not the present one. */
  readonly short: (instant: string) => string;
  /** `Mon 30 Nov 09:00 Europe/Berlin (08:00 UTC, in 2 d 16 h)`. */
  readonly full: (instant: string) => string;
};

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
export const monthNames = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** A clock of a zone at an instant. */
export function clockAt(timezone: string, now: string): Clock {
  const zone = zoneOrUtc(timezone);
  const present = Date.parse(now);
  const year = isTellable(present) ? dateOf(dayOfReading(zone.readingAt(present))).year : 0;
  const told = (instant: string, tell: (milliseconds: number) => string): string => {
    const milliseconds = Date.parse(instant);
    return isTellable(milliseconds) ? tell(milliseconds) : instant;
  };
  const short = (milliseconds: number): string => readingInWords(zone.readingAt(milliseconds), year);
  return {
    short: (instant) => told(instant, short),
    full: (instant) =>
      told(instant, (milliseconds) => {
        const asides = [...utcAside(milliseconds, zone), ...distanceAside(milliseconds - present)];
        const aside = asides.length === 0 ? '' : ` (${asides.join(', ')})`;
        return `${short(milliseconds)} ${zone.name}${aside}`;
      }),
  };
}

/** The clock of a zone; UTC, which names itself, for a name that no policy could have had. */
export function zoneOrUtc(timezone: string): Zone {
  return zoneNamed(isZoneName(timezone) ? timezone : 'UTC');
}

/** `Mon 30 Nov 09:00` of what a clock shows, with the year if it is not the present one. */
export function readingInWords(reading: number, presentYear: number): string {
  return `${dateInWords(dateOf(dayOfReading(reading)), presentYear)} ${timeInWords(reading)}`;
}

/** `09:05` of what a clock shows. */
export function timeInWords(reading: number): string {
  const ofDay = reading - dayOfReading(reading) * day;
  return `${twoDigits(Math.floor(ofDay / hour))}:${twoDigits(Math.floor((ofDay % hour) / minute))}`;
}

/** `2 d 16 h`, `45 min`, `30 s`: the two largest units. */
export function durationInWords(seconds: number): string {
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor((minutes % 1_440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const first = parts.findIndex(([amount]) => amount > 0);
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
}

/** `+14`, `−30`, `0`, with a true minus sign and at most one decimal. */
export function pointsInWords(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  if (rounded === 0) return '0';
  return rounded > 0 ? `+${rounded}` : `−${-rounded}`;
}

/** A number as people write it: `1,234`, at most two decimals. */
export function numberInWords(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  const [whole = '', decimals] = String(Math.abs(rounded)).split('.');
  const grouped = whole.includes('e') ? whole : whole.replace(/\B(?=(\d{3})+$)/gu, ',');
  return `${rounded < 0 ? '−' : ''}${grouped}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** `1 approval`, `3 approvals`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${numberInWords(count)} ${count === 1 ? one : many}`;
}

function dateInWords({ year, month, dayOfMonth }: CivilDate, presentYear: number): string {
  const weekday = weekdays[weekdayOf(dayNumber({ year, month, dayOfMonth }))] ?? '';
  const name = (monthNames[month - 1] ?? '').slice(0, 3);
  return `${weekday} ${dayOfMonth} ${name}${year === presentYear ? '' : ` ${year}`}`;
}

/** Far beyond any schedule, zones are no longer told reliably. */
function isTellable(milliseconds: number): boolean {
  return Math.abs(milliseconds) < 1e14;
}

function utcAside(milliseconds: number, zone: Zone): readonly string[] {
  if (zone.name === 'UTC') return [];
  const sameDay = dayOfReading(zone.readingAt(milliseconds)) === dayOfReading(milliseconds);
  const weekday = sameDay ? '' : `${weekdays[weekdayOf(dayOfReading(milliseconds))] ?? ''} `;
  return [`${weekday}${timeInWords(milliseconds)} UTC`];
}

/** The present itself needs no countdown. */
function distanceAside(milliseconds: number): readonly string[] {
  if (!(Math.abs(milliseconds) >= 1_000)) return [];
  const duration = durationInWords(Math.abs(milliseconds) / 1_000);
  return [milliseconds > 0 ? `in ${duration}` : `${duration} ago`];
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
