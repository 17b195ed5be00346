import type { Effect } from '../finding/finding.ts';
import { day, dayOfReading } from './civil.ts';
import { timelineOfDuring } from './during.ts';
import type { FreezeInScope, InScope, WindowGroup } from './in-scope.ts';
import { once } from './once.ts';
import type { ChangeWindow, Exception, Freeze, Schedule } from './schedule.ts';
import { begunEarlier, complement, subtract } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';
import { together } from './together.ts';
import type { TimedRule } from './together.ts';
import { zoneNamed } from './zone.ts';

/** How far ahead an opening is sought. */
export const soughtAhead = 400 * day;

/** Something that stands in the way at times. INVARIANT: its timelines are asked for instants that do not go back. */
export type Obstacle = {
  readonly by: FreezeInScope | WindowGroup;
  readonly effect: Effect;
  /** When it holds, or begins too soon after, exceptions left aside. */
  readonly bare: Timeline;
  /** When a change may not start. */
  readonly closed: Timeline;
  readonly exceptions: readonly ExceptionSpan[];
  /** What `closed` is made of; null if of more than one rule. */
  readonly made: TimedRule['made'];
};

/** An exception, and when a change may start under it. */
export type ExceptionSpan = { readonly exception: Exception; readonly span: Span };

/** What is sought: from when on, and how long before something closes a change may no longer start. */
export type Sought = { readonly from: number; readonly until: number; readonly lead: number };

/** Whether it ends with a state and not at a time, and an approval lifts it until then. */
export function isLiftedState({ by, effect }: Obstacle): boolean {
  return effect === 'hold' && 'freeze' in by && by.freeze.when !== undefined && by.freeze.during === undefined;
}

/** Everything in scope as obstacles. */
export function obstaclesOf(schedule: Schedule, inScope: InScope, sought: Sought): readonly Obstacle[] {
  const read = ruleReader(schedule, sought);
  const exceptions = exceptionSpans(schedule, inScope.exceptions, sought.lead);
  const obstacle = (by: Obstacle['by'], effect: Effect, { timeline, made }: TimedRule): Obstacle => {
    const bare = begunEarlier(timeline, sought.lead);
    const helping = exceptions.filter(({ exception }) => helps(exception, by));
    const closed = subtract(
      bare,
      helping.map(({ span }) => span),
    );
    return { by, effect, bare, closed, exceptions: helping, made: helping.length > 0 ? null : made };
  };
  const { freezes, groups, outsideEffect } = inScope;
  return [
    ...freezes.map((each) => obstacle(each, each.effect, read(each.freeze))),
    ...(outsideEffect === null ? [] : groups).map((each) =>
      obstacle(each, outsideEffect ?? 'block', { timeline: outside(each, read, sought), made: null }),
    ),
  ];
}

/** A reader of when a rule holds, in its own zone or the schedule's. */
export function ruleReader(schedule: Schedule, { until, lead }: Sought): (rule: ChangeWindow | Freeze) => TimedRule {
  const { calendars } = schedule;
  const lastDay = dayOfReading(until + lead) + 2;
  return (rule) => {
    const zone = zoneNamed(rule.timezone ?? schedule.timezone);
    // What nobody knows keeps the gate closed: a freeze holds, and a window opens nothing.
    const unsure = 'effect' in rule ? 'holds' : 'holds-not';
    const setting = { zone, calendars, lastDay, unsure } as const;
    const made = rule.during === undefined ? null : { during: rule.during, setting };
    return { timeline: timelineOfDuring(rule.during, setting), made };
  };
}

function outside({ windows }: WindowGroup, read: (rule: ChangeWindow) => TimedRule, sought: Sought): Timeline {
  const timed = windows.filter(({ addsTime }) => addsTime).map(({ window }) => read(window));
  return complement(together(timed, { from: sought.from, until: sought.until + sought.lead, lead: 0 }));
}

function exceptionSpans(
  { timezone }: Schedule,
  exceptions: readonly Exception[],
  lead: number,
): readonly ExceptionSpan[] {
  return exceptions.map((exception) => {
    const { start, end } = once({ from: exception.from, to: exception.until }, zoneNamed(timezone));
    return { exception, span: { start, end: end - lead } };
  });
}

/** Whether an exception names this; it may not name what is locked. */
function helps({ freezes }: Exception, by: Obstacle['by']): boolean {
  if ('freeze' in by) return by.freeze.locked !== true && freezes.includes(by.freeze.id);
  return !by.isLocked && freezes.includes('outside-windows');
}
