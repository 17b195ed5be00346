import { describe, expect, test } from 'vitest';
import type { RiskFactor, RiskPolicy } from '../../src/risk/factor.ts';
import { levelProblems, scoreRange } from '../../src/risk/lint.ts';

const head = { because: 'it failed before', source: 'risk.yml:3' };
const factors: readonly RiskFactor[] = [
  { ...head, id: 'a', when: 'change.isRevert', points: 20 },
  { ...head, id: 'b', when: 'change.isBot', points: -8 },
  { ...head, id: 'c', measure: 'change.linesChanged', points: { 1: -1, 100: 30 } },
];

function aPolicy(levels: RiskPolicy['levels'], parts: Partial<RiskPolicy> = {}): RiskPolicy {
  return { base: 10, levels, factors, ...parts };
}

describe('the range of scores', () => {
  test('goes from all that lightens to all that makes heavier', () => {
    expect(scoreRange(aPolicy({ medium: 15, high: 30, critical: 50 }))).toEqual({ lowest: 1, highest: 60 });
  });

  test('stays within 0 and 100', () => {
    const wide: readonly RiskFactor[] = [
      { ...head, id: 'a', when: 'change.isRevert', points: 100 },
      { ...head, id: 'b', when: 'change.isBot', points: -100 },
    ];

    expect(scoreRange(aPolicy({ medium: 15, high: 30, critical: 50 }, { factors: wide }))).toEqual({
      lowest: 0,
      highest: 100,
    });
  });
});

describe('the levels of a policy', () => {
  test.each([
    { what: 'that ascend and are reached', levels: { medium: 15, high: 30, critical: 50 }, found: [] },
    { what: 'whose last is just reached', levels: { medium: 15, high: 30, critical: 60 }, found: [] },
    {
      what: 'whose last is missed by one',
      levels: { medium: 15, high: 30, critical: 61 },
      found: ['warning critical'],
    },
    { what: 'that are never meant', levels: { medium: 15, high: 30, critical: 101 }, found: [] },
    { what: 'that descend', levels: { medium: 15, high: 10, critical: 50 }, found: ['error high'] },
    {
      what: 'that descend twice',
      levels: { medium: 15, high: 10, critical: 5 },
      found: ['error high', 'error critical'],
    },
    { what: 'of which two are the same', levels: { medium: 30, high: 30, critical: 50 }, found: ['warning medium'] },
    {
      what: 'of which one ends where scores begin',
      levels: { medium: 0, high: 1, critical: 50 },
      found: ['warning medium'],
    },
  ])('$what: $found', ({ levels, found }) => {
    expect(levelProblems(aPolicy(levels)).map(({ severity, key }) => `${severity} ${key}`)).toEqual(found);
  });

  test('that no change reaches say why', () => {
    expect(levelProblems(aPolicy({ medium: 15, high: 30, critical: 75 }))[0]?.problem).toBe(
      'no change can be `critical`: it begins at 75, and the factors add up to 60 at most',
    );
  });
});
