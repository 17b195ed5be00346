import type { Calendar } from './calendar-data.ts';
import { noSuchDate, problemsOfDates } from './lint-dates.ts';
import { doubtful, under, wrong } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import type { Schedule } from './schedule.ts';
import { readDate } from './written.ts';

const warnedDaysBefore = 60;

/** What is wrong with calendars; lists that run out. */
export function problemsOfCalendars(calendars: Schedule['calendars'], today: number | null): ScheduleProblems {
  return Object.entries(calendars).flatMap(([name, calendar]) =>
    under(`/calendars/${name}`, problemsOfCalendar(calendar, today)),
  );
}

function problemsOfCalendar(calendar: Calendar, today: number | null): ScheduleProblems {
  // The other kinds were read, and found without fault, to get here.
  if ('ics' in calendar || 'holidays' in calendar) return [];
  const { dates, until } = calendar;
  return [...under('/dates', problemsOfDates(dates)), ...(until === undefined ? [] : problemsOfUntil(until, today))];
}

function problemsOfUntil(text: string, today: number | null): ScheduleProblems {
  const until = readDate(text);
  if (until === null) return [noSuchDate('/until', text)];
  if (today === null || today + warnedDaysBefore < until) return [];
  const remedy = 'add the dates that follow, and move `until`';
  if (today > until) return [wrong('/until', `the list ran out on ${text}`, remedy)];
  const days = until - today;
  return [doubtful('/until', `the list runs out on ${text}, in ${days} ${days === 1 ? 'day' : 'days'}`, remedy)];
}
