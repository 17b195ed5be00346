import { describe, expect, test } from 'vitest';
import { nearestStrategy, strategies, strategyOf } from '../../src/rollback/strategy.ts';

describe('a rollback strategy', () => {
  test.each(strategies)('`%s` is itself', (strategy) => {
    expect(strategyOf(strategy)).toBe(strategy);
  });

  test.each([
    ['Revert', 'revert'],
    ['REVERT.', 'revert'],
    ['redeploy previous', 'redeploy-previous'],
    ['Redeploy the previous version', 'redeploy-previous'],
    ['feature_flag', 'feature-flag'],
    ['restore from backup', 'restore-backup'],
    ['fix forward', 'roll-forward'],
    ['revert (no data is touched)', 'revert'],
    ['revert - nothing else changed', 'revert'],
    ['roll-forward: the old version cannot read the data', 'roll-forward'],
  ])('%j is `%s`', (words, strategy) => {
    expect(strategyOf(words)).toBe(strategy);
  });

  test.each(['', 'blue-green', 'revert or roll forward', 'constructor', 'none'])('%j stays as written', (words) => {
    expect(strategyOf(words)).toBe(words);
  });

  test.each([
    ['revrt', 'revert'],
    ['redeploy-prev', 'redeploy-previous'],
    ['Feature Flags', 'feature-flag'],
    ['irreversable', 'irreversible'],
    ['blue-green', null],
    ['', null],
    ['?', null],
  ])('%j may have meant %s', (word, strategy) => {
    expect(nearestStrategy(word)).toBe(strategy);
  });
});
