import { readdirSync, readFileSync } from 'node:fs';
import { load } from 'js-yaml';
import { describe, expect, test } from 'vitest';
import { calendarAt } from '../../src/schedule/calendar.ts';
import { scheduleProblems } from '../../src/schedule/lint.ts';
import { aSchedule } from './a-schedule.ts';

// What other products, RFC 5545 and its examples, reported problems and the zone database say about windows and freezes,
// in the words of the policy language. Each case was computed twice, independently of this code.

type Case = {
  readonly id: string;
  readonly about: string;
  readonly source: string;
  readonly schedule: Parameters<typeof aSchedule>[0];
  readonly environment?: string;
  readonly service?: string;
  readonly at: string;
  readonly expected: 'open' | 'closed';
  /** The next change from open to closed or back; null: none; left out: not stated. */
  readonly changes?: string | null;
};

const folder = new URL('cases/', import.meta.url);

/** What the language cannot say, and why. */
const unsayable = {
  'precedence-manual-03': 'there is no manual trigger that a freeze lets pass; who deploys by hand uses an exception',
  'precedence-manual-04': 'the same: windows do not know how a deployment was started',
  'precedence-manual-07': 'the same',
  'invalid-01': 'there are no cron expressions; weekdays have names',
  'invalid-03': 'there are no cron expressions',
  'invalid-15': 'there are no cron expressions; a day 0 of the month is refused (see the schedule checks)',
} as const;

const sought = 400 * 86_400_000;

describe.each(readdirSync(folder).toSorted())('the cases of %s', (file) => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the cases are ours
  const { cases } = load(readFileSync(new URL(file, folder), 'utf8')) as { readonly cases: readonly Case[] };

  test.each(cases)('$id: $about', ({ schedule: parts, environment = 'production', service, at, expected, changes }) => {
    const schedule = aSchedule(parts);
    const place = { schedule, environment, services: service === undefined ? [] : [service], runways: {} };

    const problems = scheduleProblems(schedule, { today: null }).filter(({ severity }) => severity === 'error');
    const { open, nextOpening, nextClosing } = calendarAt(place, at);

    const changed = open ? nextClosing : nextOpening;
    expect(problems).toEqual([]);
    expect(open).toBe(expected === 'open');
    expect(changed).toBe(withinReach(changes ?? (changes === null ? null : changed), at));
  });
});

/** A change of state that lies further ahead than it is sought is not found. */
function withinReach(changes: string | null, at: string): string | null {
  return changes !== null && Date.parse(changes) <= Date.parse(at) + sought ? changes : null;
}

describe('what the language cannot say', () => {
  test.each(Object.entries(unsayable))('%s: %s', (id) => {
    const files = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'));

    expect(files.some((text) => text.includes(`id: ${id}\n`))).toBe(false);
  });
});
