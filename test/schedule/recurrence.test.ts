import { describe, expect, test } from 'vitest';
import { day, dayOfReading } from '../../src/schedule/civil.ts';
import { isoOf } from '../../src/schedule/instant.ts';
import { readRecurrence } from '../../src/schedule/recurrence-rule.ts';
import { occurrences, recurring } from '../../src/schedule/recurrence.ts';
import { readDateTime } from '../../src/schedule/written.ts';
import { zoneNamed } from '../../src/schedule/zone.ts';
import made from './fixtures/recurrence.json' with { type: 'json' };

const utc = zoneNamed('UTC');

function firstOccurrences({ rrule, start }: { readonly rrule: string; readonly start: string }, most = 12) {
  const from = readDateTime(start) ?? 0;
  const until = from + 365 * 9 * day;
  const next = occurrences({ rrule, start }, { zone: utc, lastDay: dayOfReading(until) });
  const found: string[] = [];
  for (let at = next(from); at !== null && at <= until && found.length < most; at = next(at + 1)) {
    found.push(isoOf(at).slice(0, 16));
  }
  return found;
}

describe('a recurrence rule', () => {
  // None of them is weekly with BYSETPOS: there dateutil counts the first week from the start, RFC 5545 as a whole.
  test('has the occurrences that python-dateutil finds, for hundreds of random rules', () => {
    const wrong = made.filter((each) => firstOccurrences(each).join() !== each.occurrences.join());

    expect(wrong.map(({ rrule, start }) => ({ rrule, start, found: firstOccurrences({ rrule, start }) }))).toEqual([]);
  });

  test('is found from any instant as from its start', () => {
    const wrong = made.filter(({ rrule, start, occurrences: expected }) => {
      const next = occurrences({ rrule, start }, { zone: utc, lastDay: 40_000 });
      return expected.some((text, index) => {
        const before = index === 0 ? (readDateTime(start) ?? 0) - 1 : (readDateTime(expected[index - 1] ?? '') ?? 0);
        return next(before + 1) !== readDateTime(text);
      });
    });

    expect(wrong).toEqual([]);
  });

  test('without any occurrence ends its search where it no longer matters', () => {
    const next = occurrences(
      { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', start: '2020-01-01T00:00' },
      { zone: utc, lastDay: 20_500 },
    );

    expect(next(0)).toBeNull();
  });

  test.each([
    { rrule: 'FREQ=HOURLY', problem: '`FREQ=HOURLY` is not supported; use DAILY, WEEKLY, MONTHLY or YEARLY' },
    { rrule: 'BYDAY=MO', problem: '`FREQ` is missing' },
    { rrule: 'FREQ=DAILY;FREQ=DAILY', problem: '`FREQ` stands twice' },
    { rrule: 'FREQ=DAILY;', problem: '`` is no part of a recurrence rule; expected `NAME=VALUE`' },
    { rrule: 'FREQ=DAILY;INTERVAL=0', problem: '`INTERVAL=0` cannot be read' },
    { rrule: 'FREQ=DAILY;BYEASTER=1', problem: 'unknown part `BYEASTER`' },
    { rrule: 'FREQ=MONTHLY;BYMONTHDAY=32', problem: '`32` cannot stand in `BYMONTHDAY`' },
    { rrule: 'FREQ=MONTHLY;BYMONTHDAY=x', problem: '`X` cannot stand in `BYMONTHDAY`' },
    { rrule: 'FREQ=YEARLY;BYMONTH=-1', problem: '`-1` cannot stand in `BYMONTH`' },
    { rrule: 'FREQ=DAILY;COUNT=3;UNTIL=20260101', problem: '`COUNT` and `UNTIL` exclude each other' },
    { rrule: 'FREQ=DAILY;UNTIL=20260230', problem: '`UNTIL=20260230` does not exist' },
    { rrule: 'FREQ=MONTHLY;BYWEEKNO=2;BYDAY=MO', problem: '`BYWEEKNO` needs `FREQ=YEARLY`' },
    { rrule: 'FREQ=YEARLY;BYWEEKNO=2', problem: '`BYWEEKNO` needs `BYDAY` to say which day of the week' },
    { rrule: 'FREQ=MONTHLY;BYYEARDAY=2', problem: '`BYYEARDAY` needs `FREQ=YEARLY`' },
    { rrule: 'FREQ=WEEKLY;BYMONTHDAY=2', problem: '`BYMONTHDAY` cannot stand with `FREQ=WEEKLY`' },
    { rrule: 'FREQ=DAILY;BYSETPOS=1', problem: '`BYSETPOS` needs another part that begins with `BY`' },
    {
      rrule: 'FREQ=DAILY;BYMINUTE=1,2,3,4,5;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19',
      problem: 'it names more than 96 times of the day',
    },
    {
      rrule: 'FREQ=WEEKLY;BYDAY=1MO',
      problem: 'a number in `BYDAY` needs `FREQ=MONTHLY`, or `FREQ=YEARLY` without `BYWEEKNO`',
    },
  ])('$rrule is refused', ({ rrule, problem }) => {
    expect(readRecurrence(rrule)).toEqual({ ok: false, problem });
  });
});

describe('a recurring span', () => {
  const berlin = zoneNamed('Europe/Berlin');
  const found = (during: Parameters<typeof recurring>[0], from: string, most: number) => {
    const timeline = recurring(during, { zone: berlin, lastDay: 22_000 });
    const spans: string[] = [];
    for (let span = timeline(Date.parse(from)); span !== null && spans.length < most; span = timeline(span.end)) {
      spans.push(`${isoOf(span.start)}/${isoOf(span.end)}`);
    }
    return spans;
  };

  test('lasts its duration in elapsed time, over a change of the clock', () => {
    const during = { rrule: 'FREQ=WEEKLY', start: '2026-10-24T00:00', duration: '48h' };

    expect(found(during, '2026-10-24T12:00:00Z', 1)).toEqual(['2026-10-23T22:00:00Z/2026-10-25T22:00:00Z']);
  });

  test('that starts in the skipped hour starts as the clock jumps; in the repeated one, the first time', () => {
    const during = { rrule: 'FREQ=DAILY', start: '2026-03-28T02:30', duration: '1h' };

    expect(found(during, '2026-03-29T00:00:00Z', 1)).toEqual(['2026-03-29T01:00:00Z/2026-03-29T02:00:00Z']);
    expect(found(during, '2026-10-25T00:00:00Z', 1)).toEqual(['2026-10-25T00:30:00Z/2026-10-25T01:30:00Z']);
  });

  test('leaves out what is excepted, counted all the same', () => {
    const during = {
      rrule: 'FREQ=DAILY;COUNT=3',
      start: '2026-01-01T10:00',
      duration: '1h',
      except: ['2026-01-02T10:00'],
    };

    expect(found(during, '2025-12-01T00:00:00Z', 5)).toEqual([
      '2026-01-01T09:00:00Z/2026-01-01T10:00:00Z',
      '2026-01-03T09:00:00Z/2026-01-03T10:00:00Z',
    ]);
  });

  test.each([
    { until: '20260102', last: '2026-01-02T09:00:00Z/2026-01-02T10:00:00Z' },
    { until: '20260102T100000', last: '2026-01-02T09:00:00Z/2026-01-02T10:00:00Z' },
    { until: '20260102T095959', last: '2026-01-01T09:00:00Z/2026-01-01T10:00:00Z' },
    { until: '20260102T090000Z', last: '2026-01-02T09:00:00Z/2026-01-02T10:00:00Z' },
    { until: '20260102T085959Z', last: '2026-01-01T09:00:00Z/2026-01-01T10:00:00Z' },
  ])('that ends at $until', ({ until, last }) => {
    const during = { rrule: `FREQ=DAILY;UNTIL=${until}`, start: '2026-01-01T10:00', duration: '1h' };

    expect(found(during, '2025-12-01T00:00:00Z', 9).at(-1)).toBe(last);
  });
});
