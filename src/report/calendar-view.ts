import { calendarAt, calendarSpans } from '../schedule/calendar.ts';
import type { CalendarInput, CalendarMoment, CalendarRange } from '../schedule/calendar.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { rulesBehind } from './calendar-rules.ts';
import type { CalendarRule } from './calendar-rules.ts';
import { stretchesOf } from './calendar-stretch.ts';
import type { Period, Stretch } from './calendar-stretch.ts';

/** What a calendar is asked for: a place, the time that it shows, and the present. */
export type ViewRequest = { readonly input: CalendarInput; readonly range: CalendarRange; readonly now: string };

/** Everything that the pictures of a calendar show, as data. */
export type CalendarView = {
  readonly timezone: string;
  readonly environment: string;
  readonly services: readonly string[];
  readonly changeType: string;
  readonly range: Period;
  /** When a change may start: in order and without gaps. */
  readonly stretches: readonly Stretch[];
  /** Every rule that decides some of it, in the order of appearance, openings last. */
  readonly rules: readonly CalendarRule[];
  /** Rules that depend on the change and are left out. */
  readonly conditional: readonly { readonly id: string; readonly because: string }[];
  /** How it stands at present. */
  readonly moment: CalendarMoment;
};

/** Gathers what a calendar shows. */
export function viewOf({ input, range, now }: ViewRequest): CalendarView {
  const { schedule, environment, services = [], changeType = 'normal' } = input;
  const { spans, conditional } = calendarSpans(input, range);
  const stretches = stretchesOf(spans);
  const bare = needsRunway(input) ? stretchesOf(calendarSpans(withoutRunway(input), range).spans) : stretches;
  return {
    timezone: schedule?.timezone ?? 'UTC',
    environment,
    services,
    changeType,
    range: { from: Date.parse(range.from), to: Date.parse(range.to) },
    stretches,
    rules: rulesBehind({ stretches, bare, schedule, changeType }),
    conditional: conditional.map((id) => ({ id, because: becauseOf(schedule, id) })),
    moment: calendarAt(input, now),
  };
}

function needsRunway({ schedule, runways }: CalendarInput): boolean {
  return schedule !== null && (schedule.runway !== '0m' || Object.keys(runways).length > 0);
}

/** The same place for deployments that take no time: rules then hold exactly when the policy says. */
function withoutRunway(input: CalendarInput): CalendarInput {
  const { schedule } = input;
  return { ...input, schedule: schedule === null ? null : { ...schedule, runway: '0m' }, runways: {} };
}

function becauseOf(schedule: Schedule | null, id: string): string {
  const { windows = [], freezes = [], exceptions = [] } = schedule ?? {};
  return [...freezes, ...windows, ...exceptions].find((rule) => rule.id === id)?.because ?? '';
}
