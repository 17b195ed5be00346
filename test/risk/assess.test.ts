import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeFacts } from '../../src/change/facts.ts';
import { assessRisk, levelOf } from '../../src/risk/assess.ts';
import type { RiskFactor, RiskPolicy } from '../../src/risk/factor.ts';
import { riskLevels } from '../../src/rule/rule.ts';
import { aChange } from '../builders.ts';

const unknown = { unknown: 'no token' };

function aPolicy(factors: readonly RiskFactor[], parts: Partial<RiskPolicy> = {}): RiskPolicy {
  return { base: 10, levels: { medium: 15, high: 60, critical: 75 }, factors, ...parts };
}

const head = { because: 'it failed before', source: 'risk.yml:3' };

const schema: RiskFactor = { ...head, id: 'schema', when: 'touches("**/migrations/**")', points: 6 };
const docs: RiskFactor = { ...head, id: 'docs', when: 'onlyTouches("docs/**")', points: -30 };
const size: RiskFactor = {
  ...head,
  id: 'size',
  measure: 'change.linesChanged',
  points: { 1: 9, 10: 16, 50: 23, 200: 26, 1000: 30 },
};

function sizeOf(linesChanged: ChangeFacts['change']['linesChanged']) {
  return assessRisk(aPolicy([size]), aChange({ change: { linesChanged } }));
}

describe('the score', () => {
  test('of a change that no factor counts for is the base', () => {
    expect(assessRisk(aPolicy([schema]), aChange())).toEqual({
      base: 10,
      score: 10,
      level: 'low',
      isAssumed: false,
      contributions: [],
    });
  });

  test('is the base and the points of all factors that count, told by the heaviest first', () => {
    const risk = assessRisk(
      aPolicy([docs, schema, size]),
      aChange({ files: [{ path: 'docs/migrations/1.sql', status: 'added', added: 9, deleted: 0, kind: 'docs' }] }),
    );

    expect(risk.score).toBe(0);
    expect(risk.contributions.map(({ factor, points }) => [factor, points])).toEqual([
      ['size', 9],
      ['schema', 6],
      ['docs', -30],
    ]);
  });

  test.each([
    { points: 200, score: 100 },
    { points: -200, score: 0 },
    { points: 0.1, score: 10.1 },
  ])('with $points points more is $score', ({ points, score }) => {
    const factor: RiskFactor = { ...head, id: 'always', when: 'true', points };

    expect(assessRisk(aPolicy([factor]), aChange()).score).toBe(score);
  });

  test('does not depend on how decimals are added up', () => {
    const factors = [0.1, 0.2, 4.7].map((points, index): RiskFactor => ({
      ...head,
      id: `f${index}`,
      when: 'true',
      points,
    }));

    expect(assessRisk(aPolicy(factors), aChange())).toMatchObject({ score: 15, level: 'medium' });
  });
});

describe('the level', () => {
  test.each([
    { score: 0, level: 'low' },
    { score: 14.99, level: 'low' },
    { score: 15, level: 'medium' },
    { score: 59, level: 'medium' },
    { score: 60, level: 'high' },
    { score: 74, level: 'high' },
    { score: 75, level: 'critical' },
    { score: 100, level: 'critical' },
  ])('of $score is $level', ({ score, level }) => {
    expect(levelOf(score, { medium: 15, high: 60, critical: 75 })).toBe(level);
  });

  test('is never one that begins at 101', () => {
    expect(levelOf(100, { medium: 15, high: 60, critical: 101 })).toBe('high');
  });
});

describe('a factor with steps', () => {
  test.each([
    { linesChanged: 0, points: undefined, lower: undefined },
    { linesChanged: 1, points: 9, lower: null },
    { linesChanged: 9, points: 9, lower: null },
    { linesChanged: 10, points: 16, lower: { points: 9, how: '`change.linesChanged` below 10' } },
    { linesChanged: 999, points: 26, lower: { points: 23, how: '`change.linesChanged` below 200' } },
    { linesChanged: 5_000, points: 30, lower: { points: 26, how: '`change.linesChanged` below 1000' } },
  ])('counts $points at $linesChanged', ({ linesChanged, points, lower }) => {
    const [contribution] = sizeOf(linesChanged).contributions;

    expect(contribution?.points).toBe(points);
    expect(contribution?.lower).toEqual(lower);
  });

  test('counts the largest if its measure is unknown, and says so', () => {
    expect(sizeOf(unknown)).toEqual({
      base: 10,
      score: 40,
      level: 'medium',
      isAssumed: true,
      contributions: [
        {
          factor: 'size',
          source: 'risk.yml:3',
          because: 'it failed before',
          points: 30,
          facts: { 'change.linesChanged': unknown },
          assumed: [{ fact: 'change.linesChanged', reason: 'no token' }],
          lower: { points: 0, how: '`change.linesChanged` known' },
        },
      ],
    });
  });

  test('tells the way up if more counts less', () => {
    const experience: RiskFactor = {
      ...head,
      id: 'experience',
      measure: 'author.changesBefore',
      points: { 0: 10, 5: 4, 20: 0 },
    };
    const risk = assessRisk(aPolicy([experience]), aChange({ author: { changesBefore: 2 } }));

    expect(risk.contributions[0]).toMatchObject({
      points: 10,
      lower: { points: 4, how: '`author.changesBefore` at 5 or more' },
    });
  });

  test('skips a step that counts no less', () => {
    const factor: RiskFactor = { ...head, id: 'flat', measure: 'change.commits', points: { 1: 2, 5: 8, 10: 8 } };
    const risk = assessRisk(aPolicy([factor]), aChange({ change: { commits: 12 } }));

    expect(risk.contributions[0]?.lower).toEqual({ points: 2, how: '`change.commits` below 5' });
  });

  test.each([
    { measure: 'operations.openIncidents', points: { 1: 20 }, how: '`operations.openIncidents` below 1' },
    { measure: 'change.entropy', points: { 0.5: 20 }, how: '`change.entropy` below 0.5' },
    { measure: 'change.linesDeleted', points: { 1: 20 }, how: '`change.linesDeleted` below 1' },
    { measure: 'change.commits', points: { 1: 20 }, how: undefined },
    { measure: 'change.commits', points: { 0: 5, 1: 20 }, how: undefined },
    { measure: 'change.commits', points: { 0: 5, 1: 20, 50: 3 }, how: '`change.commits` at 50 or more' },
    { measure: 'change.commits', points: { 2: 20 }, how: '`change.commits` below 2' },
    { measure: 'author.changesHere', points: { 0: 20 }, how: undefined },
    { measure: 'lines("src/**")', points: { 1: 20 }, how: '`lines("src/**")` below 1' },
  ])('of $measure from $points on asks for $how', ({ measure, points, how }) => {
    const factor: RiskFactor = { ...head, id: 'first', measure, points };
    const facts = aChange({
      change: { commits: 3, entropy: 0.9, linesAdded: 3, linesDeleted: 3 },
      operations: { openIncidents: 2 },
    });

    const [contribution] = assessRisk(aPolicy([factor]), facts).contributions;

    expect(contribution?.points).toBe(20);
    expect(contribution?.lower?.how).toBe(how);
  });

  test('that only lightens counts nothing if its measure is unknown', () => {
    const factor: RiskFactor = { ...head, id: 'old', measure: 'change.ageHours', points: { 0: -5, 24: -10 } };
    const risk = assessRisk(aPolicy([factor]), aChange({ change: { ageHours: unknown } }));

    expect(risk).toMatchObject({ score: 10, isAssumed: true, contributions: [] });
  });

  test('counts nothing below its first step, whatever its sign', () => {
    const factor: RiskFactor = { ...head, id: 'cold', measure: 'change.commits - 5', points: { '-1.5': 3, '-3': 7 } };
    const pointsOf = (commits: number) =>
      assessRisk(aPolicy([factor]), aChange({ change: { commits } })).contributions[0]?.points;

    expect([1, 2, 3, 4].map(pointsOf)).toEqual([undefined, 7, 7, 3]);
  });
});

describe('a factor with a condition', () => {
  const migration = { path: 'db/migrations/1.sql', status: 'added', added: 9, deleted: 0, kind: 'migration' } as const;

  test('tells the facts and what would lower it', () => {
    expect(assessRisk(aPolicy([schema]), aChange({ files: [migration] })).contributions).toEqual([
      {
        factor: 'schema',
        source: 'risk.yml:3',
        because: 'it failed before',
        points: 6,
        facts: { 'touches("**/migrations/**")': ['db/migrations/1.sql'] },
        assumed: [],
        lower: { points: 0, how: 'no file in `**/migrations/**`' },
      },
    ]);
  });

  test('counts its points if it is undecided, but not if they lighten', () => {
    const risk = assessRisk(aPolicy([schema, docs]), aChange({ files: unknown }));

    expect(risk).toMatchObject({ score: 16, isAssumed: true });
    expect(risk.contributions.map(({ factor, lower }) => [factor, lower])).toEqual([
      ['schema', { points: 0, how: '`files` known' }],
    ]);
  });

  test('is assumed also where only a lightening factor is undecided', () => {
    expect(assessRisk(aPolicy([docs]), aChange({ files: unknown }))).toMatchObject({
      score: 10,
      isAssumed: true,
      contributions: [],
    });
  });

  test('has nothing to lower if its points lighten', () => {
    const files = [{ path: 'docs/a.md', status: 'added', added: 9, deleted: 0, kind: 'docs' }] as const;

    expect(assessRisk(aPolicy([docs]), aChange({ files })).contributions[0]).toMatchObject({
      points: -30,
      lower: null,
    });
  });

  test('sees neither the risk nor the change type', () => {
    const blind: RiskFactor = { ...head, id: 'blind', when: 'risk.score > 1 || change.type == "normal"', points: 5 };

    expect(assessRisk(aPolicy([blind]), aChange()).isAssumed).toBe(true);
  });
});

describe('the scope of a factor', () => {
  const heavier: RiskFactor = { ...head, id: 'pay', services: ['pay'], when: 'true', points: 20 };
  const lighter: RiskFactor = { ...head, id: 'site', services: ['site'], when: 'true', points: -5 };

  test.each([
    { services: ['pay'], score: 30 },
    { services: ['pay', 'site'], score: 30 },
    { services: ['site'], score: 5 },
    { services: [], score: 10 },
    { services: unknown, score: 30 },
  ])('with the services $services: $score', ({ services, score }) => {
    expect(assessRisk(aPolicy([heavier, lighter]), aChange({ services })).score).toBe(score);
  });

  test('leaves an unknown measure out of other environments', () => {
    const staging: RiskFactor = { ...size, environments: ['staging'] };

    expect(assessRisk(aPolicy([staging]), aChange({ change: { linesChanged: unknown } }))).toMatchObject({
      score: 10,
      isAssumed: false,
    });
  });
});

describe('any policy', () => {
  const steps = fc.dictionary(fc.integer({ min: -2, max: 6 }).map(String), fc.integer({ min: -40, max: 40 }), {
    minKeys: 1,
    maxKeys: 4,
  });
  const place = fc.constantFrom({}, { environments: ['production'] }, { services: ['pay'] }, { services: ['site'] });
  const factors: fc.Arbitrary<readonly RiskFactor[]> = fc.array(
    fc.oneof(
      fc
        .tuple(
          place,
          fc.constantFrom('change.isBot', '!change.isBot', 'touches("src/**")', 'onlyTouches("docs/**")', 'tier < 3'),
          fc.integer({ min: -40, max: 40 }),
        )
        .map(([scope, when, points]): RiskFactor => ({ ...head, ...scope, id: 'f', when, points })),
      fc
        .tuple(place, fc.constantFrom('change.linesChanged', 'lines("src/**")', 'tier'), steps)
        .map(([scope, measure, points]): RiskFactor => ({ ...head, ...scope, id: 'm', measure, points })),
    ),
    { maxLength: 6 },
  );
  const known = fc
    .record({
      isBot: fc.boolean(),
      linesChanged: fc.nat(5),
      tier: fc.integer({ min: 1, max: 4 }),
      services: fc.subarray(['pay', 'site']),
      paths: fc.subarray(['src/a.ts', 'docs/a.md']),
    })
    .map(({ isBot, linesChanged, tier, services, paths }) =>
      aChange({
        change: { isBot, linesChanged },
        tier,
        services,
        files: paths.map((path) => ({ path, status: 'added', added: 2, deleted: 0, kind: 'code' })),
      }),
    );

  test('never assesses a change as lighter because a fact is unknown', () => {
    const hidden = fc.subarray(['isBot', 'linesChanged', 'tier', 'services', 'files', 'environment', 'cut']);
    fc.assert(
      fc.property(factors, known, hidden, (list, facts, names) => {
        const policy = aPolicy(list, { base: 50 });
        const before = assessRisk(policy, facts);
        const after = assessRisk(policy, hide(facts, names));

        expect(after.score).toBeGreaterThanOrEqual(before.score);
        expect(riskLevels.indexOf(after.level)).toBeGreaterThanOrEqual(riskLevels.indexOf(before.level));
        expect(after.isAssumed || after.score === before.score).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('never gives a lower level for more points', () => {
    fc.assert(
      fc.property(factors, known, fc.nat(60), (list, facts, points) => {
        const more: RiskFactor = { ...head, id: 'more', when: 'true', points };
        const before = assessRisk(aPolicy(list, { base: 30 }), facts);
        const after = assessRisk(aPolicy([...list, more], { base: 30 }), facts);

        expect(riskLevels.indexOf(after.level)).toBeGreaterThanOrEqual(riskLevels.indexOf(before.level));
      }),
      { numRuns: 500 },
    );
  });

  test('gives contributions that add up, each with a lower one that is lower', () => {
    fc.assert(
      fc.property(factors, known, (list, facts) => {
        const { base, score, contributions } = assessRisk(aPolicy(list), facts);
        const sum = contributions.reduce((total, { points }) => total + points, base);

        expect(score).toBe(Math.min(100, Math.max(0, sum)));
        expect(contributions.every(({ points, lower }) => lower === null || lower.points < points)).toBe(true);
        expect(contributions.every(({ points, lower }) => lower === null || points > 0)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

function hide(facts: ChangeFacts, names: readonly string[]): ChangeFacts {
  const has = (name: string) => names.includes(name);
  return {
    ...facts,
    tier: has('tier') ? unknown : facts.tier,
    services: has('services') ? unknown : facts.services,
    environment: has('environment') ? unknown : facts.environment,
    files: has('files') ? unknown : filesOf(facts, has('cut')),
    change: {
      ...facts.change,
      isBot: has('isBot') ? unknown : facts.change.isBot,
      linesChanged: has('linesChanged') ? unknown : facts.change.linesChanged,
    },
  };
}

function filesOf({ files }: ChangeFacts, isCut: boolean): ChangeFacts['files'] {
  return isCut && Array.isArray(files) ? { unknown: 'cut short', seen: files.slice(0, 1) } : files;
}
