import type { InScope } from './in-scope.ts';
import { soughtAhead } from './obstacle.ts';
import { nextOpening } from './opening.ts';
import type { Opening } from './opening.ts';
import type { Schedule } from './schedule.ts';
import { standingAt, watch } from './standing.ts';
import type { Standing } from './standing.ts';
import { together } from './together.ts';

/** How a schedule stands at an instant. */
export type State = Standing & {
  readonly opening: Opening;
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
  const closing = watched.obstacles.map(({ obstacle }) => obstacle).filter(({ effect }) => effect !== 'note');
  const standing = standingAt(watched, now);
  return {
    ...standing,
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
