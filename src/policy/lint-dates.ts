import { dayNumber } from '../schedule/civil.ts';
import { dateText } from '../schedule/instant.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Dates that do not exist, and things whose time is over. */
export function checkDates({ policy, today }: LintRequest): readonly LintProblem[] {
  const reviews = policy.standardChanges.map(({ id, reviewBy }) => ({
    part: { key: `standardChanges/${id}`, pointer: '/reviewBy' },
    date: reviewBy,
    over: 'its changes are normal changes again',
    remedy: 'review the standard change and set a later date, or remove it',
  }));
  const exceptions = (policy.schedule?.exceptions ?? []).map(({ id, until }) => ({
    part: { key: `schedule.exceptions/${id}`, pointer: '/until' },
    date: until.slice(0, 10),
    over: 'the exception opens nothing any more',
    remedy: 'remove it',
  }));
  return [
    ...reviews.filter(({ date }) => !isDate(date)).map(({ part, date }) => noDate(part, date)),
    ...[...reviews, ...exceptions].flatMap((dated) => (today === null ? [] : overBy(dated, today))),
  ];
}

type Dated = {
  readonly part: LintProblem['part'];
  readonly date: string;
  readonly over: string;
  readonly remedy: string;
};

function overBy({ part, date, over, remedy }: Dated, today: string): readonly LintProblem[] {
  if (date >= today) return [];
  return [
    { part, about: 'value', severity: 'warning', code: 'policy/over', problem: `${date} is past: ${over}`, remedy },
  ];
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
