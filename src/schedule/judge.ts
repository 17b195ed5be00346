import type { Lane } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { decidingRules } from './deciding.ts';
import { isoOf, readInstant } from './instant.ts';
import { runwayOf } from './runway.ts';
import { findingsOf } from './schedule-findings.ts';
import type { Schedule, ScheduleJudgement } from './schedule.ts';
import { inScopeOfChange } from './scope-of-change.ts';
import { stateAt } from './state.ts';
import type { State } from './state.ts';

export type ScheduleInput = {
  /** Null: the policy says nothing about time. */
  readonly schedule: Schedule | null;
  readonly change: JudgedChange;
  /** How long a deployment of a service takes, where the catalogue says so. */
  readonly runways: Readonly<Record<string, string>>;
  readonly lane: Lane;
};

export type JudgedSchedule = { readonly judgement: ScheduleJudgement; readonly findings: readonly Finding[] };

/** Says whether a change may start now, what closes the gate if not, and when it next opens and closes. */
export function judgeSchedule({ schedule, change, runways, lane }: ScheduleInput): JudgedSchedule {
  const { facts } = change;
  const runway = runwayOf({ usual: schedule?.runway ?? '0m', services: facts.services, runways, lane });
  const now = readInstant(facts.evaluatedAt);
  if (schedule === null) return { judgement: alwaysOpen(now, runway), findings: [] };
  const state = stateAt(schedule, inScopeOfChange(schedule, change), { now, runway });
  const judgement = {
    ...judgementOf(state),
    conditional: [],
    timezone: schedule.timezone,
    runwaySeconds: runway / 1_000,
  };
  return { judgement, findings: findingsOf(schedule, state, { now, runway }) };
}

/** The part of a judgement that is the same for a change and for a calendar. */
export function judgementOf(state: State): Omit<ScheduleJudgement, 'conditional' | 'timezone' | 'runwaySeconds'> {
  const { opensAt, closesAt } = state.opening;
  return {
    ...decidingRules(state),
    nextOpening: opensAt === null ? null : isoOf(opensAt),
    nextClosing: closesAt === null ? null : isoOf(closesAt - Math.sign(state.lead)),
  };
}

function alwaysOpen(now: number, runway: number): ScheduleJudgement {
  const opening = { opensAt: now, closesAt: null };
  const state = { opening, inTheWay: [], excepted: [], ahead: [], windows: [], lead: 0 };
  return { ...judgementOf(state), conditional: [], timezone: 'UTC', runwaySeconds: runway / 1_000 };
}
