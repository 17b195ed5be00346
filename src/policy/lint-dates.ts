import { dayNumber } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import type { Freeze } from '../schedule/schedule.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Review dates of standard changes that do not exist, and what is past. */
export function checkDates(request: LintRequest): readonly LintProblem[] {
  return [...checkReviewDates(request), ...checkPastFreezes(request)];
}

/** A freeze that is over does nothing any more; often the year is a slip. */
function checkPastFreezes({ policy, today }: LintRequest): readonly LintProblem[] {
  if (today === null) return [];
  return (policy.schedule?.freezes ?? []).flatMap(({ id, during }) => {
    const last = lastDateOf(during);
    if (last === null || last >= today) return [];
    return [
      {
        part: { key: `schedule.freezes/${id}`, pointer: '/during' },
        about: 'value',
        severity: 'warning',
        code: 'policy/past',
        problem: `the freeze \`${id}\` is over since ${last}`,
        remedy: 'check the year, or remove it',
      } as const,
    ];
  });
}

/** The last date of a freeze that comes once; null if it comes again, or has none. */
function lastDateOf(during: Freeze['during']): string | null {
  if (during === undefined) return null;
  if ('dates' in during)
    return (
      during.dates
        .map((range) => range.slice(-10))
        .toSorted()
        .at(-1) ?? null
    );
  const { to } = { to: null, ...during };
  return typeof to === 'string' && /^\d{4}-\d{2}-\d{2}/u.test(to) ? to.slice(0, 10) : null;
}

function checkReviewDates({ policy, today }: LintRequest): readonly LintProblem[] {
  return policy.standardChanges.flatMap(({ id, reviewBy }) => {
    const part = { key: `standardChanges/${id}`, pointer: '/reviewBy' };
    if (!isDate(reviewBy)) return [noDate(part, reviewBy)];
    return today !== null && reviewBy < today ? [past(part, reviewBy)] : [];
  });
}

function past(part: LintProblem['part'], date: string): LintProblem {
  return {
    part,
    about: 'value',
    severity: 'warning',
    code: 'policy/past',
    problem: `${date} is past: what it matches are normal changes again`,
    remedy: 'review the standard change and set a later date, or remove it',
  };
}

/** Tells whether a text of the form of a date is a day of the calendar. */
function isDate(text: string): boolean {
  const [year = 0, month = 0, dayOfMonth = 0] = text.split('-').map(Number);
  return month >= 1 && month <= 12 && dateText(dayNumber({ year, month, dayOfMonth })) === text;
}

function noDate(part: LintProblem['part'], date: string): LintProblem {
  return {
    part,
    about: 'value',
    severity: 'error',
    code: 'policy/no-date',
    problem: `\`${date}\` is not a day of the calendar`,
    remedy: 'write a date like `2027-04-01`',
  };
}
