import { describe, expect, test } from 'vitest';
import { sayFact } from '../../src/report/fact-words.ts';
import { listed, say, wordsOf } from '../../src/report/phrase.ts';
import { clockAt, counted, durationInWords, numberInWords, pointsInWords } from '../../src/report/words.ts';

const friday = '2026-11-27T16:00:00Z';

describe('an instant', () => {
  test.each([
    { instant: '2026-11-30T08:00:00Z', said: 'Mon 30 Nov 09:00 Europe/Berlin (08:00 UTC, in 2 d 16 h)' },
    { instant: '2026-11-29T23:30:00Z', said: 'Mon 30 Nov 00:30 Europe/Berlin (Sun 23:30 UTC, in 2 d 7 h)' },
    { instant: '2027-01-04T07:00:00Z', said: 'Mon 4 Jan 2027 08:00 Europe/Berlin (07:00 UTC, in 37 d 15 h)' },
    { instant: '2026-11-27T15:50:00Z', said: 'Fri 27 Nov 16:50 Europe/Berlin (15:50 UTC, 10 min ago)' },
    { instant: friday, said: 'Fri 27 Nov 17:00 Europe/Berlin (16:00 UTC)' },
    { instant: '2026-03-29T00:59:00Z', said: 'Sun 29 Mar 01:59 Europe/Berlin (00:59 UTC, 243 d 15 h ago)' },
    { instant: '2026-03-29T01:00:00Z', said: 'Sun 29 Mar 03:00 Europe/Berlin (01:00 UTC, 243 d 15 h ago)' },
  ])('$instant is said in the zone, in UTC and as a distance', ({ instant, said }) => {
    expect(clockAt('Europe/Berlin', friday).full(instant)).toBe(said);
  });

  test('is said once where the zone is UTC', () => {
    expect(clockAt('UTC', friday).full('2026-11-30T08:00:00Z')).toBe('Mon 30 Nov 08:00 UTC (in 2 d 16 h)');
  });

  test('is said in UTC, and says so, where the zone is none', () => {
    expect(clockAt('Nowhere/Land', friday).full('2026-11-30T08:00:00Z')).toBe('Mon 30 Nov 08:00 UTC (in 2 d 16 h)');
  });

  test.each(['soon', '', '+275760-09-13T00:00:00Z'])('that is none, %j, is told as it stands', (instant) => {
    expect(clockAt('Europe/Berlin', friday).full(instant)).toBe(instant);
    expect(clockAt('Europe/Berlin', 'never').short(instant)).toBe(instant);
  });
});

describe('a duration', () => {
  test.each([
    { seconds: 0, said: '0 s' },
    { seconds: 59, said: '59 s' },
    { seconds: 60, said: '1 min' },
    { seconds: 3_599, said: '1 h' },
    { seconds: 3_660, said: '1 h 1 min' },
    { seconds: 86_400, said: '1 d' },
    { seconds: 90_060, said: '1 d 1 h' },
    { seconds: 86_460, said: '1 d' },
  ])('of $seconds seconds is $said', ({ seconds, said }) => {
    expect(durationInWords(seconds)).toBe(said);
  });
});

describe('numbers', () => {
  test.each([
    { value: 14, said: '+14' },
    { value: -30, said: '−30' },
    { value: 0, said: '0' },
    { value: -0.01, said: '0' },
    { value: 2.55, said: '+2.6' },
  ])('as points: $value is $said', ({ value, said }) => {
    expect(pointsInWords(value)).toBe(said);
  });

  test.each([
    { value: 999, said: '999' },
    { value: 1_234_567.891, said: '1,234,567.89' },
    { value: -1_000, said: '−1,000' },
    { value: 1e30, said: '1e+30' },
  ])('in groups: $value is $said', ({ value, said }) => {
    expect(numberInWords(value)).toBe(said);
  });

  test.each([
    { count: 0, said: '0 approvals' },
    { count: 1, said: '1 approval' },
    { count: 2, said: '2 approvals' },
  ])('of things: $said', ({ count, said }) => {
    expect(counted(count, 'approval')).toBe(said);
  });
});

describe('a fact', () => {
  test.each([
    { name: 'change.linesChanged', value: 212, said: '212 lines changed' },
    { name: 'change.linesChanged', value: 1, said: '1 line changed' },
    { name: 'operations.errorBudgetRemaining', value: 0.124, said: '12 % of the error budget left' },
    { name: 'operations.errorBudgetRemaining', value: -0.3, said: 'the error budget is overspent by 30 %' },
    { name: 'operations.errorBudgetRemaining', value: -0.001, said: 'the error budget is overspent by 1 %' },
    { name: 'change.entropy', value: 0.8123, said: 'change.entropy 0.81' },
    { name: 'tier', value: 1, said: 'tier 1' },
    { name: 'change.isRevert', value: true, said: 'a revert' },
    { name: 'author.isNewHere', value: false, said: 'the author has changed these files before' },
    { name: 'change.isStrange', value: false, said: 'change.isStrange no' },
    { name: 'change.author', value: 'alice', said: 'by alice' },
    { name: 'change.branch', value: 'main', said: 'change.branch main' },
    { name: 'files', value: ['a', 'b'], said: 'a, b' },
    { name: 'files', value: ['a', 'b', 'c', 'd', 'e'], said: 'a, b, c and 2 more' },
    { name: 'files', value: [{ path: 'a' }], said: 'a' },
    { name: 'files', value: [], said: 'no files' },
    { name: 'files', value: ['services/payments/migrations/2026/0042_add_iban.sql'], said: '…/2026/0042_add_iban.sql' },
    { name: 'change.labels', value: ['x'], said: 'change.labels x' },
    { name: 'change.title', value: null, said: 'change.title none' },
    { name: 'files', value: { unknown: 'cut short' }, said: 'files unknown (cut short)' },
    { name: 'constructor', value: 3, said: 'constructor 3' },
  ])('$name $value is said as $said', ({ name, value, said }) => {
    expect(wordsOf(sayFact(name, value))).toBe(said);
  });
});

describe('a list', () => {
  test.each([
    { items: [], said: '' },
    { items: ['a'], said: 'a' },
    { items: ['a', 'b', 'c'], said: 'a, b, c' },
    { items: ['a', 'b', 'c', 'd'], said: 'a, b and 2 more' },
  ])('of at most two is $said', ({ items, said }) => {
    expect(
      wordsOf(
        listed(
          items.map((item) => say`${item}`),
          2,
        ),
      ),
    ).toBe(said);
  });
});
