import { describe, expect, test } from 'vitest';
import { aucEstimate, aucOf, lowestPart, oddsRatio, recallAt, shareOf } from '../../src/history/statistics.ts';
import type { Scored } from '../../src/history/statistics.ts';

const scored = (failed: readonly number[], fine: readonly number[]): readonly Scored[] => [
  ...failed.map((score) => ({ score, failed: true })),
  ...fine.map((score) => ({ score, failed: false })),
];

describe('the AUC', () => {
  test.each([
    { what: 'every failure on top', failed: [3, 4], fine: [1, 2], auc: 1 },
    { what: 'every failure at the bottom', failed: [1, 2], fine: [3, 4], auc: 0 },
    { what: 'one score for all', failed: [1, 1], fine: [1, 1], auc: 0.5 },
    { what: 'a tie', failed: [2], fine: [1, 2], auc: 0.75 },
    { what: 'no failure', failed: [], fine: [1], auc: null },
    { what: 'nothing but failures', failed: [1], fine: [], auc: null },
  ])('with $what is $auc', ({ failed, fine, auc }) => {
    expect(aucOf(scored(failed, fine))).toBe(auc);
  });

  test('has an interval that is the same each time and holds it', () => {
    const changes = scored(
      [5, 6, 7, 1],
      Array.from({ length: 50 }, (_, index) => index % 8),
    );

    const estimate = aucEstimate(changes);

    expect(estimate).toEqual(aucEstimate(changes));
    expect(estimate?.low).toBeLessThan(estimate?.value ?? 0);
    expect(estimate?.high).toBeGreaterThan(estimate?.value ?? 1);
  });
});

describe('the failures among the highest scores', () => {
  test.each([
    { what: 'are all of them', top: 0.2, changes: scored([10], [1, 2, 3, 4]), share: 1 },
    { what: 'share a tie that is cut', top: 0.2, changes: scored([1], [1, 1, 1, 1]), share: 0.2 },
    { what: 'are none', top: 0.2, changes: scored([0], [1, 2, 3, 4]), share: 0 },
  ])('$what', ({ top, changes, share }) => {
    expect(recallAt(changes, top)?.value).toBeCloseTo(share);
  });

  test('are not known without failures', () => {
    expect(recallAt(scored([], [1, 2]), 0.2)).toBeNull();
  });
});

test('the lowest part counts its failures', () => {
  expect(lowestPart(scored([1, 9], [2, 3, 4, 5, 6, 7, 8, 10]), 0.2)).toEqual({ changes: 2, failed: 1 });
});

test('a share has the interval that Wilson gives it', () => {
  expect(shareOf(1, 10)).toEqual({ value: 0.1, low: expect.closeTo(0.0179, 3), high: expect.closeTo(0.4042, 3) });
  expect(shareOf(0, 0)).toBeNull();
});

test('an odds ratio compares with and without', () => {
  const { value, low, high } = oddsRatio({ failed: 20, fine: 80 }, { failed: 10, fine: 190 });

  expect([value, low, high].map((one) => Math.round(one * 10) / 10)).toEqual([4.6, 2.1, 10.2]);
});
