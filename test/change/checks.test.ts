import { describe, expect, test } from 'vitest';
import { checksPassed } from '../../src/change/checks.ts';
import type { Check } from '../../src/change/facts.ts';

function aCheck(parts: Partial<Check>): Check {
  return {
    app: 'github-actions',
    name: 'CI / build',
    conclusion: 'success',
    completedAt: '2026-11-27T10:00:00Z',
    ...parts,
  };
}

function stateOf(checks: readonly Check[], patterns: readonly string[] = ['CI / *']): string {
  return checksPassed({ checks, patterns, app: 'github-actions' }).state;
}

describe('checks', () => {
  test('pass if every match succeeded', () => {
    expect(
      checksPassed({
        checks: [aCheck({}), aCheck({ name: 'CI / test' })],
        patterns: ['CI / *'],
        app: 'github-actions',
      }),
    ).toEqual({ state: 'passed', passed: ['CI / build', 'CI / test'] });
  });

  test.each(['failure', 'skipped', 'neutral', 'cancelled', 'timed_out', 'action_required', 'stale', null])(
    'do not pass with a conclusion of %s',
    (conclusion) => {
      expect(stateOf([aCheck({}), aCheck({ name: 'CI / test', conclusion })])).toBe('failed');
    },
  );

  test('are missing if a pattern has no match', () => {
    expect(checksPassed({ checks: [aCheck({})], patterns: ['CI / *', 'E2E / *'], app: 'github-actions' })).toEqual({
      state: 'missing',
      missing: ['E2E / *'],
    });
  });

  test('are missing if there is none', () => {
    expect(stateOf([])).toBe('missing');
  });

  test('name what is missing beside what failed', () => {
    const failed = aCheck({ conclusion: 'failure' });

    expect(checksPassed({ checks: [failed], patterns: ['CI / *', 'E2E / *'], app: 'github-actions' })).toEqual({
      state: 'failed',
      failed: [failed],
      missing: ['E2E / *'],
    });
  });

  test('are unknown if the list is', () => {
    expect(checksPassed({ checks: { unknown: 'no token' }, patterns: ['*'], app: 'github-actions' })).toEqual({
      state: 'unknown',
      reason: 'no token',
    });
  });

  test('count by their newest run, wherever it stands in the list', () => {
    const older = aCheck({ conclusion: 'failure', completedAt: '2026-11-27T09:00:00Z' });
    const newer = aCheck({ completedAt: '2026-11-27T11:30:00+02:00' });

    expect([stateOf([older, newer]), stateOf([newer, older])]).toEqual(['passed', 'passed']);
  });

  test('are not passed while the newest run goes on', () => {
    const running = aCheck({ conclusion: null, completedAt: null });

    expect([stateOf([running, aCheck({})]), stateOf([aCheck({}), running])]).toEqual(['failed', 'failed']);
  });

  test('that ended at the same instant count as the worse of the two', () => {
    const failed = aCheck({ conclusion: 'failure' });

    expect([stateOf([failed, aCheck({})]), stateOf([aCheck({}), failed])]).toEqual(['failed', 'failed']);
  });

  test('of another app do not count', () => {
    expect(stateOf([aCheck({ app: 'somebody' })])).toBe('missing');
  });

  test.each(['change-gate', 'change-gate / gate', 'change-gate (production)', 'change-gate/production'])(
    'leave out the gate’s own, %s',
    (name) => {
      expect(stateOf([aCheck({}), aCheck({ name, conclusion: null })], ['*'])).toBe('passed');
    },
  );

  test('keep one whose name only begins alike', () => {
    expect(stateOf([aCheck({ name: 'change-gate-e2e / test', conclusion: 'failure' })], ['*'])).toBe('failed');
  });
});
