import { describe, expect, test } from 'vitest';
import { summarize } from '../../src/history/backtest.ts';
import type { ReplayedChange } from '../../src/history/backtest.ts';
import { flipsBetween } from '../../src/history/flips.ts';
import { renderBacktest } from '../../src/report/backtest.ts';
import { renderBacktestPage } from '../../src/report/backtest-html.ts';

function aReplayedChange(parts: Partial<ReplayedChange> = {}): ReplayedChange {
  return {
    commit: 'c0ffee',
    date: '2026-01-01T00:00:00Z',
    score: 20,
    level: 'medium',
    outcome: 'approved',
    knownOutcome: 'approved',
    failed: false,
    failedBy: null,
    title: 'A change',
    isRevert: false,
    points: {},
    stoppedBy: [],
    knownStops: [],
    ...parts,
  };
}

const last = aReplayedChange({ date: '2026-06-01T00:00:00Z' });
const many = (count: number, parts: Partial<ReplayedChange>) =>
  Array.from({ length: count }, () => aReplayedChange(parts));

describe('the summary of a backtest', () => {
  test('leaves out what says nothing of failure', () => {
    const changes = [
      aReplayedChange(),
      aReplayedChange({ isRevert: true }),
      aReplayedChange({ title: 'Temporary switch' }),
      aReplayedChange({ date: '2026-05-02T00:00:00Z' }),
      aReplayedChange({ date: '2026-05-02T00:00:01Z' }),
      last,
    ];

    const { judged, leftOut } = summarize({ changes, factors: [] });

    expect(judged.changes).toBe(2);
    expect(leftOut).toEqual({ reverts: 1, temporary: 1, tooYoung: 2, suspects: 0 });
  });

  test('tells factors that earned their points from those that did not', () => {
    const changes = [
      ...many(40, { points: { risky: 10, wrong: -5 }, failed: true }),
      ...many(60, { points: { risky: 10, wrong: -5 } }),
      ...many(25, { points: { chance: 3 }, failed: true }),
      ...many(100, { points: { chance: 3 } }),
      ...many(10, { failed: true }),
      ...many(100, {}),
      aReplayedChange({ points: { rare: 30 } }),
      last,
    ];

    const { factors } = summarize({ changes, factors: ['risky', 'wrong', 'chance', 'rare', 'gone'] });

    expect(Object.fromEntries(factors.map(({ id, says }) => [id, says]))).toEqual({
      risky: 'earned',
      wrong: 'contrary',
      chance: 'unproven',
      rare: 'unproven',
      gone: 'never-fired',
    });
  });

  test('counts bands, levels and outcomes', () => {
    const changes = [
      aReplayedChange({ score: 9, level: 'low' }),
      aReplayedChange({ score: 10, failed: true, outcome: 'blocked', stoppedBy: ['schedule/no-friday'] }),
      aReplayedChange({ score: 100, level: 'critical' }),
      last,
    ];

    const summary = summarize({ changes, factors: [] });

    expect(summary.bands.map(({ changes: count }) => count)).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(summary.levels.map(({ changes: count }) => count)).toEqual([1, 1, 0, 1]);
    expect(summary.outcomes).toEqual({ approved: 3, 'needs-approval': 0, blocked: 1 });
    expect(summary.stoppedBy).toEqual({ 'schedule/no-friday': 1 });
    expect(summary.auc?.value).toBe(0.5);
  });

  test('names factors that always counted together, if for enough changes and not for all', () => {
    const changes = [
      ...many(9, { points: { one: 1, same: -2, all: 1, few: 1, fewer: 2 } }),
      ...many(1, { points: { one: 1, same: -2, all: 1 } }),
      ...many(5, { points: { other: 1, all: 1 } }),
      ...many(10, { points: { most: 3, all: 1, always: 1 } }),
      ...many(1, { points: { all: 1, always: 1 } }),
    ];
    const factors = ['one', 'same', 'all', 'few', 'fewer', 'other', 'most', 'always', 'gone'];

    const summary = summarize({ changes, factors });

    expect(summary.together).toEqual([{ factors: ['one', 'same'], changes: 10 }]);
    const report = { summary, deployments: null, against: null };
    expect(renderBacktest(report, { color: 'none', width: 80 })).toContain(
      'always counted together, for 10 changes: one, same',
    );
    expect(renderBacktestPage(report)).toContain('Always counted together, for 10 changes: one, same.');
  });

  test('says in words that nothing failed', () => {
    const summary = summarize({ changes: [aReplayedChange(), last], factors: ['x'] });

    expect(summary.auc).toBeNull();
    expect(renderBacktest({ summary, deployments: null, against: null }, { color: 'none', width: 80 })).toContain(
      'no change is known to have failed',
    );
    expect(renderBacktestPage({ summary, deployments: null, against: null })).toContain('cannot be said');
  });
});

describe('flips', () => {
  const before = [aReplayedChange({ commit: 'a', failed: true }), aReplayedChange({ commit: 'b' }), last];
  const after = before.map((change, index) => (index < 2 ? { ...change, knownOutcome: 'blocked' as const } : change));

  test('are counted by what they were and would be, the newest first', () => {
    expect(flipsBetween({ before, after })).toMatchObject([
      { from: 'approved', to: 'blocked', changes: 2, failed: 1, examples: [{ commit: 'b' }, { commit: 'a' }] },
    ]);
  });

  test('are none between a policy and itself', () => {
    expect(flipsBetween({ before, after: before })).toEqual([]);
  });

  test('are shown without letting a title write to the terminal or the page', () => {
    const hostile = [aReplayedChange({ title: '\u001B[31m<script>' }), last];
    const blocked = hostile.map((change) => ({ ...change, knownOutcome: 'blocked' as const }));
    const summary = summarize({ changes: hostile, factors: [] });
    const report = {
      summary,
      deployments: null,
      against: { summary, flips: flipsBetween({ before: hostile, after: blocked }) },
    };

    expect(renderBacktest(report, { color: 'none', width: 80 })).not.toContain('\u001B');
    expect(renderBacktestPage(report)).not.toContain('<script>');
  });
});
