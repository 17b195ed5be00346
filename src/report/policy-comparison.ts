import type { ChangeFacts } from '../change/facts.ts';
import { decide } from '../decision/decide.ts';
import type { Decision } from '../decision/decision.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import type { CalendarInput, CalendarRange } from '../schedule/calendar.ts';
import { dayOfReading } from '../schedule/civil.ts';
import { dateText, readInstant } from '../schedule/instant.ts';
import { rangeOf } from '../schedule/range.ts';
import { zoneNamed } from '../schedule/zone.ts';
import { diffCalendars } from './calendar-diff.ts';
import type { PolicyChange, ScheduleChange } from './policy-change.ts';
import type { PolicyPast } from './policy-past.ts';

type Comparison = {
  readonly policy: Policy;
  readonly facts: ChangeFacts;
  /** What the policy made of the facts. */
  readonly decision: Decision;
  /** The policy that the change brings. */
  readonly brought: Policy;
  /** What both make of past changes. */
  readonly past: PolicyPast;
};

/** What another policy makes of the same facts, and what its schedule opens and closes in the next 13 months. */
export function comparePolicies({ policy, facts, decision, brought, past }: Comparison): PolicyChange {
  const after = decide(brought, facts);
  const { timezone } = after.schedule;
  const range = nextMonths(facts.evaluatedAt, timezone);
  const asked = { environment: decision.environment, range };
  const schedules = scheduleChanges(policy, brought, asked);
  return { kind: 'judged', before: decision, after, timezone, schedules, past };
}

type Asked = { readonly environment: string; readonly range: CalendarRange };

/** So many services are looked at one by one; a policy with more tells the first of them. */
const mostServices = 50;

function scheduleChanges(policy: Policy, brought: Policy, { environment, range }: Asked): readonly ScheduleChange[] {
  const services = [...new Set([...Object.keys(policy.services), ...Object.keys(brought.services)])];
  const changes = [null, ...services.slice(0, mostServices)].map((service): ScheduleChange => {
    const place = { environment, services: service === null ? [] : [service] };
    return { service, diff: diffCalendars({ old: inputOf(policy, place), new: inputOf(brought, place), range }) };
  });
  const general = JSON.stringify(changes[0]?.diff);
  return changes.filter(({ service, diff }) => {
    const isOwn = service === null || JSON.stringify(diff) !== general;
    return isOwn && diff.hours.opened + diff.hours.closed > 0;
  });
}

type Place = Required<Pick<CalendarInput, 'environment' | 'services'>>;

function inputOf(policy: Policy, place: Place): CalendarInput {
  return { ...place, schedule: policy.schedule, runways: runwaysOf(policy) };
}

const daysShown = 396;

function nextMonths(now: string, timezone: string): CalendarRange {
  const today = dayOfReading(zoneNamed(timezone).readingAt(readInstant(now)));
  const range = rangeOf({ from: dateText(today), to: dateText(today + daysShown - 1), now, timezone });
  return range ?? { from: now, to: now };
}
