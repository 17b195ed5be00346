import { finding } from '../finding/finding.ts';
import type { Assumption, Effect, Finding } from '../finding/finding.ts';
import { becauseOf } from './deciding.ts';
import { doubtAt } from './doubt.ts';
import type { FreezeInScope, WindowGroup } from './in-scope.ts';
import { durationText, isoOf, localText } from './instant.ts';
import { once } from './once.ts';
import { isLiftedState, soughtAhead } from './obstacle.ts';
import type { Obstacle } from './obstacle.ts';
import type { ChangeWindow, Exception, Freeze, Schedule } from './schedule.ts';
import type { Excepted, InTheWay } from './standing.ts';
import type { State } from './state.ts';
import type { Span } from './timeline.ts';
import { union } from './union.ts';
import { readDuration } from './written.ts';
import { zoneNamed } from './zone.ts';

type Moment = { readonly now: number; readonly runway: number };

/** One finding for each freeze that stands in the way, one for the windows, and one for each exception that is used. */
export function findingsOf(schedule: Schedule, state: State, moment: Moment): readonly Finding[] {
  const telling = { schedule, state, ...moment };
  return [
    ...state.inTheWay.flatMap((each) => ofFreeze(each, telling)),
    ...ofWindows(state.inTheWay, telling),
    ...ofExceptions(state.excepted, telling),
    ...state.ahead.flatMap((each) => ofFreezeAhead(each, telling)),
  ];
}

type Telling = Moment & { readonly schedule: Schedule; readonly state: State };

function ofFreeze({ obstacle, span }: InTheWay, telling: Telling): readonly Finding[] {
  const { by, effect } = obstacle;
  if (!('freeze' in by)) return [];
  const { id, source, because, approvers = [] } = by.freeze;
  const told = {
    code: `schedule/${id}` as const,
    effect,
    rule: id,
    source,
    because,
    approvers: effect === 'hold' ? approvers : [],
    facts: by.facts,
    assumed: [...by.assumed, ...doubtsOf([by.freeze], telling)],
    problem: problemOfFreeze(by, { span, ends: endOf(obstacle, telling.now) }, telling),
  };
  const cause = { condition: by.freeze.when, assumed: told.assumed };
  return [finding({ ...told, ...endingOf(obstacle, { telling, cause }) })];
}

function endingOf(
  obstacle: Obstacle,
  { telling, cause }: { readonly telling: Telling; readonly cause: Cause },
): Ending {
  if (obstacle.effect === 'note') return { remedy: null, until: isoOrNull(endOf(obstacle, telling.now)) };
  return isLiftedState(obstacle) ? byState(cause) : whenItMayGo(telling, cause);
}

/** Calendars that do not reach to this day, so that a freeze by them holds and a window opens nothing. */
function doubtsOf(rules: readonly (ChangeWindow | Freeze)[], { schedule, now }: Telling): readonly Assumption[] {
  return rules.flatMap(({ during, timezone = schedule.timezone }) => {
    return doubtAt(during, schedule.calendars, { now, zone: zoneNamed(timezone) }) ?? [];
  });
}

type Stretch = { readonly span: Span; readonly ends: number | null };

function problemOfFreeze({ freeze }: FreezeInScope, { span, ends }: Stretch, telling: Telling): string {
  const { schedule, state, now, runway } = telling;
  const zone = zoneNamed(freeze.timezone ?? schedule.timezone);
  const begins = span.start + state.lead;
  const name = `the freeze \`${freeze.id}\``;
  if (begins > now) return `${name} begins ${localText(begins, zone)}, within the runway of ${durationText(runway)}`;
  if (ends !== null) return `${name} holds until ${localText(ends, zone)}`;
  return freeze.when === undefined ? `${name} holds for more than 400 days` : `${name} holds while \`${freeze.when}\``;
}

/** When a freeze that stands in the way ends; null if not within the time that is looked at. */
function endOf({ closed }: Obstacle, now: number): number | null {
  const end = union([closed], now + soughtAhead)(now)?.end ?? Number.POSITIVE_INFINITY;
  return end > now + soughtAhead ? null : end;
}

function ofWindows(inTheWay: readonly InTheWay[], telling: Telling): readonly Finding[] {
  const [first, ...others] = inTheWay.filter(({ obstacle }) => 'windows' in obstacle.by);
  if (first === undefined) return [];
  const groups = [first, ...others].flatMap(({ obstacle: { by } }) => ('windows' in by ? [by] : []));
  const { outsideWindows } = telling.schedule;
  const { effect } = first.obstacle;
  const windows = groups.flatMap((group) => group.windows);
  const rules = windows.map(({ window }) => window);
  const assumed = [...windows.flatMap((each) => each.assumed), ...doubtsOf(rules, telling)];
  return [
    finding({
      code: 'schedule/outside-windows',
      effect,
      source: outsideWindows.source,
      because: becauseOf(first.obstacle),
      approvers: effect === 'hold' ? (outsideWindows.approvers ?? []) : [],
      facts: Object.assign({}, ...windows.map(({ facts }) => facts)),
      assumed,
      problem: [first, ...others].map((each) => problemOfWindows(each, telling)).join('; '),
      ...whenItMayGo(telling, { condition: undefined, assumed }),
    }),
  ];
}

function problemOfWindows({ obstacle: { by }, span }: InTheWay, { schedule, state, now, runway }: Telling): string {
  const names = 'windows' in by ? namesOf(by) : '';
  const closes = span.start + state.lead;
  if (closes <= now) return `outside the change windows ${names}`;
  const at = localText(closes, zoneNamed(schedule.timezone));
  return `the change windows ${names} close ${at}, before the runway of ${durationText(runway)} is over`;
}

function namesOf({ windows }: WindowGroup): string {
  return windows
    .map(({ window, addsTime }) => `\`${window.id}\`${addsTime ? '' : ' (adds no time: not known to apply)'}`)
    .join(', ');
}

type Ending = Pick<Finding, 'remedy' | 'until'>;

type Cause = { readonly condition: string | undefined; readonly assumed: readonly Assumption[] };

function whenItMayGo({ schedule, state }: Telling, cause: Cause): Ending {
  const { opensAt } = state.opening;
  if (opensAt !== null) {
    const local = localText(opensAt, zoneNamed(schedule.timezone));
    return { remedy: `wait until ${local} (${isoOf(opensAt)})`, until: isoOf(opensAt) };
  }
  return byState(cause);
}

function byState(cause: Cause): Ending {
  return { remedy: `${whatWouldOpen(cause)} ask for a reviewed exception in the policy`, until: null };
}

/** What opens a gate that time does not. */
function whatWouldOpen({ condition, assumed }: Cause): string {
  if (assumed.length > 0) {
    const facts = [...new Set(assumed.map(({ fact }) => `\`${fact}\``))].join(' and ');
    return `let the gate know ${facts}, or`;
  }
  if (condition !== undefined) return `bring about that \`${condition}\` no longer holds, or`;
  return 'it does not open within 400 days:';
}

function ofExceptions(excepted: readonly Excepted[], telling: Telling): readonly Finding[] {
  const used = new Map<Exception, string[]>();
  for (const { obstacle, exceptions } of excepted) {
    const passed = 'freeze' in obstacle.by ? obstacle.by.freeze.id : 'outside-windows';
    for (const exception of exceptions) used.set(exception, [...(used.get(exception) ?? []), passed]);
  }
  return [...used].map(([exception, passed]) => ofException(exception, [...new Set(passed)], telling));
}

function ofException(exception: Exception, passed: readonly string[], { schedule }: Telling): Finding {
  const { id, source, because, approvedBy } = exception;
  const end = once({ to: exception.until }, zoneNamed(schedule.timezone)).end;
  return finding({
    code: 'schedule/exception',
    effect: 'note' satisfies Effect,
    rule: id,
    source,
    because,
    problem: `the exception \`${id}\` lets it pass ${passed.map((each) => `\`${each}\``).join(', ')}; approved by ${approvedBy}, until ${localText(end, zoneNamed(schedule.timezone))}`,
    until: isoOf(end),
  });
}

/** A freeze that wants to be known before it begins. */
function ofFreezeAhead({ obstacle: { by, effect }, span }: InTheWay, telling: Telling): readonly Finding[] {
  if (!('freeze' in by) || effect === 'note') return [];
  const { id, source, because, notifyBefore = '0m', timezone = telling.schedule.timezone } = by.freeze;
  const begins = span.start + telling.state.lead;
  if (begins - telling.now > readDuration(notifyBefore)) return [];
  return [
    finding({
      code: 'schedule/freeze-ahead',
      effect: 'note',
      rule: id,
      source,
      because,
      facts: by.facts,
      assumed: by.assumed,
      problem: `the freeze \`${id}\` begins ${localText(begins, zoneNamed(timezone))}`,
      remedy: 'what must be out by then goes out before, or asks for a reviewed exception in the policy',
    }),
  ];
}

function isoOrNull(instant: number | null): string | null {
  return instant === null ? null : isoOf(instant);
}
