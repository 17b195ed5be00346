import { describe, expect, test } from 'vitest';
import { fitSteps } from '../../src/history/fit.ts';
import type { Example } from '../../src/history/fit.ts';
import { randomFrom } from '../../src/history/statistics.ts';

/** Changes of two repositories, in which the first of three steps triples the odds of failure. */
function examples(cause: 'planted' | 'none'): readonly Example[] {
  const random = randomFrom(7);
  return Array.from({ length: 6_000 }, (_, index) => {
    const steps = [0, 1, 2].filter(() => random() < 0.4);
    const rate = index % 2 === 0 ? 0.02 : 0.08;
    const odds = (rate / (1 - rate)) * (cause === 'planted' && steps.includes(0) ? 3 : 1);
    return { steps, group: index % 2, failed: random() < odds / (1 + odds) };
  });
}

describe('fitted steps', () => {
  const signs = ['up', 'up', 'up'] as const;

  test('find a planted cause', () => {
    const { coefficients } = fitSteps({ examples: examples('planted'), signs, groups: 2, ridge: 5 });

    expect(coefficients[0]).toBeGreaterThan(0.8);
    expect(Math.max(...coefficients.slice(1))).toBeLessThan(0.3);
  });

  test('stay near the prior where nothing is to be found', () => {
    const { coefficients } = fitSteps({
      examples: examples('none'),
      signs,
      groups: 2,
      ridge: 1_000,
      prior: [0.5, 0, 0],
    });

    expect(coefficients[0]).toBeGreaterThan(0.3);
  });

  test('never count against their sign', () => {
    const down = fitSteps({ examples: examples('planted'), signs: ['down', 'free', 'up'], groups: 2, ridge: 5 });

    expect(down.coefficients[0]).toBe(0);
  });

  test('are the same each time', () => {
    const request = { examples: examples('planted'), signs, groups: 2, ridge: 5 };

    expect(fitSteps(request)).toEqual(fitSteps(request));
  });
});
