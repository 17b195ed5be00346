import { describe, expect, test } from 'vitest';
import { shapeOf, timelineOfDuring } from '../../src/schedule/during.ts';
import { localText } from '../../src/schedule/instant.ts';
import type { During, DuringShape } from '../../src/schedule/schedule.ts';
import { merge, timelineOf } from '../../src/schedule/timeline.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';

const berlin = zoneNamed('Europe/Berlin');
const calendars = {
  bavaria: { dates: ['2026-12-24..2026-12-26', '2026-12-31', '2027-01-01', '2027-01-06'] },
  always: { dates: ['2010-01-01..2045-12-31'] },
};

/** The first spans from 1 December 2026 on, as the clock shows them: `01 10:00 - 01 12:00` and with its month if not December. */
function spansOf(during: During, most = 3): readonly string[] {
  const until = Date.parse('2028-01-05T00:00:00Z');
  const setting = { zone: berlin, calendars, lastDay: until / 86_400_000, unsure: 'holds' as const };
  const timeline = timelineOfDuring(during, setting);
  const spans: string[] = [];
  for (let at = Date.parse('2026-11-30T23:00:00Z'); spans.length < most;) {
    const span = timeline(at);
    if (span === null || span.start > until) break;
    spans.push(`${shown(span.start)} - ${shown(span.end)}`);
    at = span.end;
  }
  return spans;
}

function shown(instant: number): string {
  return localText(instant, berlin).slice(4).replace(' Europe/Berlin', '').replace('2026-12-', '');
}

describe('a `during`', () => {
  test.each<{ readonly shape: DuringShape; readonly during: During; readonly spans: readonly string[] }>([
    {
      shape: 'weekly',
      during: { days: ['mon-tue', 'sat'] },
      spans: ['01 00:00 - 02 00:00', '05 00:00 - 06 00:00', '07 00:00 - 08 00:00'],
    },
    {
      shape: 'weekly',
      during: { days: ['fri-mon'], from: '22:00', to: '04:00' },
      spans: ['2026-11-30 22:00 - 01 04:00', '04 22:00 - 05 04:00', '05 22:00 - 06 04:00'],
    },
    {
      shape: 'weekly',
      during: { from: '12:00:30', to: '24:00' },
      spans: ['01 12:00:30 - 02 00:00', '02 12:00:30 - 03 00:00', '03 12:00:30 - 04 00:00'],
    },
    {
      shape: 'weekSpan',
      during: { from: 'fri 12:00', to: 'mon 09:00' },
      spans: ['04 12:00 - 07 09:00', '11 12:00 - 14 09:00', '18 12:00 - 21 09:00'],
    },
    {
      shape: 'weekSpan',
      during: { from: 'mon 00:00', to: 'sun 24:00' },
      spans: ['2026-11-30 00:00 - 07 00:00', '07 00:00 - 14 00:00', '14 00:00 - 21 00:00'],
    },
    { shape: 'once', during: { from: '2026-12-18T18:00', to: '2027-01-04' }, spans: ['18 18:00 - 2027-01-05 00:00'] },
    {
      shape: 'once',
      during: { from: '2026-12-18T18:00Z', to: '2026-12-19T18:00-05:00' },
      spans: ['18 19:00 - 20 00:00'],
    },
    {
      shape: 'dates',
      during: { dates: ['2026-12-29..2026-12-30', '2026-12-24'], from: '12:00', to: '24:00' },
      spans: ['24 12:00 - 25 00:00', '29 12:00 - 30 00:00', '30 12:00 - 31 00:00'],
    },
    {
      shape: 'yearly',
      during: { from: '12-20', to: '01-03' },
      spans: ['20 00:00 - 2027-01-04 00:00', '2027-12-20 00:00 - 2028-01-04 00:00'],
    },
    { shape: 'yearly', during: { from: '02-27', to: '02-29' }, spans: ['2027-02-27 00:00 - 2027-03-01 00:00'] },
    { shape: 'yearly', during: { from: '02-29', to: '02-29' }, spans: [] },
    {
      shape: 'monthly',
      during: { daysOfMonth: ['1..2', -1], months: ['dec-jan'] },
      spans: ['01 00:00 - 02 00:00', '02 00:00 - 03 00:00', '31 00:00 - 2027-01-01 00:00'],
    },
    {
      shape: 'monthly',
      during: { daysOfMonth: ['1..7'], days: ['fri'], from: '10:00', to: '11:00' },
      spans: ['04 10:00 - 04 11:00', '2027-01-01 10:00 - 2027-01-01 11:00', '2027-02-05 10:00 - 2027-02-05 11:00'],
    },
    {
      shape: 'monthly',
      during: { daysOfMonth: [31], months: ['feb-apr'] },
      spans: ['2027-03-31 00:00 - 2027-04-01 00:00'],
    },
    {
      shape: 'nthWeekday',
      during: { nthDays: ['last fri', '2nd tue'] },
      spans: ['08 00:00 - 09 00:00', '25 00:00 - 26 00:00', '2027-01-12 00:00 - 2027-01-13 00:00'],
    },
    {
      shape: 'nthWeekday',
      during: { nthDays: ['5th fri'], months: ['jan'] },
      spans: ['2027-01-29 00:00 - 2027-01-30 00:00'],
    },
    {
      shape: 'businessDay',
      during: { businessDays: [-1, 1], calendar: 'bavaria' },
      spans: ['01 00:00 - 02 00:00', '30 00:00 - 31 00:00', '2027-01-04 00:00 - 2027-01-05 00:00'],
    },
    {
      shape: 'businessDay',
      during: { businessDays: [1, 23], months: ['feb'] },
      spans: ['2027-02-01 00:00 - 2027-02-02 00:00'],
    },
    { shape: 'businessDay', during: { businessDays: [1], calendar: 'always' }, spans: [] },
    {
      shape: 'keyDate',
      during: { keyDate: 25, shift: 'previous', calendar: 'bavaria', from: '-1bd 18:00', to: '+0d 20:00' },
      spans: ['22 18:00 - 23 20:00', '2027-01-22 18:00 - 2027-01-25 20:00', '2027-02-24 18:00 - 2027-02-25 20:00'],
    },
    {
      shape: 'keyDate',
      during: { keyDate: 25, shift: 'next', calendar: 'bavaria', from: '+0d', to: '+0bd' },
      spans: ['28 00:00 - 29 00:00', '2027-01-25 00:00 - 2027-01-26 00:00', '2027-02-25 00:00 - 2027-02-26 00:00'],
    },
    {
      shape: 'keyDate',
      during: { keyDate: 31, from: '-2d', to: '-1d 12:00', months: ['jan-feb'] },
      spans: ['2027-01-29 00:00 - 2027-01-30 12:00', '2027-02-26 00:00 - 2027-02-27 12:00'],
    },
    {
      shape: 'keyDate',
      during: { keyDate: -31, from: '+0d', to: '+0d', months: ['feb'] },
      spans: ['2027-02-01 00:00 - 2027-02-02 00:00'],
    },
    { shape: 'keyDate', during: { keyDate: 25, shift: 'next', calendar: 'always', from: '+0d', to: '+0d' }, spans: [] },
    { shape: 'keyDate', during: { keyDate: 25, calendar: 'always', from: '-1bd', to: '+0d' }, spans: [] },
    {
      shape: 'keyDate',
      during: { keyDate: ['2027-01-02', '2026-12-05'], shift: 'next', from: '-1bd 18:00', to: '+0d 20:00' },
      spans: ['04 18:00 - 07 20:00', '2027-01-01 18:00 - 2027-01-04 20:00'],
    },
    {
      shape: 'keyDate',
      during: { keyDate: ['2027-01-02', '2026-12-05'], months: ['jan'], from: '+0d', to: '+0d' },
      spans: ['2027-01-02 00:00 - 2027-01-03 00:00'],
    },
    {
      shape: 'keyDate',
      during: { keyDate: 'month-end', from: '-1bd 18:00', to: '+1bd 12:00', calendar: 'bavaria' },
      spans: ['2026-11-30 18:00 - 01 12:00', '30 18:00 - 2027-01-04 12:00', '2027-01-29 18:00 - 2027-02-01 12:00'],
    },
    {
      shape: 'keyDate',
      during: { keyDate: 'quarter-end', from: '-1d', to: '+0d' },
      spans: [
        '31 00:00 - 2027-01-01 00:00',
        '2027-03-31 00:00 - 2027-04-01 00:00',
        '2027-06-30 00:00 - 2027-07-01 00:00',
      ],
    },
    {
      shape: 'keyDate',
      during: { keyDate: 'year-end', from: '+0d', to: '+2d' },
      spans: ['2027-01-01 00:00 - 2027-01-03 00:00', '2028-01-01 00:00 - 2028-01-03 00:00'],
    },
    {
      shape: 'calendar',
      during: { calendar: 'bavaria', daysBefore: 1 },
      spans: ['23 00:00 - 27 00:00', '30 00:00 - 2027-01-02 00:00', '2027-01-05 00:00 - 2027-01-07 00:00'],
    },
    {
      shape: 'calendar',
      during: { calendar: 'bavaria', daysAfter: 2 },
      spans: ['24 00:00 - 29 00:00', '31 00:00 - 2027-01-04 00:00', '2027-01-06 00:00 - 2027-01-09 00:00'],
    },
    {
      shape: 'recurrence',
      during: { rrule: 'FREQ=MONTHLY;BYDAY=-1FR', start: '2026-01-30T18:00', duration: '4h' },
      spans: ['25 18:00 - 25 22:00', '2027-01-29 18:00 - 2027-01-29 22:00', '2027-02-26 18:00 - 2027-02-26 22:00'],
    },
  ])('$shape: $during', ({ shape, during, spans }) => {
    expect(shapeOf(during)).toBe(shape);
    expect(spansOf(during)).toEqual(spans);
  });

  test('left out is at any time', () => {
    const setting = { zone: berlin, calendars: {}, lastDay: 0, unsure: 'holds' as const };

    expect(timelineOfDuring(undefined, setting)(0)).toEqual({ start: -Infinity, end: Infinity });
  });

  test.each<{ readonly during: During }>([
    { during: { dates: ['2026-02-30'] } },
    { during: { from: '2026-02-30', to: '2026-03-01' } },
    { during: { calendar: 'hesse' } },
    { during: { rrule: 'FREQ=HOURLY', start: '2026-01-30T18:00', duration: '4h' } },
    { during: { rrule: 'FREQ=DAILY', start: '2026-02-30T18:00', duration: '4h' } },
  ])('that no policy can have is an error, never a time that is open: $during', ({ during }) => {
    expect(() => spansOf(during)).toThrow(RangeError);
  });
});

describe('spans', () => {
  test('that touch or overlap are one, and those without length none', () => {
    const spans = [
      { start: 30, end: 40 },
      { start: 0, end: 10 },
      { start: 10, end: 15 },
      { start: 12, end: 13 },
      { start: 20, end: 20 },
    ];

    expect(merge(spans)).toEqual([
      { start: 0, end: 15 },
      { start: 30, end: 40 },
    ]);
    expect([14, 15, 40].map(timelineOf(spans))).toEqual([{ start: 0, end: 15 }, { start: 30, end: 40 }, null]);
  });
});
