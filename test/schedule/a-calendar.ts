import { readFileSync } from 'node:fs';
import { readCalendar } from '../../src/schedule/calendars.ts';
import { readEvents } from '../../src/schedule/ics.ts';
import type { ReadEvents } from '../../src/schedule/ics.ts';
import { localText } from '../../src/schedule/instant.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';

const dayLength = 86_400_000;

/** An exported calendar as it lies among the fixtures. */
export function exported(name: string): string {
  return readFileSync(new URL(`fixtures/${name}.ics`, import.meta.url), 'utf8');
}

/** A calendar file with some lines in it. */
export function calendarFile(...lines: readonly string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
}

/** An event with some properties. */
export function anEvent(...properties: readonly string[]): readonly string[] {
  return ['BEGIN:VEVENT', ...properties, 'END:VEVENT'];
}

/** The problems of a file that cannot be read, as `line problem`. */
export function problemsIn(read: ReadEvents): readonly string[] {
  return read.ok ? [] : read.problems.map(({ line, problem }) => `${line} ${problem}`);
}

type Range = { readonly from: string; readonly to: string };

/** The instants at which the events of a file begin and end, those that touch made one. */
export function instantsIn(
  text: string,
  timezone: string,
  { from, to }: Range,
): readonly (readonly [number, number])[] {
  const zone = zoneNamed(timezone);
  const read = readEvents(text, zone);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const [start, end] = [Date.parse(from), Date.parse(to)];
  // What was read is kept with the policy, as JSON.
  const calendars = { it: JSON.parse(JSON.stringify({ ics: 'it.ics', ...read.events })) };
  const timeline = readCalendar(calendars, 'it', { zone, lastDay: end / dayLength + 2 }).timeline({
    before: 0,
    after: 0,
  });
  const found: (readonly [number, number])[] = [];
  for (let at = start; ;) {
    const span = timeline(at);
    if (span === null || span.start >= end) return found;
    found.push([span.start, span.end]);
    at = span.end;
  }
}

/** The same as the clock of the zone shows it: `Tue 2026-10-06 14:00 - Tue 2026-10-06 15:00`. */
export function spansIn(text: string, timezone: string, range: Range): readonly string[] {
  const zone = zoneNamed(timezone);
  const shown = (instant: number): string => localText(instant, zone).replace(` ${timezone}`, '');
  return instantsIn(text, timezone, range).map(([start, end]) => `${shown(start)} - ${shown(end)}`);
}
