import { calendarSpansOf } from './calendar-spans.ts';
import type { CalendarSpan } from './calendar-spans.ts';
import { isoOf, readInstant } from './instant.ts';
import { judgementOf } from './judge.ts';
import { runwayOf } from './runway.ts';
import type { Schedule, ScheduleJudgement } from './schedule.ts';
import { inScopeOfPlace } from './scope-of-place.ts';
import type { Place } from './scope-of-place.ts';
import { stateAt } from './state.ts';

export type CalendarInput = Partial<Pick<Place, 'services' | 'changeType'>> &
  Pick<Place, 'environment'> & {
    /** Null: the policy says nothing about time. */
    readonly schedule: Schedule | null;
    /** How long a deployment of a service takes, where the catalogue says so. */
    readonly runways: Readonly<Record<string, string>>;
  };

/** How a place stands at an instant. */
export type CalendarMoment = Pick<Place, 'environment' | 'services'> &
  Omit<ScheduleJudgement, 'timezone' | 'runwaySeconds'> & { readonly evaluatedAt: string };

export type CalendarRange = { readonly from: string; readonly to: string };
export type CalendarSpans = { readonly spans: readonly CalendarSpan[]; readonly conditional: readonly string[] };

/** Whether a change of a type may start in a place at an instant, by which rules, and when that changes. */
export function calendarAt(input: CalendarInput, evaluatedAt: string): CalendarMoment {
  const place = placeOf(input);
  const now = readInstant(evaluatedAt);
  const { inScope, conditional } = inScopeOfPlace(input.schedule ?? noSchedule, place);
  const state = stateAt(input.schedule ?? noSchedule, inScope, { now, runway: runwayIn(input, place) });
  const { environment, services } = place;
  return { evaluatedAt: isoOf(now), environment, services, ...judgementOf(state), conditional };
}

/** When changes of a type may start in a place: stretches without gaps, each with the rules that decide it. */
export function calendarSpans(input: CalendarInput, { from, to }: CalendarRange): CalendarSpans {
  const place = placeOf(input);
  const { inScope, conditional } = inScopeOfPlace(input.schedule ?? noSchedule, place);
  const sought = { from: readInstant(from), until: readInstant(to), lead: runwayIn(input, place) };
  return { spans: calendarSpansOf(input.schedule ?? noSchedule, inScope, sought), conditional };
}

const noSchedule: Schedule = {
  timezone: 'UTC',
  runway: '0m',
  outsideWindows: { source: '', effect: 'block', emergency: 'hold' },
  calendars: {},
  windows: [],
  freezes: [],
  exceptions: [],
};

function placeOf({ environment, services = [], changeType = 'normal' }: CalendarInput): Place {
  return { environment, services, changeType };
}

function runwayIn({ schedule, runways }: CalendarInput, { services, changeType }: Place): number {
  const lane = changeType === 'emergency' ? 'emergency' : 'none';
  return runwayOf({ usual: schedule?.runway ?? '0m', services, runways, lane });
}
