import { scheduleProblems, timeProblems } from '../schedule/lint.ts';
import type { ScheduleProblem } from '../schedule/problem.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { Part } from './finder.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** What is wrong with the times of a schedule. */
export function checkSchedule({ policy: { schedule }, today }: LintRequest): readonly LintProblem[] {
  if (schedule === null || schedule.timezone === '') return [];
  return scheduleProblems(schedule, { today }).map((found) => toldOf(schedule, found));
}

/** What is wrong with the times of each rule and calendar by itself. */
export function checkTimes({ policy: { schedule } }: LintRequest): readonly LintProblem[] {
  return schedule === null ? [] : timeProblems(schedule).map((found) => toldOf(schedule, found));
}

function toldOf(schedule: Schedule, { pointer, severity, problem, remedy }: ScheduleProblem): LintProblem {
  return { part: partAt(schedule, pointer), about: 'value', severity, code: 'policy/schedule', problem, remedy };
}

/** The rule, calendar or key that a pointer into the merged section leads to. */
function partAt(schedule: Schedule, pointer: string): Part {
  const [list = '', name = '', ...rest] = pointer.split('/').slice(1);
  if (list === 'windows' || list === 'freezes' || list === 'exceptions') {
    const id = schedule[list][Number(name)]?.id ?? name;
    return { key: `schedule.${list}/${id}`, pointer: below(rest) };
  }
  if (list === 'calendars') return { key: `schedule.calendars/${name}`, pointer: below(rest) };
  return { key: `schedule/${list}`, pointer: name === '' ? '' : below([name, ...rest]) };
}

function below(parts: readonly string[]): string {
  return parts.map((part) => `/${part}`).join('');
}
