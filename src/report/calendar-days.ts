import { dateOf, day, dayOfReading, firstDayOf, lengthOf, monthOfDay, weekdayOf } from '../schedule/civil.ts';
import type { CivilDate } from '../schedule/civil.ts';
import type { CalendarRule } from './calendar-rules.ts';
import { within } from './calendar-stretch.ts';
import type { Period, Stretch } from './calendar-stretch.ts';
import type { CalendarView } from './calendar-view.ts';
import { monthNames, zoneOrUtc } from './words.ts';

/** How a day stands: `unseen` lies outside what was asked for. */
export type DayState = 'open' | 'partly' | 'closed' | 'unseen';

export type CalendarDay = Period & {
  /** Days since 1970-01-01. */
  readonly number: number;
  readonly date: CivilDate;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly state: DayState;
  readonly isToday: boolean;
  readonly stretches: readonly Stretch[];
  /** Freezes and exceptions that hold on some of the day. */
  readonly rules: readonly MarkedRule[];
};

export type CalendarMonth = { readonly title: string; readonly days: readonly CalendarDay[] };

/** A freeze or exception with the letter that stands for it on its days. */
export type MarkedRule = { readonly letter: string; readonly rule: CalendarRule };

/** The months that the view reaches into, each with all of its days. */
export function monthsOf(view: CalendarView): readonly CalendarMonth[] {
  const { from, to } = view.range;
  if (from >= to) return [];
  const start = monthOfDay(dayAt(from, view));
  const count = monthOfDay(dayAt(to - 1, view)) - start + 1;
  const marked = markedRules(view);
  return Array.from({ length: count }, (_, index) => {
    const first = firstDayOf(start + index);
    const { year, month } = dateOf(first);
    const days = Array.from({ length: lengthOf(start + index) }, (_day, each) => dayOf(first + each, view, marked));
    return { title: `${monthNames[month - 1] ?? ''} ${year}`, days };
  });
}

/** The days that the view covers. */
export function daysOf(view: CalendarView): readonly CalendarDay[] {
  return monthsOf(view)
    .flatMap(({ days }) => days)
    .filter(({ from, to }) => from < view.range.to && to > view.range.from);
}

/** The freezes and exceptions of a view, each with its letter; past the 52nd they share a `+`. */
export function markedRules({ rules }: Pick<CalendarView, 'rules'>): readonly MarkedRule[] {
  return rules
    .filter(({ kind }) => kind === 'freeze' || kind === 'exception')
    .map((rule, index) => ({ letter: letters.charAt(index) || several, rule }));
}

/** The letter that stands on a day; a plus for several rules, nothing for none. */
export function letterOf({ rules }: Pick<CalendarDay, 'rules'>): string {
  const [first, ...others] = rules;
  if (first === undefined) return '';
  return others.length === 0 ? first.letter : several;
}

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const several = '+';

function dayAt(instant: number, { timezone }: Pick<CalendarView, 'timezone'>): number {
  return dayOfReading(zoneOrUtc(timezone).readingAt(instant));
}

function dayOf(number: number, view: CalendarView, marked: readonly MarkedRule[]): CalendarDay {
  const zone = zoneOrUtc(view.timezone);
  const period = { from: zone.startOf(number * day), to: zone.startOf((number + 1) * day) };
  const stretches = within(view.stretches, period);
  return {
    ...period,
    number,
    date: dateOf(number),
    weekday: weekdayOf(number),
    state: stateOf(stretches),
    isToday: number === dayAt(Date.parse(view.moment.evaluatedAt), view),
    stretches,
    rules: marked.filter(({ rule }) => within(rule.periods, period).length > 0),
  };
}

/** Open if all that is known of the day is, closed if nothing is. */
function stateOf(stretches: readonly Stretch[]): DayState {
  if (stretches.length === 0) return 'unseen';
  if (stretches.every(({ open }) => open)) return 'open';
  return stretches.some(({ open }) => open) ? 'partly' : 'closed';
}
