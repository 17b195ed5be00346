import { businessDaysWithout } from './business-days.ts';
import type { BusinessDays } from './business-days.ts';
import { noDays } from './calendars.ts';
import type { CalendarDays } from './calendars.ts';
import { day } from './civil.ts';
import { businessDaysOfMonth, listed, monthly, nthWeekdays, weekly } from './days.ts';
import { aroundKeyDates } from './key-date.ts';
import { inZone, onDays, wholeDay } from './local-spans.ts';
import type { Hours, LocalSpans } from './local-spans.ts';
import { once } from './once.ts';
import { recurring } from './recurrence.ts';
import type { During, DuringOf, DuringShape } from './schedule.ts';
import { always, timelineOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';
import { spanOfWeek, yearly } from './turning.ts';
import { readTime } from './written.ts';
import type { Zone } from './zone.ts';

/** What a `during` is read with. */
export type Setting = {
  readonly zone: Zone;
  readonly calendars: (name: string) => CalendarDays;
  /** The last day, in any zone, that matters. */
  readonly lastDay: number;
};

/** When a rule holds: at any time if it says nothing. */
export function timelineOfDuring(during: During | undefined, setting: Setting): Timeline {
  if (during === undefined) return timelineOf([always]);
  if ('rrule' in during) return recurring(during, setting);
  if (shapeOf(during) === 'once') return timelineOf([once(boundsOf(during), setting.zone)]);
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

type Bounded = Exclude<During, DuringOf<'recurrence'>>;

function localSpansOf(during: Bounded, setting: Setting): LocalSpans {
  const { lastDay, calendars } = setting;
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
  if ('calendar' in during) return onDays(calendars(during.calendar).next, hoursAround(during));
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

function hoursAround({ daysBefore = 0, daysAfter = 0 }: DuringOf<'calendar'>): Hours {
  return { from: -daysBefore * day, to: (1 + daysAfter) * day };
}

function businessDaysOf(calendar: string | undefined, { calendars }: Setting): BusinessDays {
  return businessDaysWithout((calendar === undefined ? noDays : calendars(calendar)).has);
}
