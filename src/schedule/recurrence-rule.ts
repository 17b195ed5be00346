import { hour, minute, second } from './civil.ts';
import { readDate } from './written.ts';

/** A weekday of a recurrence rule, 0 is Monday; `nth` of the month or year, 0 = every. */
export type RecurringWeekday = { readonly weekday: number; readonly nth: number };

/** How often a recurrence rule repeats. */
export type Frequency = (typeof frequencies)[number];

/** A recurrence rule of RFC 5545, section 3.3.10, read; parts that are left out are empty. */
export type RecurrenceRule = {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  /** A date, a local date and time, or one with `Z`; in the form that policies use. */
  readonly until: string | null;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly daysOfYear: readonly number[];
  readonly daysOfMonth: readonly number[];
  readonly weekdays: readonly RecurringWeekday[];
  readonly positions: readonly number[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
  readonly weekStart: number;
};

export type RecurrenceReading =
  | { readonly ok: true; readonly rule: RecurrenceRule }
  | { readonly ok: false; readonly problem: string };

/** Reads the text of a recurrence rule, or says what is wrong with it. */
export function readRecurrence(text: string): RecurrenceReading {
  const parts = partsOf(text);
  if (typeof parts === 'string') return { ok: false, problem: parts };
  const problem = problemOf(parts);
  return problem === null ? { ok: true, rule: ruleOf(parts) } : { ok: false, problem };
}

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;

type Parts = ReadonlyMap<string, string>;

/** The times of the day that a rule names; those that it leaves out are those of its start. */
export function timesOfDay({ hours, minutes, seconds }: RecurrenceRule, start: number): readonly number[] {
  const ofStart = (unit: number, next: number): readonly number[] => [Math.floor((start % next) / unit)];
  const times = (hours.length > 0 ? hours : ofStart(hour, 24 * hour)).flatMap((eachHour) =>
    (minutes.length > 0 ? minutes : ofStart(minute, hour)).flatMap((eachMinute) =>
      (seconds.length > 0 ? seconds : ofStart(second, minute)).map(
        (eachSecond) => eachHour * hour + eachMinute * minute + eachSecond * second,
      ),
    ),
  );
  return [...new Set(times)].sort((one, other) => one - other);
}

const mostTimesOfDay = 96;
const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const weekdayForm = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/u;
const untilForm = /^\d{8}(T\d{6}Z?)?$/u;

type Range = { readonly least: number; readonly most: number; readonly negative: 'too' | 'never' };

const ranges: Readonly<Record<string, Range>> = {
  BYMONTH: { least: 1, most: 12, negative: 'never' },
  BYWEEKNO: { least: 1, most: 53, negative: 'too' },
  BYYEARDAY: { least: 1, most: 366, negative: 'too' },
  BYMONTHDAY: { least: 1, most: 31, negative: 'too' },
  BYSETPOS: { least: 1, most: 366, negative: 'too' },
  BYHOUR: { least: 0, most: 23, negative: 'never' },
  BYMINUTE: { least: 0, most: 59, negative: 'never' },
  BYSECOND: { least: 0, most: 59, negative: 'never' },
};

function partsOf(text: string): Parts | string {
  const parts = new Map<string, string>();
  for (const part of text.toUpperCase().split(';')) {
    const [, key = '', value = ''] = /^([A-Z]+)=(.+)$/u.exec(part) ?? [];
    if (key === '') return `\`${part}\` is no part of a recurrence rule; expected \`NAME=VALUE\``;
    if (parts.has(key)) return `\`${key}\` stands twice`;
    parts.set(key, value);
  }
  return parts;
}

function problemOf(parts: Parts): string | null {
  for (const [key, value] of parts) {
    const problem = problemOfPart(key, value);
    if (problem !== null) return problem;
  }
  if (!parts.has('FREQ')) return '`FREQ` is missing';
  if (parts.has('COUNT') && parts.has('UNTIL')) return '`COUNT` and `UNTIL` exclude each other';
  const until = parts.get('UNTIL');
  if (until !== undefined && readDate(dashed(until).slice(0, 10)) === null) return `\`UNTIL=${until}\` does not exist`;
  return problemOfCombination(parts, ruleOf(parts));
}

function problemOfPart(key: string, value: string): string | null {
  if (key in ranges) return problemOfNumbers(key, value);
  const isRight = partForms[key]?.test(value);
  if (isRight === undefined) return `unknown part \`${key}\``;
  if (isRight) return null;
  return key === 'FREQ'
    ? `\`FREQ=${value}\` is not supported; use DAILY, WEEKLY, MONTHLY or YEARLY`
    : `\`${key}=${value}\` cannot be read`;
}

const partForms: Readonly<Record<string, RegExp>> = {
  FREQ: /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/u,
  INTERVAL: /^[1-9]\d{0,4}$/u,
  COUNT: /^[1-9]\d{0,6}$/u,
  UNTIL: untilForm,
  WKST: /^(MO|TU|WE|TH|FR|SA|SU)$/u,
  BYDAY: /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU))*$/u,
};

function problemOfNumbers(key: string, value: string): string | null {
  const range = ranges[key];
  const bad = value.split(',').find((each) => range === undefined || !isWithin(each, range));
  return bad === undefined ? null : `\`${bad}\` cannot stand in \`${key}\``;
}

function isWithin(text: string, { least, most, negative }: Range): boolean {
  if (!/^[+-]?\d{1,3}$/u.test(text)) return false;
  const value = Number(text);
  return negative === 'too' ? Math.abs(value) >= least && Math.abs(value) <= most : value >= least && value <= most;
}

/** What RFC 5545 forbids or leaves open. */
function problemOfCombination(parts: Parts, rule: RecurrenceRule): string | null {
  const { frequency } = rule;
  if (parts.has('BYWEEKNO') && frequency !== 'YEARLY') return '`BYWEEKNO` needs `FREQ=YEARLY`';
  if (parts.has('BYWEEKNO') && !parts.has('BYDAY')) return '`BYWEEKNO` needs `BYDAY` to say which day of the week';
  if (parts.has('BYYEARDAY') && frequency !== 'YEARLY') return '`BYYEARDAY` needs `FREQ=YEARLY`';
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') return '`BYMONTHDAY` cannot stand with `FREQ=WEEKLY`';
  const hasNth = rule.weekdays.some(({ nth }) => nth !== 0);
  if (hasNth && (frequency === 'DAILY' || frequency === 'WEEKLY' || parts.has('BYWEEKNO'))) {
    return 'a number in `BYDAY` needs `FREQ=MONTHLY`, or `FREQ=YEARLY` without `BYWEEKNO`';
  }
  if (timesOfDay(rule, 0).length > mostTimesOfDay) return `it names more than ${mostTimesOfDay} times of the day`;
  const selects = [...parts.keys()].some((key) => key.startsWith('BY') && key !== 'BYSETPOS');
  if (parts.has('BYSETPOS') && !selects) return '`BYSETPOS` needs another part that begins with `BY`';
  return null;
}

function ruleOf(parts: Parts): RecurrenceRule {
  const numbers = (key: string): readonly number[] => parts.get(key)?.split(',').map(Number) ?? [];
  const count = parts.get('COUNT');
  const until = parts.get('UNTIL');
  return {
    frequency: frequencies.find((each) => each === parts.get('FREQ')) ?? 'DAILY',
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: count === undefined ? null : Number(count),
    until: until === undefined ? null : dashed(until),
    months: numbers('BYMONTH'),
    weeks: numbers('BYWEEKNO'),
    daysOfYear: numbers('BYYEARDAY'),
    daysOfMonth: numbers('BYMONTHDAY'),
    weekdays: parts.get('BYDAY')?.split(',').map(readWeekday) ?? [],
    positions: numbers('BYSETPOS'),
    hours: numbers('BYHOUR'),
    minutes: numbers('BYMINUTE'),
    seconds: numbers('BYSECOND'),
    weekStart: weekdayCodes.indexOf(parts.get('WKST') ?? 'MO'),
  };
}

function readWeekday(text: string): RecurringWeekday {
  const [, nth = '0', code = ''] = weekdayForm.exec(text) ?? [];
  return { weekday: weekdayCodes.indexOf(code), nth: Number(nth) };
}

/** `19971224T090000` as `1997-12-24T09:00:00`. */
function dashed(text: string): string {
  return text.replace(/^(\d{4})(\d{2})(\d{2})/u, '$1-$2-$3').replace(/T(\d{2})(\d{2})(\d{2})/u, 'T$1:$2:$3');
}
