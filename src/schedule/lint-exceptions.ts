import { keyApart } from '../rule/lint-scope.ts';
import { day } from './civil.ts';
import { shapeOf } from './during.ts';
import { localText } from './instant.ts';
import { problemsOfOnce, problemsOfPoint } from './lint-dates.ts';
import { ruleReader, soughtAhead } from './obstacle.ts';
import { once } from './once.ts';
import { doubtful, under, wrong } from './problem.ts';
import type { ScheduleProblem, ScheduleProblems } from './problem.ts';
import type { Exception, Freeze, Schedule } from './schedule.ts';
import type { Span } from './timeline.ts';
import { zoneNamed } from './zone.ts';

/** Exceptions that end before they begin, or on days that do not exist. */
export function problemsOfExceptions(schedule: Schedule): ScheduleProblems {
  return schedule.exceptions.flatMap((exception, index) =>
    under(`/exceptions/${index}`, problemsOfBounds(exception, schedule)),
  );
}

/** Exceptions that name what is not there, is locked or is for other changes. */
export function problemsOfNamesIn(schedule: Schedule): ScheduleProblems {
  return schedule.exceptions.flatMap((exception, index) =>
    under(
      `/exceptions/${index}`,
      exception.freezes.flatMap((name, position) => [
        ...problemsOfName(name, `/freezes/${position}`, schedule),
        ...problemsOfScope(exception, name, { schedule, pointer: `/freezes/${position}` }),
      ]),
    ),
  );
}

/** Exceptions that are past on a day, change nothing or outlive their freeze. */
export function problemsOfUses(schedule: Schedule, today: number): ScheduleProblems {
  return schedule.exceptions.flatMap((exception, index) => {
    const span = once({ from: exception.from, to: exception.until }, zoneNamed(schedule.timezone));
    if (span.end <= today * day) return [pastProblem(exception, `/exceptions/${index}/until`)];
    return exception.freezes.flatMap((name, position) =>
      under(`/exceptions/${index}`, problemsOfUse(name, span, { schedule, pointer: `/freezes/${position}` })),
    );
  });
}

function problemsOfName(name: string, pointer: string, { freezes, windows }: Schedule): ScheduleProblems {
  if (name === 'outside-windows') {
    if (windows.length === 0) return [doubtful(pointer, 'there are no windows to be outside of', 'remove it')];
    return windows.every(({ locked }) => locked === true) ? [lockedProblem(pointer, 'all windows are')] : [];
  }
  const freeze = freezes.find(({ id }) => id === name);
  if (freeze === undefined) {
    const ids = [...freezes.map(({ id }) => id), 'outside-windows'].map((id) => `\`${id}\``);
    return [wrong(pointer, `unknown freeze \`${name}\``, `use one of ${ids.join(', ')}`)];
  }
  return freeze.locked === true ? [lockedProblem(pointer, `\`${name}\` is`)] : [];
}

/** An exception for other changes than those of its freeze. */
function problemsOfScope(exception: Exception, name: string, { schedule, pointer }: Use): ScheduleProblems {
  const freeze = schedule.freezes.find(({ id }) => id === name);
  const key = freeze === undefined ? null : keyApart(exception, freeze);
  if (key === null) return [];
  const problem = `\`${exception.id}\` never helps against \`${name}\`: they are for different \`${key}\``;
  return [doubtful(pointer, problem, `mend \`${key}\`, or remove it`)];
}

function lockedProblem(pointer: string, what: string): ScheduleProblem {
  return wrong(pointer, `${what} locked and cannot have exceptions`, 'ask the owners of the policy that locks it');
}

function problemsOfBounds({ from, until }: Exception, { timezone }: Schedule): ScheduleProblems {
  if (from === undefined) return problemsOfPoint('/until', until);
  return problemsOfOnce({ from, to: until }, { zone: zoneNamed(timezone), end: 'until' });
}

function pastProblem({ id, until }: Exception, pointer: string): ScheduleProblem {
  return doubtful(pointer, `the exception \`${id}\` ended ${until.replace('T', ' ')}`, 'remove it');
}

type Use = { readonly schedule: Schedule; readonly pointer: string };

/** Whether the freeze holds at all while the exception does, and ends before it. */
function problemsOfUse(name: string, span: Span, { schedule, pointer }: Use): ScheduleProblems {
  const freeze = schedule.freezes.find(({ id }) => id === name);
  if (freeze === undefined) return [];
  const start = Math.max(span.start, span.end - soughtAhead);
  const first = ruleReader(schedule, { from: start, until: span.end, lead: 0 })(freeze).timeline(start);
  if (first === null || first.start >= span.end) {
    return [doubtful(pointer, `\`${name}\` never holds while the exception does`, 'remove it, or mend its dates')];
  }
  const last = lastEnd(freeze, schedule);
  if (last === null || last >= span.end) return [];
  const end = localText(last, zoneNamed(schedule.timezone));
  return [doubtful('/until', `the exception outlives \`${name}\`, which ends ${end}`, 'end it with the freeze')];
}

/** The end of a freeze that comes once; null if it comes again. */
function lastEnd({ during, timezone }: Freeze, schedule: Schedule): number | null {
  if (during === undefined || shapeOf(during) !== 'once') return null;
  const { from, to } = { from: undefined, to: undefined, ...during };
  return to === undefined ? null : once({ from, to }, zoneNamed(timezone ?? schedule.timezone)).end;
}
