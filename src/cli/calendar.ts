import type { ChangeType } from '../change/facts.ts';
import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import { renderCalendar } from '../report/calendar.ts';
import { renderMoment } from '../report/moment.ts';
import { calendarAt, calendarSpans } from '../schedule/calendar.ts';
import type { CalendarInput, CalendarRange } from '../schedule/calendar.ts';
import { rangeOf } from '../schedule/range.ts';
import type { Command } from './command.ts';
import { exitCodes } from './command.ts';
import { readInstant } from './instant.ts';
import type { Options } from './options.ts';
import { openPolicy, policyOption } from './policy-source.ts';
import type { World } from './world.ts';

/** `change-gate calendar`: says when changes may go out. */
export const calendar: Command = {
  summary: 'say when changes may go out: a month, or one instant',
  usage: 'change-gate calendar [--environment NAME] [--from DATE --to DATE | --at INSTANT] [--json]',
  options: {
    environment: { kind: 'value', value: 'NAME', help: 'where changes go (production)' },
    service: {
      kind: 'list',
      value: 'NAME',
      help: 'a service; may be repeated; without, rules of services are left out',
    },
    'change-type': { kind: 'value', value: 'TYPE', help: 'standard, normal (default) or emergency' },
    from: { kind: 'value', value: 'DATE', help: 'first day, local (the first of this month)' },
    to: { kind: 'value', value: 'DATE', help: 'last day, local (the last of the month of the first day)' },
    at: { kind: 'value', value: 'INSTANT', help: 'one instant instead, like 2026-11-27T15:00:00+01:00' },
    policy: policyOption,
    repo: { kind: 'value', value: 'DIR', help: 'the repository (the folder you stand in)' },
    json: { kind: 'flag', help: 'print JSON' },
  },
  run: runCalendar,
};

async function runCalendar(options: Options, world: World): Promise<number> {
  const { policy } = await openPolicy(options, world);
  const at = readInstant(options.value('at'));
  world.print(at === null ? rangeWords(policy, options, world) : momentWords({ policy, at }, options, world));
  return exitCodes.success;
}

type Moment = { readonly policy: Policy; readonly at: string };

function momentWords({ policy, at }: Moment, options: Options, world: World): string {
  const moment = calendarAt(inputOf(policy, options), at);
  if (options.flag('json')) return jsonOf(moment);
  return renderMoment(moment, { ...world.output, timezone: zoneOf(policy) });
}

function rangeWords(policy: Policy, options: Options, world: World): string {
  const { spans, conditional } = calendarSpans(inputOf(policy, options), rangeAsked(policy, options, world));
  if (options.flag('json')) return jsonOf({ spans, conditional });
  return renderCalendar({ timezone: zoneOf(policy), spans, now: world.now() }, world.output);
}

function inputOf(policy: Policy, options: Options): CalendarInput {
  return {
    schedule: policy.schedule,
    runways: runwaysOf(policy),
    environment: options.value('environment') ?? 'production',
    services: options.list('service'),
    changeType: changeTypeOf(options.value('change-type') ?? 'normal'),
  };
}

function changeTypeOf(word: string): ChangeType {
  if (word === 'standard' || word === 'normal' || word === 'emergency') return word;
  throw new InputError({
    problem: `\`--change-type\` is \`${word}\``,
    remedy: 'write `standard`, `normal` or `emergency`',
  });
}

function rangeAsked(policy: Policy, options: Options, world: World): CalendarRange {
  const asked = { from: options.value('from'), to: options.value('to'), now: world.now(), timezone: zoneOf(policy) };
  const range = rangeOf(asked);
  if (range !== null && Date.parse(range.from) < Date.parse(range.to)) return range;
  throw new InputError({
    problem: `\`--from ${asked.from ?? '…'} --to ${asked.to ?? '…'}\` are no days that follow each other`,
    remedy: 'write dates that exist, the earlier one first: `--from 2026-12-01 --to 2027-01-31`',
  });
}

function zoneOf({ schedule }: Policy): string {
  return schedule?.timezone ?? 'UTC';
}

function jsonOf(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
