import { lengthOf } from './civil.ts';
import { readMonthDays } from './days.ts';
import { shapeOf } from './during.ts';
import { problemsOfKeyDate } from './lint-key-date.ts';
import { noDayZero, noSuchDate, problemsOfDates, problemsOfOnce } from './lint-dates.ts';
import { under, wrong } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import { readRecurrence } from './recurrence-rule.ts';
import type { During, DuringOf } from './schedule.ts';
import { readDateTime, readTime } from './written.ts';
import type { Zone } from './zone.ts';

/** What is wrong with a `during` by itself: days that do not exist, ends before their starts. Pointers begin at it. */
export function problemsOfDuring(during: During, zone: Zone): ScheduleProblems {
  if ('rrule' in during) return problemsOfRecurrence(during);
  if ('keyDate' in during) return problemsOfKeyDate(during);
  if ('daysOfMonth' in during) return [...problemsOfMonthDays(during.daysOfMonth), ...problemsOfTimes(during)];
  if ('businessDays' in during) return [...problemsOfCount(during.businessDays), ...problemsOfTimes(during)];
  if ('dates' in during) return [...under('/dates', problemsOfDates(during.dates)), ...problemsOfTimes(during)];
  if ('calendar' in during) return [];
  if ('nthDays' in during || 'days' in during) return problemsOfTimes(during);
  return problemsOfBounds(during, zone);
}

type Times = { readonly from?: string; readonly to?: string };

function problemsOfBounds(during: DuringOf<'weekly' | 'weekSpan' | 'once' | 'yearly'>, zone: Zone): ScheduleProblems {
  const { from, to } = during;
  const shape = shapeOf(during);
  if (from === undefined || to === undefined || shape === 'weekly') return problemsOfTimes(during);
  if (shape === 'once') return problemsOfOnce({ from, to }, { zone, end: 'to' });
  if (shape === 'yearly') return [...problemsOfMonthDay('/from', from), ...problemsOfMonthDay('/to', to)];
  return from === to ? [wrong('/to', `\`from\` and \`to\` are both \`${from}\``, 'state when the span ends')] : [];
}

function problemsOfTimes({ from, to }: Times): ScheduleProblems {
  if (from === undefined && to === undefined) return [];
  if (to === undefined) return [wrong('/from', '`from` without `to`', 'state when it ends, or leave out both')];
  if (from === undefined) return [wrong('/to', '`to` without `from`', 'state when it starts, or leave out both')];
  if (readTime(from) !== readTime(to)) return [];
  return [wrong('/to', `\`from\` and \`to\` are both \`${from}\``, 'leave both out for the whole day')];
}

function problemsOfMonthDay(pointer: string, text: string): ScheduleProblems {
  const [month = 1, dayOfMonth = 1] = text.split('-').map(Number);
  // In a leap year, so that 29 February exists.
  return dayOfMonth > lengthOf(2000 * 12 + month - 1) ? [noSuchDate(pointer, text)] : [];
}

function problemsOfMonthDays(daysOfMonth: DuringOf<'monthly'>['daysOfMonth']): ScheduleProblems {
  return daysOfMonth.flatMap((written, index) => {
    const pointer = `/daysOfMonth/${index}`;
    const { first, last } = readMonthDays(written);
    if (first === 0) return [noDayZero(pointer, 'month')];
    if (first > 0 === last > 0 ? first <= last : first > 0) return [];
    return [
      wrong(pointer, `\`${written}\` ends before it begins`, 'ranges go forward within one month: `1..5`, `-3..-1`'),
    ];
  });
}

function problemsOfCount(businessDays: readonly number[]): ScheduleProblems {
  return businessDays.flatMap((nth, index) => (nth === 0 ? [noDayZero(`/businessDays/${index}`, 'month')] : []));
}

function problemsOfRecurrence({ rrule, start, except = [] }: DuringOf<'recurrence'>): ScheduleProblems {
  const rule = readRecurrence(rrule);
  return [
    ...(rule.ok ? [] : [wrong('/rrule', rule.problem)]),
    ...problemsOfStart(start),
    ...except.flatMap((text, index) => (readDateTime(text) === null ? [noSuchDate(`/except/${index}`, text)] : [])),
  ];
}

// Occurrences are counted from the start, so that it must not lie too far back.
function problemsOfStart(start: string): ScheduleProblems {
  const reading = readDateTime(start);
  if (reading === null) return [noSuchDate('/start', start)];
  return reading < 0 ? [wrong('/start', `\`${start}\` lies before 1970`, 'start at a later occurrence')] : [];
}
