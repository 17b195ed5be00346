import type { ZoneChanges } from './calendar-data.ts';
import { day, dayNumber, second } from './civil.ts';
import { propertiesOf, propertyOf } from './ics-components.ts';
import type { Component } from './ics-components.ts';
import type { ContentLine, EventsProblem } from './ics-lines.ts';
import { ruleTextOf } from './ics-rule.ts';
import { readOffsetFromUtc, readPoint } from './ics-values.ts';
import { dateTimeText, isoOf } from './instant.ts';
import { occurrences } from './recurrence.ts';
import { readRecurrence } from './recurrence-rule.ts';
import { zoneNamed } from './zone.ts';
import type { Zone } from './zone.ts';

// Before the first of these years nothing is judged, after the last nothing is looked for.
const firstDay = dayNumber({ year: 1990, month: 1, dayOfMonth: 1 });
const lastDay = dayNumber({ year: 2100, month: 12, dayOfMonth: 31 });
const mostChanges = 1_000;

type Change = { readonly instant: number; readonly before: number; readonly offset: number };

/** When a zone that a file defines changes its offset, or what is wrong with the definition. */
export function changesIn(component: Component): ZoneChanges | EventsProblem {
  const found: Change[] = [];
  for (const part of component.parts.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT')) {
    const changes = changesOfPart(part);
    if ('problem' in changes) return changes;
    found.push(...changes);
    if (found.length > mostChanges) return broken(part, `changes its clock more than ${mostChanges} times`);
  }
  const [first, ...others] = found.sort((one, other) => one.instant - other.instant);
  if (first === undefined) return broken(component, 'says nothing of its offsets from UTC');
  return {
    offset: first.before,
    changes: [first, ...others].map(({ instant, offset }) => ({ from: isoOf(instant), offset })),
  };
}

function changesOfPart(part: Component): readonly Change[] | EventsProblem {
  const before = offsetOf(part, 'TZOFFSETFROM');
  const offset = offsetOf(part, 'TZOFFSETTO');
  const start = readPoint(propertyOf(part, 'DTSTART')?.value ?? '', zoneNamed('UTC'));
  if (before === null || offset === null) return broken(part, 'needs `TZOFFSETFROM` and `TZOFFSETTO` like `+0100`');
  if (start?.kind !== 'time') return broken(part, 'needs `DTSTART` with a date and a time');
  const readings = [start.reading];
  for (const rule of propertiesOf(part, 'RRULE')) {
    const problem = problemOfRule(rule);
    if (problem !== null) return problem;
    readings.push(...readingsOf(rule, start.reading, before));
  }
  for (const { value } of propertiesOf(part, 'RDATE')) readings.push(...readingsIn(value));
  return [...new Set(readings)].map((reading) => ({ instant: reading - before * second, before, offset }));
}

function offsetOf(part: Component, name: string): number | null {
  return readOffsetFromUtc(propertyOf(part, name)?.value ?? '');
}

function problemOfRule({ line, value }: ContentLine): EventsProblem | null {
  const read = readRecurrence(ruleTextOf(value));
  return read.ok ? null : { line, problem: read.problem, remedy: null };
}

/** The readings of the clock, before it is changed, at which a rule changes it. */
function readingsOf({ value }: ContentLine, start: number, before: number): readonly number[] {
  const zone = fixedZone(before * second);
  const next = occurrences({ rrule: ruleTextOf(value), start: dateTimeText(start) }, { zone, lastDay });
  const readings: number[] = [];
  let reading = next(firstDay * day);
  while (reading !== null && readings.length <= mostChanges) {
    readings.push(reading);
    reading = next(reading + 1);
  }
  return readings;
}

function readingsIn(value: string): readonly number[] {
  return value.split(',').flatMap((text) => {
    const point = readPoint(text, zoneNamed('UTC'));
    return point?.kind === 'time' ? [point.reading] : [];
  });
}

function fixedZone(offset: number): Zone {
  const add = (instant: number): number => instant + offset;
  const take = (reading: number): number => reading - offset;
  return { name: '', readingAt: add, readingBefore: add, startOf: take, endOf: take };
}

function broken({ line, name }: Component, what: string): EventsProblem {
  return { line, problem: `\`${name}\` ${what}`, remedy: 'name the zone by an IANA name like `Europe/Berlin`' };
}
