import * as fc from 'fast-check';
import type { During } from '../../src/schedule/schedule.ts';

const two = (number: number): string => String(number).padStart(2, '0');
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;

/** All zones that the runtime knows, and some aliases. */
export const aZone = fc.constantFrom(
  ...Intl.supportedValuesOf('timeZone').filter((name) => name.includes('/') || name === 'UTC'),
  'US/Eastern',
  'Etc/GMT+5',
  'UTC',
);

/** An instant on the minute, 2000–2050. */
export const anInstant = fc
  .integer({ min: Date.UTC(2000, 0, 2) / 60_000, max: Date.UTC(2050, 11, 30) / 60_000 })
  .map((minutes) => minutes * 60_000);

// Often in the hours in which clocks change.
const aTime = fc
  .tuple(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`);
const times = fc
  .option(
    fc.tuple(aTime, fc.oneof(aTime, fc.constant('24:00'))).filter(([from, to]) => from !== to),
    { nil: undefined },
  )
  .map((pair) => (pair === undefined ? {} : { from: pair[0], to: pair[1] }));
const aDay = fc.constantFrom(...days);
const aDayOrRange = fc.oneof(
  aDay,
  fc.tuple(aDay, aDay).map((pair) => pair.join('-')),
);
const someDays = fc.array(aDayOrRange, { minLength: 1, maxLength: 3 });
const someMonths = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  {
    weight: 1,
    arbitrary: fc
      .array(
        fc.tuple(fc.constantFrom(...months), fc.constantFrom(...months)).map((pair) => pair.join('-')),
        {
          minLength: 1,
          maxLength: 2,
        },
      )
      .map((list) => ({ months: list })),
  },
);
const aMonthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -31, max: -1 }));
const aMonthDayOrRange = fc.oneof(
  aMonthDay,
  fc
    .tuple(aMonthDay, aMonthDay)
    .filter(([first, last]) => (first > 0 === last > 0 ? first <= last : first > 0))
    .map((pair) => pair.join('..')),
);
const aBusinessDay = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: -8, max: -1 }));
const anOffset = fc
  .tuple(
    fc.integer({ min: 1, max: 6 }),
    fc.constantFrom('+', '-'),
    fc.constantFrom('d', 'bd'),
    fc.option(aTime, { nil: null }),
  )
  .map(([count, sign, unit, time]) => `${sign}${count}${unit}${time === null ? '' : ` ${time}`}`);

function dateNear(instant: number, offset: number): string {
  return new Date(instant + offset * 86_400_000).toISOString().slice(0, 10);
}

/** A `during` of any shape but calendar and recurrence; dated ones lie near an instant. */
export function aDuring(near: number): fc.Arbitrary<During> {
  const aDate = fc.integer({ min: -8, max: 8 }).map((offset) => dateNear(near, offset));
  const aMonthAndDay = aDate.map((date) => date.slice(5));
  const aPoint = fc.oneof(
    aDate,
    fc.tuple(aDate, aTime).map((pair) => pair.join('T')),
  );
  const someDates = fc.array(
    fc.oneof(
      aDate,
      fc
        .tuple(aDate, aDate)
        .filter(([one, two_]) => one <= two_)
        .map((pair) => pair.join('..')),
    ),
    {
      minLength: 1,
      maxLength: 3,
    },
  );
  return fc.oneof(
    fc.tuple(someDays, times).map(([list, part]) => ({ days: list, ...part })),
    times,
    fc
      .tuple(aDay, aTime, aDay, aTime)
      .filter(([one, from, other, to]) => one !== other || from !== to)
      .map(([one, from, other, to]) => ({ from: `${one} ${from}`, to: `${other} ${to}` })),
    fc
      .tuple(aPoint, aPoint)
      .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }))
      .filter(({ from, to }) => from.slice(0, 10) < to.slice(0, 10)),
    fc.tuple(someDates, times).map(([dates, part]) => ({ dates, ...part })),
    fc.tuple(aMonthAndDay, aMonthAndDay).map(([from, to]) => ({ from, to })),
    fc
      .tuple(
        fc.array(aMonthDayOrRange, { minLength: 1, maxLength: 3 }),
        someMonths,
        fc.option(someDays, { nil: null }),
        times,
      )
      .map(([daysOfMonth, inMonths, list, part]) => ({
        daysOfMonth,
        ...inMonths,
        ...(list === null ? {} : { days: list }),
        ...part,
      })),
    fc
      .tuple(
        fc.array(
          fc.tuple(fc.constantFrom('1st', '2nd', '3rd', '4th', '5th', 'last'), aDay).map((pair) => pair.join(' ')),
          { minLength: 1, maxLength: 3 },
        ),
        someMonths,
        times,
      )
      .map(([nthDays, inMonths, part]) => ({ nthDays, ...inMonths, ...part })),
    fc
      .tuple(fc.array(aBusinessDay, { minLength: 1, maxLength: 3 }), someMonths, times)
      .map(([businessDays, inMonths, part]) => ({ businessDays, ...inMonths, ...part })),
    fc
      .tuple(
        fc.oneof(aMonthDay, fc.constantFrom('month-end' as const, 'quarter-end' as const, 'year-end' as const)),
        fc.constantFrom('none' as const, 'previous' as const, 'next' as const),
        someMonths,
        fc.tuple(anOffset, anOffset),
      )
      .map(([keyDate, shift, inMonths, [from, to]]) => ({
        keyDate,
        ...(typeof keyDate === 'number' ? { shift } : {}),
        ...inMonths,
        from,
        to,
      })),
  );
}
