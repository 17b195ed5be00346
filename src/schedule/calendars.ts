import { daysInDates, inOrder } from './days.ts';
import type { Days } from './local-spans.ts';
import type { Schedule } from './schedule.ts';
import { existing } from './written.ts';

/** The days of a calendar. */
export type CalendarDays = { readonly has: (day: number) => boolean; readonly next: Days };

/** A calendar that names no day. */
export const noDays: CalendarDays = { has: () => false, next: () => null };

/** The days of a calendar of the policy by its name; each calendar is read once. */
export function calendarsOf(calendars: Schedule['calendars']): (name: string) => CalendarDays {
  const known = new Map<string, CalendarDays>();
  return (name) => {
    const days = known.get(name) ?? readCalendar(calendars, name);
    known.set(name, days);
    return days;
  };
}

function readCalendar(calendars: Schedule['calendars'], name: string): CalendarDays {
  const calendar = existing(calendars[name] ?? null, name);
  if (!('dates' in calendar)) throw new RangeError(`calendar \`${name}\` is of a kind that is not supported yet`);
  const days = daysInDates(calendar.dates);
  const all = new Set(days);
  return { has: (day) => all.has(day), next: inOrder(days) };
}
