import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { day } from '../schedule/civil.ts';
import { readDate, readDuration } from '../schedule/written.ts';
import type { Zone } from '../schedule/zone.ts';
import { zoneNamed } from '../schedule/zone.ts';
import { readAt } from './instant.ts';
import type { Options } from './options.ts';
import { policyOption } from './policy-source.ts';
import type { World } from './world.ts';

export const metricsOptions = {
  repo: { kind: 'value', value: 'DIR', help: 'the repository with the branch of the ledger (the folder you stand in)' },
  branch: { kind: 'value', value: 'NAME', help: 'the branch of the ledger (as the policy says: `change-records`)' },
  ledger: { kind: 'value', value: 'DIR', help: 'a folder with the files of the ledger, instead of a branch' },
  from: { kind: 'value', value: 'DATE', help: 'first day, in the policy’s time zone (that of the first record)' },
  to: { kind: 'value', value: 'DATE', help: 'last day (today)' },
  last: { kind: 'value', value: 'DURATION', help: 'only so long until now, like `90d`' },
  environment: { kind: 'list', value: 'NAME', help: 'where changes went (`production`); may be repeated' },
  service: { kind: 'list', value: 'NAME', help: 'only changes of this service; may be repeated' },
  github: {
    kind: 'value',
    value: 'OWNER/REPO',
    help: 'also look at the deployments and reviews on GitHub; the token is `GITHUB_TOKEN` of the environment',
  },
  deployments: { kind: 'value', value: 'FILE', help: 'the deployments as JSON instead; `-` reads standard input' },
  policy: { ...policyOption, help: 'the policy of today, for its standard changes and time zone' },
  at: {
    kind: 'value',
    value: 'INSTANT',
    help: 'what counts as now, like `2026-11-27T15:00:00+01:00`; without the offset in the policy’s time zone',
  },
  propose: {
    kind: 'flag',
    help: 'also name kinds of change that always went well and could be pre-authorised, as a diff of the policy, and standard changes that should go',
  },
  times: { kind: 'value', value: 'NUMBER', help: 'how often such a change must have gone well (30)' },
  html: { kind: 'value', value: 'FILE', help: 'also write the report as a page' },
  json: { kind: 'flag', help: 'print it as JSON' },
} as const;

/** What is asked: until when, of which time, where and of which services. */
export type Asked = {
  readonly now: string;
  /** Null: from the first record on. */
  readonly from: number | null;
  readonly to: number;
  readonly environments: readonly string[];
  readonly services: readonly string[];
  /** How often a kind of change must have gone well to be proposed; null: nothing is to be proposed. */
  readonly proposeAfter: number | null;
};

/** Reads what a command line asks about. */
export function askedBy(options: Options, world: World, { schedule }: Policy): Asked {
  const timezone = schedule?.timezone ?? 'UTC';
  const now = readAt(options.value('at'))?.(timezone) ?? world.now();
  const environments = options.list('environment');
  return {
    now,
    ...spanOf(options, zoneNamed(timezone), Date.parse(now)),
    environments: environments.length === 0 ? ['production'] : [...new Set(environments)],
    services: [...new Set(options.list('service'))],
    proposeAfter: timesAsked(options),
  };
}

/** With no failure among so many, more than one in nine is unlikely. */
const usualTimes = 30;
const [fewestTimes, mostTimes] = [5, 10_000];

function timesAsked(options: Options): number | null {
  const text = options.value('times');
  if (!options.flag('propose')) {
    if (text === null) return null;
    throw new InputError({ problem: '`--times` says nothing without `--propose`', remedy: 'add `--propose`' });
  }
  if (options.list('service').length > 0) {
    throw new InputError({
      problem: '`--propose` does not go with `--service`: failures of other services would not be seen',
      remedy: 'leave `--service` out',
    });
  }
  if (text === null) return usualTimes;
  const times = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (times >= fewestTimes && times <= mostTimes) return times;
  throw new InputError({
    problem: `\`--times ${text}\` is no number from ${fewestTimes} to ${mostTimes}`,
    remedy: `leave it out for ${usualTimes}: after so many without a failure, more than one in nine is unlikely`,
  });
}

function spanOf(options: Options, zone: Zone, now: number): Pick<Asked, 'from' | 'to'> {
  const last = options.value('last');
  const [first, end] = [dayAsked('from', options), dayAsked('to', options)];
  if (last !== null && (first !== null || end !== null)) throw twoSpans();
  if (last !== null) return { from: now - lengthOf(last), to: now };
  const from = first === null ? null : zone.startOf(first * day);
  const to = end === null ? now : Math.min(now, zone.startOf((end + 1) * day));
  if (from === null || from < to) return { from, to };
  throw new InputError({
    problem:
      from >= now
        ? `\`--from ${options.value('from') ?? ''}\` is not in the past`
        : 'the last day lies before the first',
    remedy: 'write days that exist, the earlier one first: `--from 2026-01-01 --to 2026-06-30`',
  });
}

function dayAsked(name: 'from' | 'to', options: Options): number | null {
  const text = options.value(name);
  if (text === null) return null;
  const number = /^\d{4}-\d\d-\d\d$/.test(text) ? readDate(text) : null;
  if (number !== null) return number;
  throw new InputError({
    problem: `\`--${name} ${text}\` is no day`,
    remedy: 'write a day that exists, like `2026-01-31`',
  });
}

function twoSpans(): InputError {
  return new InputError({
    problem: '`--last` does not go with `--from` or `--to`',
    remedy: 'name days, or how long until now',
  });
}

const longestSpan = 100 * 366 * day;

function lengthOf(text: string): number {
  const length = /^[1-9]\d{0,5}[smhd]$/.test(text) ? readDuration(text) : 0;
  if (length > 0 && length <= longestSpan) return length;
  throw new InputError({
    problem: `\`--last ${text}\` is no length of time`,
    remedy: 'write a number and a unit: `90d`, `12h`',
  });
}
