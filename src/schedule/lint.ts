import { problemsOfCalendars } from './lint-calendars.ts';
import { problemsOfCover } from './lint-cover.ts';
import { problemsOfDuring } from './lint-during.ts';
import { problemsOfExceptions, problemsOfNamesIn, problemsOfUses } from './lint-exceptions.ts';
import { problemsOfReach } from './lint-reach.ts';
import { problemsOfRepeats } from './lint-repeats.ts';
import { doubtful, under, wrong } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import type { ChangeWindow, DuringShape, Freeze, Schedule } from './schedule.ts';
import { readDate } from './written.ts';
import { isZoneName, zoneNamed } from './zone.ts';

type LintOptions = {
  /** The date from which lists and spans are past, `2026-11-27`; null leaves out what depends on it. */
  readonly today: string | null;
};

/** Shapes of `during` that a policy may not use yet. */
export const unsupportedShapes: readonly DuringShape[] = [];

/** What is wrong with a schedule, or probably not meant. Pointers begin at the `schedule` section. */
export function scheduleProblems(schedule: Schedule, { today }: LintOptions): ScheduleProblems {
  const zone = problemsOfZone('/timezone', schedule.timezone);
  if (zone.length > 0) return zone;
  const day = today === null ? null : readDate(today);
  const found = [...problemsAsWritten(schedule, day), ...problemsOfNames(schedule), ...problemsOfRepeats(schedule)];
  // What is computed ahead needs a schedule that can be computed.
  if (day === null || found.some(({ severity }) => severity === 'error')) return found;
  return [
    ...found,
    ...problemsOfUses(schedule, day),
    ...problemsOfReach(schedule, day),
    ...problemsOfCover(schedule, day),
  ];
}

/** What is wrong with each rule and calendar by itself, whatever is missing from the schedule. */
export function timeProblems(schedule: Schedule): ScheduleProblems {
  const zone = schedule.timezone === '' ? [] : problemsOfZone('/timezone', schedule.timezone);
  // Which days exist is the same in every zone.
  return [...zone, ...problemsAsWritten({ ...schedule, timezone: 'UTC' }, null)];
}

function problemsAsWritten(schedule: Schedule, today: number | null): ScheduleProblems {
  return [
    ...problemsOfRunway(schedule),
    ...problemsOfCalendars(schedule.calendars, today),
    ...schedule.windows.flatMap((rule, index) => under(`/windows/${index}`, problemsOfRule(rule, schedule))),
    ...schedule.freezes.flatMap((rule, index) =>
      under(`/freezes/${index}`, [...problemsOfRule(rule, schedule), ...problemsOfNotice(rule)]),
    ),
    ...problemsOfExceptions(schedule),
  ];
}

function problemsOfNames(schedule: Schedule): ScheduleProblems {
  const { windows, freezes } = schedule;
  return [
    ...windows.flatMap((rule, index) => under(`/windows/${index}`, problemsOfCalendarName(rule, schedule))),
    ...freezes.flatMap((rule, index) => under(`/freezes/${index}`, problemsOfCalendarName(rule, schedule))),
    ...problemsOfNamesIn(schedule),
  ];
}

function problemsOfRunway({ runway }: Schedule): ScheduleProblems {
  if (runway !== 'measured') return [];
  return [wrong('/runway', '`runway: measured` is not supported yet', 'state a duration like `30m`')];
}

function problemsOfRule({ during, timezone }: ChangeWindow | Freeze, schedule: Schedule): ScheduleProblems {
  const zone = problemsOfZone('/timezone', timezone ?? schedule.timezone);
  if (during === undefined || zone.length > 0) return timezone === undefined ? [] : zone;
  return under('/during', problemsOfDuring(during, zoneNamed(timezone ?? schedule.timezone)));
}

function problemsOfNotice({ during, notifyBefore }: Freeze): ScheduleProblems {
  if (notifyBefore === undefined || during !== undefined) return [];
  return [
    doubtful('/notifyBefore', 'nobody knows when a state begins, so it is never told before', 'give it a `during`'),
  ];
}

function problemsOfCalendarName({ during }: ChangeWindow | Freeze, { calendars }: Schedule): ScheduleProblems {
  const name = during !== undefined && 'calendar' in during ? during.calendar : undefined;
  if (name === undefined || Object.hasOwn(calendars, name)) return [];
  const names = Object.keys(calendars).map((each) => `\`${each}\``);
  const remedy = names.length === 0 ? 'add it to `schedule.calendars`' : `use one of ${names.join(', ')}`;
  return [wrong('/during/calendar', `unknown calendar \`${name}\``, remedy)];
}

function problemsOfZone(pointer: string, name: string): ScheduleProblems {
  if (isZoneName(name)) return [];
  return [wrong(pointer, `unknown time zone \`${name}\``, 'use `UTC`, or an IANA name like `Europe/Berlin`')];
}
