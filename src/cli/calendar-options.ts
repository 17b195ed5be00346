import type { ChangeType } from '../change/facts.ts';
import { InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import type { CalendarInput, CalendarRange } from '../schedule/calendar.ts';
import { dateText, readInstant } from '../schedule/instant.ts';
import { day, dayOfReading } from '../schedule/civil.ts';
import { rangeOf } from '../schedule/range.ts';
import { zoneNamed } from '../schedule/zone.ts';
import type { Options } from './options.ts';
import { policyOption } from './policy-source.ts';

export const calendarOptions = {
  environment: { kind: 'value', value: 'NAME', help: 'where changes go (`production`)' },
  service: { kind: 'list', value: 'NAME', help: 'a service; may be repeated; without, rules of services are left out' },
  'change-type': { kind: 'value', value: 'TYPE', help: '`standard`, `normal` (default) or `emergency`' },
  from: {
    kind: 'value',
    value: 'DATE',
    help: 'first day, local (the first of this month; `--ics` and `--diff`: today)',
  },
  to: {
    kind: 'value',
    value: 'DATE',
    help: 'last day, local (the end of that month; `--html`: a year on, `--ics`: 400 days, `--diff`: 13 months)',
  },
  at: {
    kind: 'value',
    value: 'INSTANT',
    help: 'how it stands then, like `2026-11-27T15:00:00+01:00`; with days, `--ics`, `--html` or `--diff`: what is now; without the offset in the policy’s time zone',
  },
  policy: policyOption,
  repo: { kind: 'value', value: 'DIR', help: 'the repository (the folder you stand in)' },
  json: { kind: 'flag', help: 'print JSON' },
  ics: { kind: 'flag', help: 'print an iCalendar feed of freezes and openings' },
  html: { kind: 'flag', help: 'print one web page that needs nothing else' },
  diff: { kind: 'value', value: 'OLD NEW', help: 'what the policy NEW opens and closes that OLD does not' },
} as const;

export type Format = 'text' | 'json' | 'ics' | 'html';

/** The one format that is asked for. */
export function formatOf(options: Options): Format {
  const asked = (['json', 'ics', 'html'] as const).filter((name) => options.flag(name));
  const [first, second] = asked;
  if (first === undefined) return 'text';
  if (second === undefined) return first;
  throw new InputError({
    problem: `\`--${first}\` does not go with \`--${second}\``,
    remedy: 'ask for one format at a time',
  });
}

/** The place that a policy is asked about. */
export function inputOf(policy: Policy, options: Options): CalendarInput {
  return {
    schedule: policy.schedule,
    runways: runwaysOf(policy),
    environment: options.value('environment') ?? 'production',
    services: options.list('service'),
    changeType: changeTypeOf(options.value('change-type') ?? 'normal'),
  };
}

/** The zone whose days a calendar of this policy shows. */
export function zoneOf({ schedule }: Policy): string {
  return schedule?.timezone ?? 'UTC';
}

type RangeAsked = {
  readonly timezone: string;
  readonly now: string;
  /** What is shown if nobody says: from today or from the first of the month, and how many days; null = to the month's end. */
  readonly usual: { readonly from: 'today' | 'month'; readonly days: number | null };
};

/** The stretch of time that the options name. */
export function rangeAsked(options: Options, { timezone, now, usual }: RangeAsked): CalendarRange {
  const today = dayOfReading(zoneNamed(timezone).readingAt(readInstant(now)));
  const from = options.value('from') ?? (usual.from === 'today' ? dateText(today) : null);
  const to = options.value('to');
  const first = rangeOf({ from, to, now, timezone });
  const range = to === null && usual.days !== null && first !== null ? lengthened(first, usual.days, timezone) : first;
  if (range !== null && Date.parse(range.from) < Date.parse(range.to)) return notTooLong(range);
  throw new InputError({
    problem: `\`--from ${from ?? '…'} --to ${to ?? '…'}\` are no days that follow each other`,
    remedy: 'write dates that exist, the earlier one first: `--from 2026-12-01 --to 2027-01-31`',
  });
}

const mostYears = 10;

/** A range of so many days from the start of another. */
function lengthened({ from }: CalendarRange, days: number, timezone: string): CalendarRange | null {
  const first = dayOfReading(zoneNamed(timezone).readingAt(readInstant(from)));
  return rangeOf({ from: dateText(first), to: dateText(first + days - 1), now: from, timezone });
}

function notTooLong(range: CalendarRange): CalendarRange {
  const years = (Date.parse(range.to) - Date.parse(range.from)) / (366 * day);
  if (years <= mostYears) return range;
  throw new InputError({
    problem: `\`--from\` and \`--to\` are more than ${mostYears} years apart`,
    remedy: 'ask for a shorter time',
  });
}

function changeTypeOf(word: string): ChangeType {
  if (word === 'standard' || word === 'normal' || word === 'emergency') return word;
  throw new InputError({
    problem: `\`--change-type\` is \`${word}\``,
    remedy: 'write `standard`, `normal` or `emergency`',
  });
}
