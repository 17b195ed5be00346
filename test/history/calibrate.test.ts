import { describe, expect, test } from 'vitest';
import type { ReplayedChange } from '../../src/history/backtest.ts';
import { calibrate } from '../../src/history/calibrate.ts';
import type { Calibration } from '../../src/history/calibrate.ts';
import { aucGain } from '../../src/history/gain.ts';
import { aucOf, randomFrom } from '../../src/history/statistics.ts';
import { renderCalibration } from '../../src/report/calibration.ts';
import type { RiskPolicy } from '../../src/risk/factor.ts';

const rule = { because: 'it breaks', source: 'policy.yml:9' };
const risk: RiskPolicy = {
  base: 10,
  levels: { medium: 15, high: 60, critical: 75 },
  factors: [
    { ...rule, id: 'payments', when: 'touches("payments/**")', points: 2 },
    { ...rule, id: 'size', measure: 'change.linesChanged', points: { 1: 4, 10: 10, 100: 12 } },
    { ...rule, id: 'docs', when: 'onlyTouches("docs/**")', points: -20 },
    { ...rule, id: 'switched-off', when: 'change.isBot', points: 0 },
  ],
};

type History = {
  readonly changes: number;
  readonly odds: number;
  readonly seed?: number;
  /** In which part of the history `payments` is a cause: all of it, up to seven tenths, or from there on. */
  readonly cause?: 'always' | 'once' | 'of late';
};

/** Changes, one every three hours, in which `payments` multiplies the odds of failure; 1: nothing has to do with it. */
function aHistory({ changes, odds, seed = 7, cause = 'always' }: History): readonly ReplayedChange[] {
  const random = randomFrom(seed);
  return Array.from({ length: changes }, (_, index) => {
    const isPayment = random() < 0.2;
    const size = [0, 4, 10, 12][Math.floor(random() * 4)] ?? 0;
    const points = {
      ...(isPayment ? { payments: 2 } : {}),
      ...(size === 0 ? {} : { size }),
      ...(random() < 0.1 ? { docs: -20 } : {}),
    };
    const isNew = index >= changes * 0.7;
    const isCause = isPayment && (cause === 'always' || (cause === 'of late') === isNew);
    const chance = 0.05 * (isCause ? odds : 1);
    return aReplayedChange(index, { points, failed: random() < chance / (1 + chance) });
  });
}

/** The same changes, whose outcomes are dealt out anew. */
function shuffled(changes: readonly ReplayedChange[], seed: number): readonly ReplayedChange[] {
  const random = randomFrom(seed);
  const outcomes = changes
    .map(({ failed }) => ({ failed, place: random() }))
    .toSorted((one, other) => one.place - other.place);
  return changes.map((change, index) => ({ ...change, failed: outcomes[index]?.failed ?? false }));
}

/** The points of all levels of all factors as a calibration leaves them. */
function pointsAfter({ changes }: Calibration): ReadonlyMap<string, number> {
  const entries = risk.factors.flatMap((factor) => {
    const points = changes.find((change) => change.factor.id === factor.id)?.after ?? factor.points;
    if (typeof points === 'number') return [[factor.id, points] as const];
    return Object.entries(points).map(([from, level]) => [`${factor.id} ${from}`, level] as const);
  });
  return new Map(entries);
}

function aReplayedChange(index: number, parts: Partial<ReplayedChange>): ReplayedChange {
  return {
    commit: String(index),
    date: new Date(Date.UTC(2024, 0, 1) + index * 3 * 3_600_000).toISOString(),
    score: 0,
    level: 'low',
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

describe('a calibration', () => {
  const planted = aHistory({ changes: 4_000, odds: 8 });

  test('finds a planted cause, and leaves alone what has nothing to do with it', () => {
    const { says, changes } = calibrate(risk, planted);

    const payments = changes.find(({ factor }) => factor.id === 'payments');
    expect(says).toBe('change');
    expect(payments?.before).toBe(2);
    expect(payments?.after).toBeGreaterThan(35);
    expect(changes.map(({ factor }) => factor.id)).not.toContain('switched-off');
  });

  test('changes nothing where outcomes have nothing to do with the changes', () => {
    const seeds = Array.from({ length: 40 }, (_, index) => index + 100);

    const said = seeds.map((seed) => calibrate(risk, aHistory({ changes: 2_000, odds: 1, seed })).says);

    expect(said.filter((says) => says === 'change')).toEqual([]);
  });

  test('changes nothing where the outcomes of a history with a cause are dealt out anew', () => {
    const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

    const said = seeds.map((seed) => calibrate(risk, shuffled(planted, seed)).says);

    expect(new Set(said)).toEqual(new Set(['no-gain']));
  });

  test.each([
    { cause: 'once', why: 'the newest changes do not show it any more' },
    { cause: 'of late', why: 'it cannot be validated on what it would be learned from' },
  ] as const)('proposes no cause that was there $cause: $why', ({ cause }) => {
    expect(calibrate(risk, aHistory({ changes: 4_000, odds: 8, cause })).says).not.toBe('change');
  });

  test('keeps what is riskier riskier, in whole points', () => {
    const { changes } = calibrate(risk, planted);

    const size = changes.find(({ factor }) => factor.id === 'size')?.after;
    const steps = typeof size === 'object' ? Object.values(size) : [];
    expect(steps).toHaveLength(3);
    expect(steps).toEqual(steps.toSorted((one, other) => one - other));
    expect(steps.every(Number.isInteger)).toBe(true);
  });

  test('keeps that order even where what should be riskier fails less', () => {
    const random = randomFrom(11);
    const contrary = planted.map((change) => {
      const chance = { 4: 0.3, 10: 0.1, 12: 0.02 }[change.points['size'] ?? 0] ?? 0.05;
      return { ...change, failed: change.failed || random() < chance };
    });

    const size = [...pointsAfter(calibrate(risk, contrary))].filter(([name]) => name.startsWith('size '));

    const levels = size.map(([, level]) => level);
    expect(levels).toEqual(levels.toSorted((one, other) => one - other));
    expect(levels[0]).toBeGreaterThan(8);
  });

  test('is the same each time', () => {
    expect(calibrate(risk, planted)).toEqual(calibrate(risk, planted));
  });

  test('learns only from what is older than what it is validated on', () => {
    const { training, heldOut } = calibrate(risk, planted);

    expect(training.to < heldOut.from).toBe(true);
    expect(heldOut.changes / (training.changes + heldOut.changes)).toBeCloseTo(0.3, 2);
  });

  test('is not swung by few failures', () => {
    const rare = planted.map((change, index) => {
      const { docs: _docs, ...points } = change.points;
      const isRare = index < 1_500 && index % 500 === 1;
      return isRare ? { ...change, points: { ...points, docs: -20 }, failed: true } : { ...change, points };
    });

    const docs = pointsAfter(calibrate(risk, rare)).get('docs');

    expect(docs).toBeGreaterThan(-20);
    expect(docs).toBeLessThan(-14);
  });

  test('moves no point by more than 2 for one failure more or less', () => {
    const before = pointsAfter(calibrate(risk, planted));
    const steps = Array.from({ length: 12 }, (_, index) => 200 * index + 3);

    for (const step of steps) {
      const other = planted.map((change, index) => (index === step ? { ...change, failed: !change.failed } : change));
      const after = pointsAfter(calibrate(risk, other));
      for (const [name, points] of after) expect(Math.abs(points - (before.get(name) ?? 0))).toBeLessThanOrEqual(2);
    }
  });

  test.each([
    { failures: 29, says: 'too-few-failures' },
    { failures: 30, says: 'change' },
  ])('with $failures failures to learn from says $says', ({ failures, says }) => {
    const changes = Array.from({ length: 2_000 }, (_, index) => {
      const failed = index < failures || (index >= 1_600 && index < 1_640);
      return aReplayedChange(index, { points: failed ? { payments: 2 } : { size: 4 }, failed });
    });

    expect(calibrate(risk, changes).says).toBe(says);
  });

  test.each([
    { of: 'no change at all', changes: [] },
    { of: 'one change', changes: [aReplayedChange(0, { failed: true })] },
    { of: 'failures alone', changes: planted.map((change) => ({ ...change, failed: true })) },
    { of: 'no failure', changes: planted.map((change) => ({ ...change, failed: false })) },
  ])('of $of says that there is too little to learn from', ({ changes }) => {
    expect(calibrate(risk, changes).says).toBe('too-few-failures');
  });

  test('of a policy without points says so', () => {
    expect(calibrate({ ...risk, factors: [] }, planted).says).toBe('no-factors');
  });
});

describe('a gain in AUC', () => {
  const random = randomFrom(5);
  const scored = Array.from({ length: 400 }, (_, index) => {
    const failed = index % 5 === 0;
    return {
      failed,
      before: Math.floor(random() * 9),
      after: Math.floor(random() * 9) + (failed ? 3 : 0),
    };
  });

  test('is the difference of both', () => {
    const auc = (which: 'before' | 'after'): number =>
      aucOf(scored.map((change) => ({ score: change[which], failed: change.failed }))) ?? 0;

    const gain = aucGain(scored);

    expect(gain?.value).toBeCloseTo(auc('after') - auc('before'), 10);
    expect(gain?.low).toBeGreaterThan(0);
  });

  test('is nothing, surely, between equal scores', () => {
    const same = scored.map((change) => ({ ...change, after: change.before }));

    expect(aucGain(same)).toEqual({ value: 0, low: 0, high: 0 });
  });

  test('cannot be said without failures', () => {
    expect(aucGain(scored.filter(({ failed }) => !failed))).toBe(null);
  });
});

describe('what a calibration prints', () => {
  test('is a diff with the evidence of each factor, and both measures', () => {
    const text = renderCalibration(calibrate(risk, aHistory({ changes: 4_000, odds: 8 })), 'none');

    expect(text).toMatch(/^--- policy\.yml\n\+\+\+ policy\.yml\n@@ policy\.yml:9 @@\n {5}- id: payments$/m);
    expect(text).toMatch(
      /^-      points: 2\n\+      # fitted on 2024-01-01 to .* failed where it counted.*\n\+      points: \d+$/m,
    );
    expect(text).toMatch(/^# AUC +\.\d\d \[.*\] +\.\d\d \[/m);
    expect(text).toMatch(/^# failures in the top 20 % +\d/m);
  });

  test('is no diff where there is nothing to propose', () => {
    const text = renderCalibration(calibrate(risk, aHistory({ changes: 200, odds: 8 })), 'none');

    expect(text).toContain('# no change proposed: there is too little to learn from');
    expect(text).not.toContain('---');
  });
});
