import { IANAZone } from 'luxon';
import type { During, DuringOf } from '../../src/schedule/schedule.ts';

// A second reading of POLICY's shapes, as slow and plain as can be: it looks at every day and every minute. It shares no
// code with the product, and asks luxon for what the clock shows.

const minute = 60_000;
const hour = 60 * minute;
const day = 86_400_000;
const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** The minutes from `from` on, and which of them are in the shape. */
export function minutesIn(during: During, zone: string, { from, to }: { readonly from: number; readonly to: number }) {
  const clock = IANAZone.create(zone);
  const margin = 3 * day;
  const readings: number[] = [];
  for (let start = from - margin; start < to + margin; start += 6 * hour) {
    const before = clock.offset(start);
    const isSteady = before === clock.offset(start + 6 * hour);
    for (let at = start; at < start + 6 * hour; at += minute) {
      readings.push(at + (isSteady ? before : clock.offset(at)) * minute);
    }
  }
  const isIn = readings.map(() => false);
  const near = spansNear(during, from - 45 * day, to + 45 * day);
  for (const [start, end] of near.filter((span) => span[1] > from - 2 * day && span[0] < to + 2 * day)) {
    const first = readings.findIndex((reading) => reading >= start);
    // An end that the clock shows twice is its second reading.
    const shown = readings.lastIndexOf(end);
    const last = Math.max(shown, readings.findLastIndex((reading) => reading < end) + 1);
    if (first >= 0) isIn.fill(true, first, Math.max(first, last));
  }
  return isIn.slice(margin / minute, margin / minute + (to - from) / minute);
}

type Reading = readonly [start: number, end: number];

/** The stretches on the wall clock that begin on a day of the range. */
function spansNear(during: During, from: number, to: number): readonly Reading[] {
  const days: Date[] = [];
  for (let at = Math.floor(from / day) * day; at < to; at += day) days.push(new Date(at));
  return days.flatMap((date) => spansOn(during, date));
}

function spansOn(during: During, date: Date): readonly Reading[] {
  if ('keyDate' in during) return aroundKeyDate(during, date);
  if ('daysOfMonth' in during) return isMonthly(during, date) ? [hours(during, date)] : [];
  if ('nthDays' in during) return isNth(during, date) ? [hours(during, date)] : [];
  if ('businessDays' in during) return isNthBusinessDay(during, date) ? [hours(during, date)] : [];
  if ('dates' in during) return during.dates.some((text) => isWithin(date, text)) ? [hours(during, date)] : [];
  if ('days' in during && during.days !== undefined)
    return isOneOf(during.days, weekdays, date.getUTCDay()) ? [hours(during, date)] : [];
  const { from, to } = boundsOf(during);
  if (/^[a-z]/.test(from)) return ofWeek(from, to, date);
  if (/^\d{4}-/.test(from)) return iso(date) === from.slice(0, 10) ? [[point(from, 0), point(to, day)]] : [];
  if (/^\d{2}-/.test(from)) return isInYear(date, from, to) ? [[date.getTime(), date.getTime() + day]] : [];
  return [hours(during, date)];
}

function iso(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function time(text: string): number {
  const [hour = 0, minutes = 0] = text.split(':').map(Number);
  return (hour * 60 + minutes) * minute;
}

function point(text: string, added: number): number {
  return text.includes('T') ? Date.parse(`${text}:00Z`) : Date.parse(`${text}T00:00Z`) + added;
}

function boundsOf(during: During) {
  return { from: '', to: '', ...during };
}

function hours(during: During, date: Date): Reading {
  const { from, to } = boundsOf(during);
  const start = date.getTime();
  if (from === '' || to === '') return [start, start + day];
  return [start + time(from), start + time(to) + (time(to) > time(from) ? 0 : day)];
}

function isOneOf(texts: readonly string[], words: readonly string[], index: number): boolean {
  return texts.some((text) => {
    const [first = '', last = first] = text.split('-');
    for (let at = words.indexOf(first); ; at = (at + 1) % words.length) {
      if (at === index) return true;
      if (words[at] === last) return false;
    }
  });
}

function ofWeek(from: string, to: string, date: Date): readonly Reading[] {
  const [first = '', start = ''] = from.split(' ');
  const [last = '', end = ''] = to.split(' ');
  if (weekdays[date.getUTCDay()] !== first) return [];
  const begin = date.getTime() + time(start);
  for (let at = date.getTime(); ; at += day) {
    if (weekdays[new Date(at).getUTCDay()] === last && at + time(end) > begin) return [[begin, at + time(end)]];
  }
}

function isWithin(date: Date, text: string): boolean {
  const [first = '', last = first] = text.split('..');
  return iso(date) >= first && iso(date) <= last;
}

function isInYear(date: Date, from: string, to: string): boolean {
  const text = iso(date).slice(5);
  return from <= to ? text >= from && text <= to : text >= from || text <= to;
}

function lengthOfMonth(date: Date): number {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
}

function isInMonths(wanted: readonly string[] | undefined, date: Date): boolean {
  return wanted === undefined || isOneOf(wanted, months, date.getUTCMonth());
}

function isMonthly(during: DuringOf<'monthly'>, date: Date): boolean {
  const length = lengthOfMonth(date);
  const isDay = during.daysOfMonth.some((written) => {
    const [first = 0, last = first] = String(written).split('..').map(Number);
    const named = Array.from({ length }, (_, index) => [index + 1, index - length] as const);
    const from = named.findIndex((names) => names.includes(first));
    const to = named.findLastIndex((names) => names.includes(last));
    // A day that the month does not have: 31 lies after its end, -31 before its start.
    const start = from < 0 && first > 0 ? length : Math.max(0, from);
    const end = to < 0 && last > 0 ? length - 1 : to;
    return date.getUTCDate() - 1 >= start && date.getUTCDate() - 1 <= end;
  });
  const isWeekday = during.days === undefined || isOneOf(during.days, weekdays, date.getUTCDay());
  return isDay && isWeekday && isInMonths(during.months, date);
}

function isNth(during: DuringOf<'nthWeekday'>, date: Date): boolean {
  const nth = ['1st', '2nd', '3rd', '4th', '5th'][Math.floor((date.getUTCDate() - 1) / 7)] ?? '';
  const isLast = date.getUTCDate() + 7 > lengthOfMonth(date);
  const weekday = weekdays[date.getUTCDay()] ?? '';
  const names = [`${nth} ${weekday}`, ...(isLast ? [`last ${weekday}`] : [])];
  return during.nthDays.some((written) => names.includes(written)) && isInMonths(during.months, date);
}

function isBusinessDay(date: Date): boolean {
  return date.getUTCDay() !== 0 && date.getUTCDay() !== 6;
}

function isNthBusinessDay(during: DuringOf<'businessDay'>, date: Date): boolean {
  const all = Array.from({ length: lengthOfMonth(date) }, (_, index) => at(date, index + 1 - date.getUTCDate())).filter(
    isBusinessDay,
  );
  const index = all.findIndex((each) => iso(each) === iso(date));
  if (index < 0 || !isInMonths(during.months, date)) return false;
  return during.businessDays.includes(index + 1) || during.businessDays.includes(index - all.length);
}

function at(date: Date, days: number): Date {
  return new Date(date.getTime() + days * day);
}

function aroundKeyDate(during: DuringOf<'keyDate'>, date: Date): readonly Reading[] {
  const { keyDate } = during;
  if (!isInMonths(during.months, date)) return [];
  if (typeof keyDate === 'number') {
    const length = lengthOfMonth(date);
    const wanted = keyDate > 0 ? Math.min(keyDate, length) : Math.max(1, length + 1 + keyDate);
    if (date.getUTCDate() !== wanted) return [];
    let anchor = date;
    const step = during.shift === 'previous' ? -1 : 1;
    while ((during.shift ?? 'none') !== 'none' && !isBusinessDay(anchor)) anchor = at(anchor, step);
    return [[offset(anchor, during.from, 'start'), offset(anchor, during.to, 'end')]];
  }
  const endOf = { 'month-end': 1, 'quarter-end': 3, 'year-end': 12 };
  if (typeof keyDate !== 'string' || date.getUTCDate() !== lengthOfMonth(date)) return [];
  if ((date.getUTCMonth() + 1) % endOf[keyDate] !== 0) return [];
  // Counted from the last day of the old period forward, and from the first of the new one back.
  const edge = (text: string): Date => (text.startsWith('+') ? date : at(date, 1));
  return [[offset(edge(during.from), during.from, 'start'), offset(edge(during.to), during.to, 'end')]];
}

const wholeDay = { start: 0, end: day };

function offset(anchor: Date, text: string, bound: 'start' | 'end'): number {
  const [, count = '0', unit, , clock] = /^([+-]\d+)(bd|d)( (.+))?$/.exec(text) ?? [];
  let number = Number(count);
  let date = anchor;
  while (number !== 0) {
    date = at(date, Math.sign(number));
    if (unit === 'd' || isBusinessDay(date)) number -= Math.sign(number);
  }
  return date.getTime() + (clock === undefined ? wholeDay[bound] : time(clock));
}
