import { businessDaysWithout } from './business-days.ts';
import type { BusinessDays } from './business-days.ts';
import { readCalendar } from './calendars.ts';
import { day } from './civil.ts';
import { businessDaysOfMonth, listed, monthly, nthWeekdays, weekly } from './days.ts';
import { doubtfulSpans } from './doubt.ts';
import { aroundKeyDates } from './key-date.ts';
import { inZone, onDays, wholeDay } from './local-spans.ts';
import type { Hours, LocalSpans } from './local-spans.ts';
import { once } from './once.ts';
import { recurring } from './recurrence.ts';
import type { During, DuringOf, DuringShape, Schedule } from './schedule.ts';
import { always, subtract, timelineOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { spanOfWeek, yearly } from './turning.ts';
import { union } from './union.ts';
import { readTime } from './written.ts';
import type { Zone } from './zone.ts';

/** What a `during` is read with. */
export type Setting = {
  readonly zone: Zone;
  readonly calendars: Schedule['calendars'];
  /** The last day, in any zone, that matters. */
  readonly lastDay: number;
  /** Whether the rule holds where its calendar knows nothing: whatever is worse. */
  readonly unsure: 'holds' | 'holds-not';
};

/** When a rule holds: at any time if it says nothing. */
export function timelineOfDuring(during: During | undefined, setting: Setting): Timeline {
  if (during === undefined) return timelineOf([always]);
  const known = knownTimeline(during, setting);
  const doubtful = doubtfulSpans(during, setting.calendars, setting.zone);
  if (doubtful.length === 0) return known;
  if (setting.unsure === 'holds-not') return subtract(known, doubtful);
  return union([known, timelineOf(doubtful)], (setting.lastDay + 1) * day);
}

/** When a rule holds as far as its calendar knows. */
function knownTimeline(during: During, setting: Setting): Timeline {
  if ('rrule' in during) return recurring(during, setting);
  if (shapeOf(during) === 'once') return timelineOf([once(boundsOf(during), setting.zone)]);
  if (isOfCalendar(during)) return aroundCalendar(during, setting);
  return inZone(localSpansOf(during, setting), setting.zone);
}

/** The shape that a `during` has. */
export function shapeOf(during: During): DuringShape {
  const found = shapeOfKey.find(([key]) => key in during);
  return found === undefined ? shapeOfBounds(boundsOf(during).from) : found[1];
}

// The first that is there counts: `days` and `calendar` stand in several shapes.
const shapeOfKey = [
  ['rrule', 'recurrence'],
  ['keyDate', 'keyDate'],
  ['nthDays', 'nthWeekday'],
  ['businessDays', 'businessDay'],
  ['daysOfMonth', 'monthly'],
  ['dates', 'dates'],
  ['calendar', 'calendar'],
  ['days', 'weekly'],
] as const satisfies readonly (readonly [string, DuringShape])[];

function shapeOfBounds(from: string): DuringShape {
  if (/^[a-z]/u.test(from)) return 'weekSpan';
  if (/^\d{4}-/u.test(from)) return 'once';
  return /^\d{2}-/u.test(from) ? 'yearly' : 'weekly';
}

type Bounded = Exclude<During, DuringOf<'recurrence' | 'calendar'>>;

/** What a `during` is on the clock of its zone. */
export function localSpansOf(during: Bounded, setting: Setting): LocalSpans {
  const { lastDay } = setting;
  if ('keyDate' in during) {
    return aroundKeyDates({ ...during, businessDays: businessDaysOf(during.calendar, setting) }, lastDay);
  }
  if ('nthDays' in during) return onDays(nthWeekdays(during, lastDay), hoursOf(during));
  if ('businessDays' in during) {
    const days = businessDaysOfMonth({ ...during, of: businessDaysOf(during.calendar, setting) }, lastDay);
    return onDays(days, hoursOf(during));
  }
  if ('daysOfMonth' in during) return onDays(monthly(during, lastDay), hoursOf(during));
  if ('dates' in during) return onDays(listed(during.dates), hoursOf(during));
  if ('days' in during) return onDays(weekly(during), hoursOf(during));
  return betweenBounds(during);
}

/** A shape that has nothing but its bounds. */
function betweenBounds(during: DuringOf<'weekly' | 'weekSpan' | 'once' | 'yearly'>): LocalSpans {
  const bounds = boundsOf(during);
  const shape = shapeOfBounds(bounds.from);
  if (shape === 'weekSpan') return spanOfWeek(bounds);
  return shape === 'yearly' ? yearly(bounds) : onDays(weekly({}), hoursOf(during));
}

/** The bounds of a shape that must have both. */
function boundsOf(during: During): { readonly from: string; readonly to: string } {
  const { from = '', to = '' } = 'from' in during || 'to' in during ? during : {};
  return { from, to };
}

/** The part of the day; `to` not after `from` is on the next day. */
function hoursOf({ from, to }: { readonly from?: string; readonly to?: string }): Hours {
  const start = from === undefined ? wholeDay.from : readTime(from);
  const end = to === undefined ? wholeDay.to : readTime(to);
  return { from: start, to: end > start ? end : end + day };
}

function isOfCalendar(during: During): during is DuringOf<'calendar'> {
  return shapeOf(during) === 'calendar';
}

function aroundCalendar({ calendar, daysBefore = 0, daysAfter = 0 }: DuringOf<'calendar'>, setting: Setting): Timeline {
  return readCalendar(setting.calendars, calendar, setting).timeline({ before: daysBefore, after: daysAfter });
}

function businessDaysOf(calendar: string | undefined, setting: Setting): BusinessDays {
  if (calendar === undefined) return businessDaysWithout(() => false);
  return businessDaysWithout(readCalendar(setting.calendars, calendar, setting).names);
}
