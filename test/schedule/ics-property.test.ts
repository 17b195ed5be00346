import * as fc from 'fast-check';
import ICAL from 'ical.js';
import { IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import { readEvents } from '../../src/schedule/ics.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';
import { anEvent, calendarFile, exported, instantsIn } from './a-calendar.ts';
import { aZone } from './arbitrary.ts';

const minute = 60_000;
const day = 86_400_000;
const two = (number: number): string => String(number).padStart(2, '0');
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

const aTime = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59));
const aDay = fc
  .integer({ min: Date.UTC(2015, 0, 1) / day, max: Date.UTC(2035, 0, 1) / day })
  .map((number) => new Date(number * day));
const digits = (date: Date): string => date.toISOString().slice(0, 10).replaceAll('-', '');

/** A rule that picks its own start: what else it would mean is not defined. */
function aRule(start: Date): fc.Arbitrary<string> {
  const code = codes[(start.getUTCDay() + 6) % 7] ?? '';
  const nth = Math.ceil(start.getUTCDate() / 7);
  const pattern = fc.oneof(
    fc.constant('FREQ=DAILY'),
    fc.subarray(codes).map((more) => `FREQ=WEEKLY;BYDAY=${[...new Set([code, ...more])].join()}`),
    fc.constantFrom('FREQ=MONTHLY', `FREQ=MONTHLY;BYDAY=${nth}${code}`),
    fc.constant('FREQ=YEARLY'),
  );
  const end = fc.oneof(
    fc.constant(''),
    fc.integer({ min: 1, max: 30 }).map((count) => `;COUNT=${count}`),
    fc.integer({ min: 0, max: 900 }).map((days) => `;UNTIL=${digits(new Date(start.getTime() + days * day))}T235959Z`),
  );
  return fc
    .tuple(pattern, fc.integer({ min: 1, max: 4 }), end)
    .map(([part, interval, last]) => `${part};INTERVAL=${interval}${last}`);
}

const aSeries = aDay.chain((date) =>
  fc.record({
    zone: aZone,
    start: aTime.map(([hour, minutes]) => `${digits(date)}T${two(hour)}${two(minutes)}00`),
    minutes: fc.integer({ min: 1, max: 3_000 }),
    rule: aRule(date),
    left: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 3 }),
    moved: fc.option(fc.tuple(fc.integer({ min: 0, max: 5 }), aTime), { nil: null }),
  }),
);

/** What the clock of a zone shows as an instant, by looking: the first that shows it, else as before the jump. */
function instantAt(reading: number, clock: IANAZone): number {
  const guesses = [-1, 1]
    .map((side) => reading - clock.offset(reading + side * 1.5 * day) * minute)
    .sort((one, other) => one - other);
  const exact = guesses.find((guess) => guess + clock.offset(guess) * minute === reading);
  return exact ?? reading - clock.offset(reading - 1.5 * day) * minute;
}

/** Two changes of a clock within days, which the guesses do not see through. */
function isSteady(from: number, to: number, clock: IANAZone): boolean {
  let changes = 0;
  for (let at = from; at < to; at += day / 4) if (clock.offset(at) !== clock.offset(at + day / 4)) changes++;
  return changes <= 1;
}

function mergedSpans(spans: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const merged: [number, number][] = [];
  for (const [start, end] of [...spans].sort((one, other) => one[0] - other[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function written(reading: number): string {
  return new Date(reading).toISOString().replaceAll(/[-:]|\.000Z/g, '');
}

describe('an iCalendar file', () => {
  test('means what a second reader and a second library of zones say', () => {
    fc.assert(
      fc.property(aSeries, ({ zone, start, minutes, rule, left, moved }) => {
        const clock = IANAZone.create(zone);
        const first = ICAL.Time.fromString(
          start.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6'),
          new ICAL.Property('dtstart'),
        );
        const until = /UNTIL=(\d{8}T\d{6})Z/.exec(rule)?.[1];
        const iterator = ICAL.Recur.fromString(rule.replace(/;UNTIL=[^;]*/, '')).iterator(first);
        const readings: number[] = [];
        const limit =
          until === undefined
            ? Number.POSITIVE_INFINITY
            : Date.parse(until.replace(/(....)(..)(..)T(..)(..)(..)/, '$1-$2-$3T$4:$5:$6Z'));
        for (let next = iterator.next(); next !== null && readings.length < 60; next = iterator.next()) {
          const reading = Date.UTC(next.year, next.month - 1, next.day, next.hour, next.minute);
          if (instantAt(reading, clock) <= limit) readings.push(reading);
          else break;
        }
        // Somewhere a day was left out altogether, or the clock was set twice in a week.
        fc.pre(readings.every((reading) => isSteady(reading - 2 * day, reading + 3 * day, clock)));
        const known = readings.slice(0, 40);
        const out = new Set(left.flatMap((index) => known[index] ?? []));
        const [position = 0, [hour, quarter] = [0, 0]] = moved ?? [];
        const from = moved === null ? undefined : known[position];
        const to = from === undefined ? undefined : Math.floor(from / day) * day + (hour * 60 + quarter) * minute;
        const override =
          from === undefined || to === undefined
            ? []
            : anEvent(
                'UID:a',
                `RECURRENCE-ID;TZID=${zone}:${written(from)}`,
                `DTSTART;TZID=${zone}:${written(to)}`,
                'DURATION:PT30M',
              );
        const exceptions = [...out].map((reading) => `EXDATE;TZID=${zone}:${written(reading)}`);
        const series = anEvent(
          'UID:a',
          `DTSTART;TZID=${zone}:${start}`,
          `DURATION:PT${minutes}M`,
          `RRULE:${rule}`,
          ...exceptions,
        );
        const text = calendarFile(...series, ...override);

        const expected = known
          .filter((reading) => !out.has(reading) && reading !== from)
          .map((reading) => [instantAt(reading, clock), instantAt(reading, clock) + minutes * minute] as const);
        const also = to === undefined ? [] : [[instantAt(to, clock), instantAt(to, clock) + 30 * minute] as const];
        const begin = Date.UTC(2014, 11, 1);
        const end = readings.length > 40 ? instantAt(readings[40] ?? 0, clock) : Date.UTC(2100, 0, 1);
        const clipped = (spans: readonly (readonly [number, number])[]) =>
          spans.filter(([start_]) => start_ < end).map(([start_, end_]) => [start_, Math.min(end_, end)]);
        const found = instantsIn(text, 'Europe/Berlin', {
          from: new Date(begin).toISOString(),
          to: new Date(end).toISOString(),
        });

        expect(clipped(found)).toEqual(clipped(mergedSpans([...expected, ...also])));
      }),
      { numRuns: 400 },
    );
  });

  test('of any text is read, or refused', () => {
    const anyLine = fc.oneof(
      fc.string(),
      fc.constantFrom(
        'BEGIN:VEVENT',
        'END:VEVENT',
        'BEGIN:VTIMEZONE',
        'END:VTIMEZONE',
        'BEGIN:STANDARD',
        'END:STANDARD',
      ),
      fc
        .tuple(
          fc.constantFrom(
            'DTSTART',
            'DTEND',
            'DURATION',
            'RRULE',
            'RDATE',
            'EXDATE',
            'RECURRENCE-ID',
            'UID',
            'TZID',
            'TZOFFSETTO',
          ),
          fc.constantFrom('', ';VALUE=DATE', ';TZID=Europe/Berlin', ';TZID="x', ';VALUE=PERIOD'),
          fc.oneof(
            fc.string(),
            fc.constantFrom('20261201', '20261201T100000', '20261201T100000Z/P1D', 'PT1H', 'FREQ=DAILY;COUNT=3'),
          ),
        )
        .map(([name, parameters, value]) => `${name}${parameters}:${value}`),
    );

    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const read = readEvents(calendarFile(...lines), zoneNamed('Europe/Berlin'));

        expect(read.ok || read.problems.every(({ line }) => line >= 1)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('with a byte changed is read, or refused', () => {
    const text = exported('outlook');
    const change = fc.tuple(fc.nat({ max: text.length }), fc.constantFrom('', ' ', ':', '\n', '"', '9', 'Z', ';', '-'));

    fc.assert(
      fc.property(change, ([at, instead]) => {
        const read = readEvents(text.slice(0, at) + instead + text.slice(at + 1), zoneNamed('Europe/Berlin'));

        expect(typeof read.ok).toBe('boolean');
      }),
      { numRuns: 500 },
    );
  });

  test('with an event is read by ical.js to the same instants', () => {
    const component = new ICAL.Component(ICAL.parse(exported('google')));
    const single = component
      .getAllSubcomponents('vevent')
      .map((each) => new ICAL.Event(each))
      .find(({ summary }) => summary === 'Migration of the ledger');

    const found = instantsIn(exported('google'), 'Europe/Berlin', {
      from: '2026-11-12T00:00:00Z',
      to: '2026-11-13T00:00:00Z',
    });

    expect(found).toEqual([[single?.startDate.toJSDate().getTime(), single?.endDate.toJSDate().getTime()]]);
  });
});
