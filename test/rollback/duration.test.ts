import { describe, expect, test } from 'vitest';
import { minutesOf, minutesOfDuration } from '../../src/rollback/duration.ts';

describe('a time to restore', () => {
  test.each([
    ['20m', 20],
    ['20 min', 20],
    ['20 mins.', 20],
    ['20minutes', 20],
    ['1 minute', 1],
    ['0m', 0],
    ['90s', 1.5],
    ['1h', 60],
    ['1.5 hours', 90],
    ['1h30m', 90],
    ['1h 30m', 90],
    ['1 hour and 30 minutes', 90],
    ['1 hour, 30 minutes', 90],
    ['2 hrs', 120],
    ['1d', 1_440],
    ['1 day', 1_440],
    ['10-15 minutes', 15],
    ['10 – 15 min', 15],
    ['10 to 15 min', 15],
    ['about 20 minutes', 20],
    ['~20m', 20],
    ['< 5 min', 5],
    ['≤5m', 5],
    ['less than 5 minutes', 5],
    ['20 minutes (tried on staging)', 20],

    ['  20\tMINUTES  ', 20],
  ])('%j is %s minutes', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });

  test.each([
    '',
    '20',
    'soon',
    '20 minutes, mostly waiting',
    'm',
    '1h30',
    '20 miles',
    '20 minutes per host',
    '20 minutes (4 hours if the database is broken)',
    'minutes: 20',
    '-20m',
    'Infinity minutes',
    `${'9'.repeat(400)}m`,
  ])('%j is none', (text) => {
    expect(minutesOf(text)).toBeNull();
  });

  test.each([
    ['30m', 30],
    ['4h', 240],
    ['90d', 129_600],
    ['30s', 0.5],
  ])('of the policy, %s, is %s minutes', (text, minutes) => {
    expect(minutesOfDuration(text)).toBe(minutes);
  });
});
