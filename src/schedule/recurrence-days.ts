import { dateOf, dayNumber, firstDayOf, lengthOf, monthOfDay, weekdayOf } from './civil.ts';
import type { RecurrenceRule, RecurringWeekday } from './recurrence-rule.ts';

/** The days of a recurrence rule by its periods: days, weeks, months or years from the one that the rule starts in. */
export type Periods = {
  /** The number of the last period that begins no later than a day; the rule's first one is 0. */
  readonly at: (day: number) => number;
  readonly firstDay: (period: number) => number;
  /** The days that the rule picks in a period, in order. */
  readonly days: (period: number) => readonly number[];
};

/** The periods of a rule that starts on a day. */
export function periodsOf(written: RecurrenceRule, startDay: number): Periods {
  const rule = withDefaults(written, startDay);
  const { toUnit, firstDayOfUnit } = units[rule.frequency](rule.weekStart);
  const startUnit = toUnit(startDay);
  const firstDay = (period: number): number => firstDayOfUnit(startUnit + period * rule.interval);
  return {
    at: (day) => Math.max(0, Math.floor((toUnit(day) - startUnit) / rule.interval)),
    firstDay,
    days: (period) => {
      const first = firstDay(period);
      const next = firstDayOfUnit(startUnit + period * rule.interval + 1);
      const picked: number[] = [];
      for (let day = first; day < next; day++) if (isPicked(day, rule)) picked.push(day);
      return picked;
    },
  };
}

/** A unit of time as a number, and the first day of that unit. */
type Unit = { readonly toUnit: (day: number) => number; readonly firstDayOfUnit: (unit: number) => number };

const units: Readonly<Record<RecurrenceRule['frequency'], (weekStart: number) => Unit>> = {
  DAILY: () => ({ toUnit: (day) => day, firstDayOfUnit: (unit) => unit }),
  WEEKLY: (weekStart) => ({
    toUnit: (day) => Math.floor((day + 3 - weekStart) / 7),
    firstDayOfUnit: (unit) => unit * 7 - 3 + weekStart,
  }),
  MONTHLY: () => ({ toUnit: monthOfDay, firstDayOfUnit: firstDayOf }),
  YEARLY: () => ({ toUnit: (day) => dateOf(day).year, firstDayOfUnit: firstDayOfYear }),
};

function firstDayOfYear(year: number): number {
  return dayNumber({ year, month: 1, dayOfMonth: 1 });
}

/** What the start says where the rule names no day (RFC 5545: "information not found in the rule comes from DTSTART"). */
function withDefaults(rule: RecurrenceRule, startDay: number): RecurrenceRule {
  const { weeks, daysOfYear, daysOfMonth, weekdays, months, frequency } = rule;
  if ([weeks, daysOfYear, daysOfMonth, weekdays].some(({ length }) => length > 0)) return rule;
  const { month, dayOfMonth } = dateOf(startDay);
  const defaults: Readonly<Record<RecurrenceRule['frequency'], Partial<RecurrenceRule>>> = {
    DAILY: {},
    WEEKLY: { weekdays: [{ weekday: weekdayOf(startDay), nth: 0 }] },
    MONTHLY: { daysOfMonth: [dayOfMonth] },
    YEARLY: { daysOfMonth: [dayOfMonth], months: months.length > 0 ? months : [month] },
  };
  return { ...rule, ...defaults[frequency] };
}

function isPicked(day: number, rule: RecurrenceRule): boolean {
  if (rule.weekdays.length > 0 && !rule.weekdays.some((weekday) => isWeekday(day, weekday, rule))) return false;
  const { months, daysOfMonth, daysOfYear, weeks } = rule;
  if (months.length + daysOfMonth.length + daysOfYear.length + weeks.length === 0) return true;
  const { year, month, dayOfMonth } = dateOf(day);
  return (
    isNamed(months, month, 0) &&
    isNamed(daysOfMonth, dayOfMonth, lengthOf(year * 12 + month - 1)) &&
    (daysOfYear.length === 0 || isNamed(daysOfYear, day - firstDayOfYear(year) + 1, daysIn(year))) &&
    (weeks.length === 0 || isInWeeks(day, rule))
  );
}

/** Whether a list is empty or has a number, counted from the start or, if negative, from the end. */
function isNamed(list: readonly number[], number: number, length: number): boolean {
  return list.length === 0 || list.includes(number) || (length > 0 && list.includes(number - length - 1));
}

function daysIn(year: number): number {
  return firstDayOfYear(year + 1) - firstDayOfYear(year);
}

function isWeekday(day: number, { weekday, nth }: RecurringWeekday, rule: RecurrenceRule): boolean {
  if (weekdayOf(day) !== weekday) return false;
  if (nth === 0) return true;
  const { first, next } = boundsOfCount(day, rule);
  return nth === Math.floor((day - first) / 7) + 1 || nth === -Math.floor((next - 1 - day) / 7) - 1;
}

/** In what `2MO` counts: in the month, or in the year if the rule is yearly and names no month. */
function boundsOfCount(day: number, rule: RecurrenceRule): { readonly first: number; readonly next: number } {
  const month = monthOfDay(day);
  if (rule.frequency === 'MONTHLY' || rule.months.length > 0) {
    return { first: firstDayOf(month), next: firstDayOf(month + 1) };
  }
  const year = Math.floor(month / 12);
  return { first: firstDayOfYear(year), next: firstDayOfYear(year + 1) };
}

/** A week belongs to the year that has at least four of its days, so its fourth day tells the year. */
function isInWeeks(day: number, { weeks, weekStart }: RecurrenceRule): boolean {
  const fourth = day - ((weekdayOf(day) - weekStart + 7) % 7) + 3;
  const { year } = dateOf(fourth);
  const week = Math.floor((fourth - firstDayOfYear(year)) / 7) + 1;
  const lastFourth = lastFourthDay(year, weekStart);
  return isNamed(weeks, week, Math.floor((lastFourth - firstDayOfYear(year)) / 7) + 1);
}

// 28 December always lies in the last week of its year.
function lastFourthDay(year: number, weekStart: number): number {
  const day = dayNumber({ year, month: 12, dayOfMonth: 28 });
  return day - ((weekdayOf(day) - weekStart + 7) % 7) + 3;
}
