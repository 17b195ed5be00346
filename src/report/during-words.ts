// When a rule holds, in a few words: the pattern that a policy states, not the dates that come of it.
import { months, weekdays } from '../schedule/civil.ts';
import type { During, DuringOf } from '../schedule/schedule.ts';
import { readWeekdays } from '../schedule/written.ts';
import { dateInFull, datesInFull, dayAndMonth, enumerated, nth } from './date-words.ts';
import { counted, monthNames } from './words.ts';

/** `Mon–Thu 09:00–16:00`, `20 Dec to 3 Jan every year`, `last Fri of the month 18:00–22:00`. */
export function duringInWords(during: During | undefined): string {
  if (during === undefined) return 'at any time';
  if ('rrule' in during) return recurrenceInWords(during);
  if ('keyDate' in during) return keyDateSpanInWords(during);
  if ('nthDays' in during)
    return `${enumerated(during.nthDays.map(capital), 4)}${ofMonths(during)}${hoursInWords(during)}`;
  if ('businessDays' in during) return businessDaysInWords(during);
  if ('daysOfMonth' in during) return monthlyInWords(during);
  if ('dates' in during) return `${enumerated(during.dates.map(datesInWords), 3)}${hoursInWords(during)}`;
  if ('calendar' in during) return calendarInWords(during);
  if ('days' in during && during.days !== undefined) {
    return `${weekdaysInWords(during.days)}${hoursInWords(during) || ' all day'}`;
  }
  return boundsInWords(during);
}

/** A shape that has nothing but its bounds. */
function boundsInWords({ from = '', to = '' }: Bounds): string {
  if (/^[a-z]/u.test(from)) return `every week from ${capital(from)} to ${capital(to)}`;
  if (/^\d{4}-/u.test(from)) return betweenPoints(from, to);
  if (!/^\d{2}-/u.test(from)) return from === '' ? 'every day' : `every day${hoursInWords({ from, to })}`;
  return `${dayAndMonth(from)}${from === to ? '' : ` to ${dayAndMonth(to)}`} every year`;
}

function betweenPoints(from: string, to: string): string {
  const areDates = !`${from}${to}`.includes('T');
  if (areDates) return datesInWords(`${from}..${to}`);
  return `${pointInWords(from)} to ${pointInWords(to)}${to.includes('T') ? '' : ' 24:00'}`;
}

function recurrenceInWords({ rrule, start, duration }: DuringOf<'recurrence'>): string {
  return `${rrule.replace(/^RRULE:/iu, '')} for ${duration}, from ${pointInWords(start)}`;
}

function keyDateSpanInWords(during: DuringOf<'keyDate'>): string {
  const within = during.months === undefined ? '' : ` in ${monthsInWords(during.months)}`;
  const span = `from ${offsetInWords(during.from)} to ${offsetInWords(during.to)}`;
  return `${keyDateInWords(during)}${within}: ${span}${without(during)}`;
}

/** `-1bd 18:00` as `1 business day before at 18:00`, `+0d` as `the day itself`. */
function offsetInWords(offset: string): string {
  const [, sign, number, unit, time] = /^([-+])(\d+)(b?d)(?: (.+))?$/u.exec(offset) ?? [];
  if (number === undefined) return offset;
  const days = counted(Number(number), unit === 'bd' ? 'business day' : 'day');
  const day = Number(number) === 0 ? 'the day itself' : `${days} ${sign === '-' ? 'before' : 'after'}`;
  return time === undefined ? day : `${day} at ${time}`;
}

function businessDaysInWords(during: DuringOf<'businessDay'>): string {
  const days = enumerated(during.businessDays.map(nth), 4);
  return `${days} business day${ofMonths(during)}${hoursInWords(during)}${without(during)}`;
}

function monthlyInWords(during: DuringOf<'monthly'>): string {
  const weekday = during.days === undefined ? '' : ` if ${weekdaysInWords(during.days)}`;
  const days = enumerated(during.daysOfMonth.map(monthDaysInWords), 4);
  return `${days}${ofMonths(during)}${weekday}${hoursInWords(during)}`;
}

function calendarInWords({ calendar, daysBefore = 0, daysAfter = 0 }: DuringOf<'calendar'>): string {
  const before = daysBefore === 0 ? '' : `from ${counted(daysBefore, 'day')} before `;
  const after = daysAfter === 0 ? '' : ` to ${counted(daysAfter, 'day')} after`;
  return `${before}the days of calendar ${calendar}${after}`;
}

type Bounds = { readonly from?: string | undefined; readonly to?: string | undefined };

function hoursInWords({ from, to }: Bounds): string {
  if (from === undefined && to === undefined) return '';
  return ` ${from ?? '00:00'}–${to ?? '24:00'}`;
}

function weekdaysInWords(days: readonly string[]): string {
  return readWeekdays(days).size === weekdays.length ? 'every day' : days.map(rangeInWords).join(', ');
}

function rangeInWords(range: string): string {
  return range.split('-').map(capital).join('–');
}

/** `2026-12-18T18:00` as `18 Dec 2026 18:00`; an offset stays. */
function pointInWords(point: string): string {
  const [date = '', time] = point.split('T');
  return time === undefined ? dateInFull(date) : `${dateInFull(date)} ${time.replace(/Z$/u, ' UTC')}`;
}

function datesInWords(dates: string): string {
  const [first = '', last] = dates.split('..');
  return last === undefined || last === first ? dateInFull(first) : datesInFull(first, last);
}

function monthDaysInWords(written: number | string): string {
  const [first = '', last] = String(written).split('..');
  if (last === undefined) return `${nth(Number(first))} day`;
  return first === '1' && last === '-1' ? 'every day' : `${nth(Number(first))} to ${nth(Number(last))} day`;
}

function ofMonths({ months: within }: { readonly months?: readonly string[] }): string {
  return within === undefined ? ' of the month' : ` of ${monthsInWords(within)}`;
}

function monthsInWords(within: readonly string[]): string {
  return enumerated(
    within.map((range) => range.split('-').map(monthInWords).join('–')),
    12,
  );
}

function monthInWords(word: string): string {
  return (monthNames[months.findIndex((each) => each === word)] ?? word).slice(0, 3);
}

function keyDateInWords({ keyDate, shift = 'none' }: DuringOf<'keyDate'>): string {
  const moved = shift === 'none' ? '' : ` or the business day ${shift === 'previous' ? 'before' : 'after'} it`;
  if (typeof keyDate === 'number') return `the ${nth(keyDate)} day of the month${moved}`;
  if (typeof keyDate === 'string') return `the ${keyDate.replace('-', ' ')}`;
  return `${enumerated(keyDate.map(datesInWords), 3)}${moved}`;
}

function without({ calendar }: { readonly calendar?: string }): string {
  return calendar === undefined ? '' : ` (days of calendar ${calendar} are no business days)`;
}

function capital(text: string): string {
  return text.replace(
    /\b(?:mon|tue|wed|thu|fri|sat|sun)\b/gu,
    (word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`,
  );
}
