import type { InScope } from './in-scope.ts';
import { obstaclesOf, ruleReader } from './obstacle.ts';
import type { Obstacle, Sought } from './obstacle.ts';
import type { ChangeWindow, Exception, Schedule } from './schedule.ts';
import type { Span, Timeline } from './timeline.ts';

/** What stands in the way at an instant, and the stretch in which a change may not start for it. */
export type InTheWay = { readonly obstacle: Obstacle; readonly span: Span };

/** What would stand in the way, but for exceptions. */
export type Excepted = { readonly obstacle: Obstacle; readonly exceptions: readonly Exception[] };

/** How the rules in scope stand at an instant. */
export type Standing = {
  /** Those that let the change through with a note are here too. */
  readonly inTheWay: readonly InTheWay[];
  readonly excepted: readonly Excepted[];
  /** The windows that are open. */
  readonly windows: readonly ChangeWindow[];
};

/** Rules in scope with their times. INVARIANT: it is asked for instants that do not go back. */
export type Watched = {
  readonly obstacles: readonly WatchedObstacle[];
  readonly windows: readonly { readonly window: ChangeWindow; readonly opens: Timeline }[];
};

type WatchedObstacle = Pick<Obstacle, 'bare' | 'closed'> & { readonly obstacle: Obstacle };

/** The rules in scope with their times, each found once. */
export function watch(schedule: Schedule, inScope: InScope, sought: Sought): Watched {
  const read = ruleReader(schedule, sought);
  const windows = inScope.groups.flatMap((group) => group.windows.filter(({ addsTime }) => addsTime));
  return {
    obstacles: obstaclesOf(schedule, inScope, sought).map((obstacle) => ({
      obstacle,
      bare: kept(obstacle.bare),
      closed: kept(obstacle.closed),
    })),
    windows: [...new Set(windows.map(({ window }) => window))].map((window) => ({
      window,
      opens: kept(read(window).timeline),
    })),
  };
}

/** How the rules stand at an instant. */
export function standingAt({ obstacles, windows }: Watched, instant: number): Standing {
  return {
    inTheWay: obstacles.flatMap((obstacle) => inTheWayOf(obstacle, instant)),
    excepted: obstacles.flatMap((obstacle) => exceptedFrom(obstacle, instant)),
    windows: windows.filter(({ opens }) => covers(opens(instant), instant)).map(({ window }) => window),
  };
}

/** What does not stand in the way at an instant and next will, by each rule. */
export function aheadOf({ obstacles }: Watched, instant: number): readonly InTheWay[] {
  return obstacles.flatMap(({ obstacle, closed }) => {
    const span = closed(instant);
    return span !== null && span.start > instant ? [{ obstacle, span }] : [];
  });
}

/** The first instant after one at which a rule begins or ends; infinite if none does. */
export function nextChange({ obstacles, windows }: Watched, instant: number): number {
  const timelines = [...obstacles.flatMap(({ bare, closed }) => [bare, closed]), ...windows.map(({ opens }) => opens)];
  let next = Number.POSITIVE_INFINITY;
  for (const timeline of timelines) {
    const span = timeline(instant);
    if (span !== null) next = Math.min(next, span.start > instant ? span.start : span.end);
  }
  return next;
}

/** A timeline that keeps the span it found last for as long as it is the answer. */
function kept(timeline: Timeline): Timeline {
  let last: Span | null | undefined;
  return (instant) => {
    if (last === undefined || (last !== null && last.end <= instant)) last = timeline(instant);
    return last;
  };
}

function inTheWayOf({ obstacle, closed }: WatchedObstacle, instant: number): readonly InTheWay[] {
  const span = closed(instant);
  return span !== null && covers(span, instant) ? [{ obstacle, span }] : [];
}

function exceptedFrom({ obstacle, bare, closed }: WatchedObstacle, instant: number): readonly Excepted[] {
  if (!covers(bare(instant), instant) || covers(closed(instant), instant)) return [];
  const exceptions = obstacle.exceptions.filter(({ span }) => covers(span, instant)).map(({ exception }) => exception);
  return [{ obstacle, exceptions }];
}

function covers(span: Span | null, instant: number): boolean {
  return span !== null && span.start <= instant && instant < span.end;
}
