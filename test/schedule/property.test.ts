import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarAt, calendarSpans } from '../../src/schedule/calendar.ts';
import { timelineOfDuring } from '../../src/schedule/during.ts';
import { judgeSchedule } from '../../src/schedule/judge.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';
import { aJudgedChange } from '../builders.ts';
import { aSchedule } from './a-schedule.ts';
import { aDuring, anInstant, aZone } from './arbitrary.ts';
import { minutesIn } from './reference.ts';

const minute = 60_000;
const day = 86_400_000;
const runs = { numRuns: 300 };
const text = (instant: number): string => new Date(instant).toISOString();

const aRule = (near: number) => fc.record({ during: aDuring(near), timezone: aZone }, { requiredKeys: ['during'] });

const aCase = anInstant.chain((at) =>
  fc.record({
    at: fc.constant(at),
    timezone: aZone,
    windows: fc.array(aRule(at), { maxLength: 3 }),
    freezes: fc.array(aRule(at), { maxLength: 3 }),
    runway: fc.constantFrom('0m', '1m', '45m', '7h', '2d'),
  }),
);

type Parts = Parameters<typeof aSchedule>[0];

function production(parts: Parts) {
  return { schedule: aSchedule(parts), environment: 'production', runways: {} };
}

describe('what a rule means in time', () => {
  test('is what the clock of its zone shows, minute by minute', () => {
    const anyRule = anInstant.chain((at) => fc.record({ at: fc.constant(at), during: aDuring(at), timezone: aZone }));

    fc.assert(
      fc.property(anyRule, ({ at, during, timezone }) => {
        const range = { from: at, to: at + 4 * day };
        const zone = zoneNamed(timezone);
        const setting = { zone, calendars: {}, lastDay: range.to / day + 3, unsure: 'holds' as const };
        const timeline = timelineOfDuring(during, setting);

        const expected = minutesIn(during, timezone, range);
        const wrong = expected.findIndex((isIn, index) => {
          const span = timeline(at + index * minute);
          return isIn !== (span !== null && span.start <= at + index * minute);
        });

        expect(wrong < 0 ? 'nowhere' : text(at + wrong * minute)).toBe('nowhere');
      }),
      runs,
    );
  });
});

describe('a schedule', () => {
  test('opens at its next opening and not a millisecond before', () => {
    fc.assert(
      fc.property(aCase, ({ at, ...parts }) => {
        const place = production(parts);
        const { open, nextOpening } = calendarAt(place, text(at));
        fc.pre(nextOpening !== null);
        const opening = Date.parse(nextOpening ?? '');

        const atOpening = calendarAt(place, text(opening)).open;
        const before = calendarAt(place, text(opening - 1)).open;

        expect({ isLater: opening > at, atOpening, before: open ? false : before }).toEqual({
          isLater: !open,
          atOpening: true,
          before: false,
        });
      }),
      runs,
    );
  });

  test('is closed all the way to its next opening, and open from there to its next closing', () => {
    fc.assert(
      fc.property(aCase, fc.double({ min: 0, max: 0.999, noNaN: true }), ({ at, ...parts }, part) => {
        const place = production(parts);
        const { nextOpening, nextClosing } = calendarAt(place, text(at));
        const opening = nextOpening === null ? at + 400 * day : Date.parse(nextOpening);
        const closing = nextClosing === null ? at + 400 * day : Date.parse(nextClosing);
        const isOpen = (instant: number) => calendarAt(place, text(instant)).open;

        const before = opening === at || !isOpen(at + Math.floor((opening - at) * part));
        const after = nextOpening === null || isOpen(opening + Math.floor((closing - opening) * part));
        const closed = nextClosing === null || !isOpen(closing + 1);

        expect({ before, after, closed }).toEqual({ before: true, after: true, closed: true });
      }),
      runs,
    );
  });

  test('has spans without gaps that agree with what is said of each instant in them', () => {
    fc.assert(
      fc.property(aCase, ({ at, ...parts }) => {
        const place = production(parts);

        const { spans } = calendarSpans(place, { from: text(at), to: text(at + 3 * day) });

        const bounds = spans.map(({ from, to }) => [Date.parse(from), Date.parse(to)] as const);
        expect(bounds.map(([from]) => from)).toEqual([at, ...bounds.slice(0, -1).map(([, to]) => to)]);
        expect(bounds.at(-1)?.[1]).toBe(at + 3 * day);
        // A start exactly a runway before something closes still fits: look inside.
        const inside = spans.map(({ from, to }) => Math.floor((Date.parse(from) + Date.parse(to)) / 2));
        const moments = inside.map((instant) => calendarAt(place, text(instant)));
        expect(moments.map(({ open, decidedBy }) => ({ open, rules: decidedBy }))).toEqual(
          spans.map(({ open, rules }) => ({ open, rules })),
        );
      }),
      runs,
    );
  });

  test('is not opened by a further freeze', () => {
    fc.assert(
      fc.property(aCase, aDuring(Date.UTC(2026, 5, 1)), ({ at, ...parts }, during) => {
        const judge = (freezes: typeof parts.freezes) =>
          judgeSchedule({
            schedule: aSchedule({ ...parts, freezes }),
            change: aJudgedChange({ evaluatedAt: text(at) }),
            runways: {},
            lane: 'none',
          }).judgement;

        const less = judge(parts.freezes);
        const more = judge([...parts.freezes, { during }]);

        expect(less.open || !more.open).toBe(true);
        expect(Date.parse(less.nextOpening ?? '9999-01-01')).toBeLessThanOrEqual(
          Date.parse(more.nextOpening ?? '9999-01-01'),
        );
      }),
      runs,
    );
  });

  test('is not opened by a fact that is not known', () => {
    const scope = fc.record(
      {
        services: fc.constantFrom(['web'], ['pay-*']),
        environments: fc.constantFrom(['production'], ['staging']),
        when: fc.constantFrom('operations.openIncidents > 0', 'operations.openIncidents == 0'),
      },
      { requiredKeys: [] },
    );
    const scopes = fc.array(scope, { minLength: 6, maxLength: 6 });
    const hidden = fc.subarray(['services', 'environment', 'openIncidents'], { minLength: 1 });
    const services = fc.subarray(['web', 'pay-in', 'docs']);

    fc.assert(
      fc.property(fc.record({ given: aCase, scopes, hidden, services }), ({ given, scopes: limits, ...rest }) => {
        const { at, ...parts } = given;
        const windows = parts.windows.map((rule, index) => ({ ...rule, ...limits[index] }));
        const freezes = parts.freezes.map((rule, index) => ({ ...rule, ...limits[3 + index] }));
        const schedule = aSchedule({ ...parts, windows, freezes });
        const isOpen = (names: readonly string[]): boolean => {
          const hide = <T>(name: string, value: T) => (names.includes(name) ? { unknown: 'not given' } : value);
          const change = aJudgedChange({
            evaluatedAt: text(at),
            services: hide('services', rest.services),
            environment: hide('environment', 'production'),
            operations: { openIncidents: hide('openIncidents', 0) },
          });
          return judgeSchedule({ schedule, change, runways: { web: '3h' }, lane: 'none' }).judgement.open;
        };

        expect(isOpen([]) || !isOpen(rest.hidden)).toBe(true);
      }),
      runs,
    );
  });
});
