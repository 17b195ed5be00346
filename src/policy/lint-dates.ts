import { dayNumber } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Review dates of standard changes that do not exist or are past. */
export function checkDates({ policy, today }: LintRequest): readonly LintProblem[] {
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
