import { describe, expect, test } from 'vitest';
import { isoOf, localText } from '../../src/schedule/instant.ts';
import { localFacts } from '../../src/schedule/local.ts';
import { readDateTime } from '../../src/schedule/written.ts';
import { isZoneName, zoneNamed } from '../../src/schedule/zone.ts';

describe('a name', () => {
  test.each([
    'UTC',
    'Europe/Berlin',
    'US/Eastern',
    'Etc/GMT+5',
    'Etc/UTC',
    'America/Argentina/Buenos_Aires',
    'Asia/Kolkata',
  ])('%s is a time zone', (name) => expect(isZoneName(name)).toBe(true));

  test.each([
    'EST',
    'CET',
    'GMT',
    'utc',
    'Z',
    '+02:00',
    'UTC+2',
    'Etc/GMT+99',
    'Europe/Atlantis',
    'Europe',
    '',
    'Mars/Olympus',
  ])('%s is none', (name) => expect(isZoneName(name)).toBe(false));

  test('that is none never becomes UTC', () => {
    expect(() => zoneNamed('Europe/Atlantis')).toThrow('unknown time zone Europe/Atlantis');
  });
});

describe('a reading of the clock', () => {
  test.each([
    { zone: 'UTC', reading: '2026-03-29T02:30', start: '2026-03-29T02:30:00Z', end: '2026-03-29T02:30:00Z' },
    {
      zone: 'Europe/Berlin',
      reading: '2026-03-29T01:59:59',
      start: '2026-03-29T00:59:59Z',
      end: '2026-03-29T00:59:59Z',
    },
    { zone: 'Europe/Berlin', reading: '2026-03-29T02:00', start: '2026-03-29T01:00:00Z', end: '2026-03-29T01:00:00Z' },
    { zone: 'Europe/Berlin', reading: '2026-03-29T02:30', start: '2026-03-29T01:00:00Z', end: '2026-03-29T01:00:00Z' },
    { zone: 'Europe/Berlin', reading: '2026-03-29T03:00', start: '2026-03-29T01:00:00Z', end: '2026-03-29T01:00:00Z' },
    {
      zone: 'Europe/Berlin',
      reading: '2026-03-29T03:00:01',
      start: '2026-03-29T01:00:01Z',
      end: '2026-03-29T01:00:01Z',
    },
    {
      zone: 'Europe/Berlin',
      reading: '2026-10-25T01:59:59',
      start: '2026-10-24T23:59:59Z',
      end: '2026-10-24T23:59:59Z',
    },
    { zone: 'Europe/Berlin', reading: '2026-10-25T02:00', start: '2026-10-25T00:00:00Z', end: '2026-10-25T01:00:00Z' },
    { zone: 'Europe/Berlin', reading: '2026-10-25T02:30', start: '2026-10-25T00:30:00Z', end: '2026-10-25T01:30:00Z' },
    { zone: 'Europe/Berlin', reading: '2026-10-25T03:00', start: '2026-10-25T02:00:00Z', end: '2026-10-25T02:00:00Z' },
    { zone: 'Pacific/Apia', reading: '2011-12-30T00:00', start: '2011-12-30T10:00:00Z', end: '2011-12-30T10:00:00Z' },
    { zone: 'Pacific/Apia', reading: '2011-12-31T00:00', start: '2011-12-30T10:00:00Z', end: '2011-12-30T10:00:00Z' },
    {
      zone: 'America/New_York',
      reading: '9999-12-31T12:00',
      start: '9999-12-31T17:00:00Z',
      end: '9999-12-31T17:00:00Z',
    },
  ])('$reading in $zone is $start as a start and $end as an end', ({ zone, reading, start, end }) => {
    const clock = zoneNamed(zone);
    const local = readDateTime(reading) ?? Number.NaN;

    expect({ start: isoOf(clock.startOf(local)), end: isoOf(clock.endOf(local)) }).toEqual({ start, end });
  });
});

describe('the local facts of an instant', () => {
  test.each([
    { at: '2026-11-27T23:30:00Z', zone: 'Europe/Berlin', local: { weekday: 'sat', hour: 0, date: '2026-11-28' } },
    { at: '2026-11-27T23:30:00Z', zone: 'UTC', local: { weekday: 'fri', hour: 23, date: '2026-11-27' } },
    {
      at: '2026-11-28T00:30:00+01:00',
      zone: 'America/Los_Angeles',
      local: { weekday: 'fri', hour: 15, date: '2026-11-27' },
    },
    { at: '1969-12-31T23:59:59.999Z', zone: 'UTC', local: { weekday: 'wed', hour: 23, date: '1969-12-31' } },
  ])('$at in $zone', ({ at, zone, local }) => {
    expect(localFacts(at, zone)).toEqual(local);
  });
});

describe('an instant in words', () => {
  test('says weekday, date, time and zone, and seconds only if there are some', () => {
    const berlin = zoneNamed('Europe/Berlin');

    expect(localText(Date.parse('2026-11-30T08:00:00Z'), berlin)).toBe('Mon 2026-11-30 09:00 Europe/Berlin');
    expect(localText(Date.parse('2026-11-30T08:00:01Z'), berlin)).toBe('Mon 2026-11-30 09:00:01 Europe/Berlin');
  });

  test('keeps its milliseconds in ISO form', () => {
    expect(isoOf(Date.parse('2026-11-30T08:00:00.007Z'))).toBe('2026-11-30T08:00:00.007Z');
    expect(isoOf(-1)).toBe('1969-12-31T23:59:59.999Z');
  });
});
