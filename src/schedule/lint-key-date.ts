import { businessDaysWithout } from './business-days.ts';
import { day, dayNumber } from './civil.ts';
import { aroundKeyDates, readOffset } from './key-date.ts';
import { noDayZero, problemsOfDates } from './lint-dates.ts';
import { under, wrong } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import type { DuringOf } from './schedule.ts';

/** What is wrong with a key date by itself. */
export function problemsOfKeyDate(during: DuringOf<'keyDate'>): ScheduleProblems {
  const { keyDate } = during;
  const found = typeof keyDate === 'string' ? problemsOfPeriodEnd(during) : problemsOfDay(keyDate);
  return found.length > 0 ? found : problemsOfOrder(during);
}

function problemsOfDay(keyDate: number | readonly string[]): ScheduleProblems {
  if (typeof keyDate === 'number') return keyDate === 0 ? [noDayZero('/keyDate', 'month')] : [];
  return under('/keyDate', problemsOfDates(keyDate));
}

function problemsOfPeriodEnd({ shift = 'none', keyDate, from, to }: DuringOf<'keyDate'>): ScheduleProblems {
  const shifted =
    shift === 'none'
      ? []
      : [wrong('/shift', `\`${String(keyDate)}\` is a midnight and cannot be shifted`, 'leave out `shift`')];
  const timed = Object.entries({ from, to })
    .filter(([, offset]) => readOffset(offset).count === 0 && readOffset(offset).time !== null)
    .map(([key, offset]) =>
      wrong(
        `/${key}`,
        `\`${offset}\`: 0 is the midnight between the periods and has no time of day`,
        'use `-1d` for the last day of the old period, `+1d` for the first of the new one',
      ),
    );
  return [...shifted, ...timed];
}

/** Whether the span ends before it begins, tried over years without holidays. */
function problemsOfOrder(during: DuringOf<'keyDate'>): ScheduleProblems {
  const tried = typeof during.keyDate === 'object' ? -800_000 : dayNumber({ year: 2024, month: 1, dayOfMonth: 1 });
  const spans = aroundKeyDates({ ...during, businessDays: businessDaysWithout(() => false) }, tried + 1_500);
  if (spans(tried * day) !== null) return [];
  return [
    wrong('/to', `\`${during.to}\` is never after \`${during.from}\``, 'swap the two, or name months that have it'),
  ];
}
