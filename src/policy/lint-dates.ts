import { dayNumber } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import type { Freeze } from '../schedule/schedule.ts';
import { daysLeft } from '../standard/expiring.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Review dates of standard changes that do not exist or are near, and what is past. */
export function checkDates(request: LintRequest): readonly LintProblem[] {
  return [...checkReviewDates(request), ...checkReviewedDates(request), ...checkPastFreezes(request)];
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
    if (today === null) return [];
    const left = daysLeft({ reviewBy }, today);
    if (left !== null) return [expiring(part, { reviewBy, left })];
    return reviewBy <= today ? [past(part, { reviewBy, today })] : [];
  });
}

/** A review that has not happened yet would forgive what failed. */
function checkReviewedDates({ policy, today }: LintRequest): readonly LintProblem[] {
  return policy.standardChanges.flatMap(({ id, reviewedOn }) => {
    if (reviewedOn === undefined) return [];
    const part = { key: `standardChanges/${id}`, pointer: '/reviewedOn' };
    if (!isDate(reviewedOn)) return [noDate(part, reviewedOn)];
    return today !== null && reviewedOn > today ? [notYet(part, reviewedOn)] : [];
  });
}

function notYet(part: LintProblem['part'], date: string): LintProblem {
  return {
    part,
    about: 'value',
    severity: 'warning',
    code: 'policy/not-yet',
    problem: `${date} is still to come: until then the failures before it count`,
    remedy: 'write the day on which somebody looked at the standard change',
  };
}

type Ending = { readonly reviewBy: string; readonly left: number };

function expiring(part: LintProblem['part'], { reviewBy, left }: Ending): LintProblem {
  return {
    part,
    about: 'value',
    severity: 'warning',
    code: 'policy/expiring',
    problem: `${reviewBy} is in ${left} ${left === 1 ? 'day' : 'days'}: what it matches are normal changes then`,
    remedy: 'review the standard change and set a later date, or let it end',
  };
}

type Ended = { readonly reviewBy: string; readonly today: string };

function past(part: LintProblem['part'], { reviewBy, today }: Ended): LintProblem {
  return {
    part,
    about: 'value',
    severity: 'warning',
    code: 'policy/past',
    problem: `${reviewBy} is ${reviewBy === today ? 'today' : 'past'}: what it matches are normal changes again`,
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
