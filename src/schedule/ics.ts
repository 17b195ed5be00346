import type { EventCalendar } from './calendar-data.ts';
import { componentsOf } from './ics-components.ts';
import { calendarOf } from './ics-calendar.ts';
import { readEvent } from './ics-event.ts';
import { contentLines, mostProblems } from './ics-lines.ts';
import type { EventsProblem } from './ics-lines.ts';
import { zonesIn } from './ics-zones.ts';
import type { Zone } from './zone.ts';

export type { EventsProblem } from './ics-lines.ts';

export type ReadEvents =
  | { readonly ok: true; readonly events: Omit<EventCalendar, 'ics'> }
  | { readonly ok: false; readonly problems: readonly EventsProblem[] };

const mostEvents = 20_000;
const mostSeries = 2_000;

/** The events of an iCalendar file (RFC 5545): times without a zone are on the clock of `zone`. */
export function readEvents(text: string, zone: Zone): ReadEvents {
  const content = text.replace(/^\uFEFF/u, '');
  if (!/^\s*BEGIN:VCALENDAR\s*$/imu.test(content.slice(0, 1_000))) return refused([noCalendar]);
  const { lines, problems } = contentLines(content);
  const tree = problems.length > 0 ? { calendars: [], problems } : componentsOf(lines);
  if (tree.problems.length > 0) return refused(tree.problems);
  const parts = tree.calendars.flatMap((calendar) => calendar.parts);
  const components = parts.filter(({ name }) => name === 'VEVENT');
  const last = components[mostEvents];
  if (last !== undefined) return refused([tooMany(last.line, `${mostEvents} events`)]);
  const zones = zonesIn(parts.filter(({ name }) => name === 'VTIMEZONE'));
  const read = components.map((component) => readEvent(component, { zones, zone }));
  const found = [...zones.problems, ...read.flatMap((each) => each.problems)];
  if (found.length > 0) return refused(found);
  const events = read.flatMap(({ event }) => event ?? []);
  const excess = events.filter(({ rules }) => rules.length > 0)[mostSeries];
  if (excess !== undefined) return refused([tooMany(excess.line, `${mostSeries} events that repeat`)]);
  return { ok: true, events: calendarOf(events, { zone, defined: zones.defined }) };
}

function refused(problems: readonly EventsProblem[]): ReadEvents {
  return { ok: false, problems: problems.slice(0, mostProblems) };
}

const noCalendar: EventsProblem = {
  line: 1,
  problem: 'this is no iCalendar file: it does not begin with `BEGIN:VCALENDAR`',
  remedy: 'export the calendar as an .ics file',
};

function tooMany(line: number, most: string): EventsProblem {
  return {
    line,
    problem: `the calendar has more than ${most}`,
    remedy: 'export only the events that close or open the gate',
  };
}
