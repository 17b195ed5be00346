import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarAt } from '../../src/schedule/calendar.ts';
import { timelineOfDuring } from '../../src/schedule/during.ts';
import type { During } from '../../src/schedule/schedule.ts';
import { begunEarlier } from '../../src/schedule/timeline.ts';
import type { Timeline } from '../../src/schedule/timeline.ts';
import { together } from '../../src/schedule/together.ts';
import { union } from '../../src/schedule/union.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';
import { aSchedule } from './a-schedule.ts';
import { aDuring, anInstant, aZone } from './arbitrary.ts';
import { cpuTime } from '../cpu-time.ts';

const day = 86_400_000;
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

/** A rule that recurs, begun before an instant or about it, and sometimes ended or with an exception. */
function aRecurrence(near: number): fc.Arbitrary<During> {
  const at = (days: number, time: string) => `${new Date(near + days * day).toISOString().slice(0, 10)}T${time}`;
  return fc
    .record({
      begun: fc.integer({ min: -60, max: 5 }),
      time: fc.constantFrom('00:00', '01:30', '02:30', '12:00', '23:59'),
      days: fc.subarray(codes),
      duration: fc.constantFrom('1m', '45m', '3h', '30h', '5d'),
      part: fc.constantFrom(
        '',
        ';COUNT=9',
        ';INTERVAL=2',
        ';BYHOUR=1,2,3',
        ';UNTIL=20990101',
        `;UNTIL=${at(20, '').slice(0, 10).replaceAll('-', '')}`,
      ),
      left: fc.array(fc.integer({ min: -20, max: 40 }), { maxLength: 2 }),
    })
    .map(({ begun, time, days, duration, part, left }) => ({
      rrule: `${days.length === 0 ? 'FREQ=DAILY' : `FREQ=WEEKLY;BYDAY=${days.join()}`}${part}`,
      start: at(begun, time),
      duration,
      except: left.map((number) => at(number, time)),
    }));
}

/** The time of day that some parts of 90 seconds come to. */
function time(index: number): string {
  return new Date(index * 90_000).toISOString().slice(11, 19);
}

function spansOf(timeline: Timeline, from: number, to: number): readonly string[] {
  const spans: string[] = [];
  for (let at = from; ;) {
    const span = timeline(at);
    if (span === null || span.start >= to) return spans;
    // What began before the instant is of no interest.
    const start = Math.max(from, span.start);
    spans.push(`${new Date(start).toISOString()} ${Math.min(span.end, to) - start}`);
    at = span.end;
  }
}

describe('rules that are put together', () => {
  test('are what each of them is', () => {
    const aCase = anInstant.chain((from) =>
      fc.record({
        from: fc.constant(from),
        timezone: aZone,
        lead: fc.constantFrom(0, 1_799_999, 7 * 3_600_000, 3 * day),
        rules: fc.array(fc.oneof(aDuring(from), aRecurrence(from)), { minLength: 2, maxLength: 6 }),
      }),
    );

    fc.assert(
      fc.property(aCase, ({ from, timezone, lead, rules }) => {
        const until = from + 40 * day;
        const zone = zoneNamed(timezone);
        // What reaches past the horizon ends somewhere past it.
        const horizon = until + 10 * day;
        const setting = { zone, calendars: {}, lastDay: horizon / day + 8, unsure: 'holds' as const };
        const timed = () =>
          rules.map((during) => ({
            timeline: begunEarlier(timelineOfDuring(during, setting), lead),
            made: { during, setting },
          }));

        const all = union([together(timed(), { from, until: horizon, lead })], horizon);
        const each = union(
          timed().map(({ timeline }) => timeline),
          horizon,
        );

        expect(spansOf(all, from, until)).toEqual(spansOf(each, from, until));
      }),
      { numRuns: 500 },
    );
  });

  test('a thousand of them, tiling every day, never open, and are found to in time', () => {
    const tiles = Array.from({ length: 960 }, (_, index) => ({
      during:
        // Where the clock shows an hour twice, what lasts 90 seconds leaves a hole.
        index % 2 === 0 || index < 160
          ? { from: time(index), to: time(index + 1) }
          : { rrule: 'FREQ=DAILY', start: `2026-01-01T${time(index)}`, duration: '90s' },
    }));
    const schedule = (count: number) => ({
      schedule: aSchedule({ timezone: 'Europe/Berlin', freezes: tiles.slice(0, count) }),
      environment: 'production',
      runways: {},
    });
    const started = cpuTime();

    expect(calendarAt(schedule(960), '2026-11-24T10:00:00Z').nextOpening).toBeNull();
    expect(calendarAt(schedule(959), '2026-11-24T10:00:00Z').nextOpening).toBe('2026-11-24T22:58:30Z');
    expect(cpuTime() - started).toBeLessThan(3_000);
  });
});
