import { decidingRules } from './deciding.ts';
import type { InScope } from './in-scope.ts';
import { isoOf } from './instant.ts';
import type { Sought } from './obstacle.ts';
import type { Schedule } from './schedule.ts';
import { nextChange, standingAt, watch } from './standing.ts';

/** A stretch in which a change may start, or not, and the ids of the rules that decide it. */
export type CalendarSpan = {
  readonly from: string;
  readonly to: string;
  readonly open: boolean;
  readonly rules: readonly string[];
};

/** What is sought as stretches without gaps; where the same rules decide the same, as one. */
export function calendarSpansOf(schedule: Schedule, inScope: InScope, sought: Sought): readonly CalendarSpan[] {
  const watched = watch(schedule, inScope, sought);
  const spans: CalendarSpan[] = [];
  for (let from = sought.from; from < sought.until;) {
    const { open, decidedBy } = decidingRules(standingAt(watched, from));
    const to = Math.min(nextChange(watched, from), sought.until);
    const span = { from: isoOf(from), to: isoOf(to), open, rules: decidedBy };
    const last = spans.at(-1);
    if (last !== undefined && isSame(last, span)) spans[spans.length - 1] = { ...last, to: span.to };
    else spans.push(span);
    from = to;
  }
  return spans;
}

function isSame(one: CalendarSpan, other: CalendarSpan): boolean {
  return one.open === other.open && one.rules.join() === other.rules.join();
}
