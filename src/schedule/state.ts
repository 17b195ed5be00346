import type { InScope } from './in-scope.ts';
import { isLiftedState, soughtAhead } from './obstacle.ts';
import type { Obstacle } from './obstacle.ts';
import { nextOpening } from './opening.ts';
import type { Opening } from './opening.ts';
import type { Schedule } from './schedule.ts';
import { aheadOf, standingAt, watch } from './standing.ts';
import type { InTheWay, Standing } from './standing.ts';
import { together } from './together.ts';

/** How a schedule stands at an instant. */
export type State = Standing & {
  readonly opening: Opening;
  /** What will stand in the way next, by each rule that does not yet. */
  readonly ahead: readonly InTheWay[];
  /** Milliseconds before something closes in which a change may no longer start. */
  readonly lead: number;
};

type Moment = { readonly now: number; readonly runway: number };

/** How the rules in scope stand at an instant, for a change that needs a runway, and when it may next go. */
export function stateAt(schedule: Schedule, inScope: InScope, { now, runway }: Moment): State {
  // The runway is half open: a change that starts exactly a runway before something closes still fits.
  const lead = Math.max(0, runway - 1);
  const sought = { from: now, until: now + soughtAhead, lead };
  const watched = watch(schedule, inScope, sought);
  const standing = standingAt(watched, now);
  const closing = decidingTheOpening(
    watched.obstacles.map(({ obstacle }) => obstacle),
    standing,
  );
  return {
    ...standing,
    ahead: aheadOf(watched, now),
    opening: nextOpening(
      together(
        closing.map(({ closed, made }) => ({ timeline: closed, made })),
        sought,
      ),
      sought,
    ),
    lead,
  };
}

/** Where something else closes too, that is what time opens: a state that an approval lifts would only hide when. */
function decidingTheOpening(obstacles: readonly Obstacle[], { inTheWay }: Standing): readonly Obstacle[] {
  const closing = obstacles.filter(({ effect }) => effect !== 'note');
  const byTime = closing.filter((obstacle) => !isLiftedState(obstacle));
  return inTheWay.some(({ obstacle }) => byTime.includes(obstacle)) ? byTime : closing;
}
