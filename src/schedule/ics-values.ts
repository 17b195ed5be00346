import { day, dayNumber, hour, lengthOf, minute, second } from './civil.ts';
import { instantShowing, zoneNamed } from './zone.ts';
import type { Zone } from './zone.ts';

/** A point of time of an iCalendar file: a day, or a reading of the clock of a zone. */
export type Point =
  | { readonly kind: 'day'; readonly number: number }
  | { readonly kind: 'time'; readonly reading: number; readonly zone: Zone };

/** How long an event is: days of the calendar, then elapsed seconds. */
export type Length = { readonly days: number; readonly seconds: number };

const dateForm = /^(\d{4})(\d{2})(\d{2})$/u;
const timeForm = /^(\d{4})(\d{2})(\d{2})T([01]\d|2[0-3])([0-5]\d)([0-5]\d|60)(Z?)$/u;
const durationForm = /^\+?P(?:(\d{1,4})W|(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?)$/u;
const offsetForm = /^([+-])([01]\d|2[0-3])([0-5]\d)([0-5]\d)?$/u;

/** The point that a value like `20261224` or `20261224T180000Z` names, without `Z` in a zone; null if there is none. */
export function readPoint(value: string, zone: Zone): Point | null {
  const date = dateForm.exec(value);
  if (date !== null) {
    const number = dayOf(date);
    return number === null ? null : { kind: 'day', number };
  }
  const time = timeForm.exec(value);
  const number = time === null ? null : dayOf(time);
  if (time === null || number === null) return null;
  const [hours = 0, minutes = 0, seconds = 0] = time.slice(4, 7).map(Number);
  const reading = number * day + hours * hour + minutes * minute + Math.min(seconds, 59) * second;
  return { kind: 'time', reading, zone: time[7] === 'Z' ? zoneNamed('UTC') : zone };
}

function dayOf(match: RegExpExecArray): number | null {
  const [year = 0, month = 0, dayOfMonth = 0] = match.slice(1, 4).map(Number);
  const exists = month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= lengthOf(year * 12 + month - 1);
  return exists ? dayNumber({ year, month, dayOfMonth }) : null;
}

/** The length that a value like `P1D` or `PT1H30M` states; null if it states none, or goes back. */
export function readLength(value: string): Length | null {
  const match = durationForm.exec(value);
  if (match === null || !/\d/u.test(value)) return null;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((text) => Number(text ?? 0));
  return { days: weeks * 7 + days, seconds: hours * 3_600 + minutes * 60 + seconds };
}

/** Seconds of an offset from UTC like `+0100`; null if it is none. */
export function readOffsetFromUtc(value: string): number | null {
  const [whole, sign, hours = 0, minutes = 0, seconds = 0] = offsetForm.exec(value) ?? [];
  if (whole === undefined) return null;
  const size = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return sign === '-' ? -size : size;
}

/** The instant of a point; of a day its first one on the clock of a zone. */
export function instantOf(point: Point, zone: Zone): number {
  return point.kind === 'day' ? zone.startOf(point.number * day) : instantShowing(point.zone, point.reading);
}

/** What the clock of a zone shows at a point. */
export function readingOf(point: Point, zone: Zone): number {
  if (point.kind === 'day') return point.number * day;
  return point.zone.name === zone.name ? point.reading : zone.readingAt(instantOf(point, zone));
}
