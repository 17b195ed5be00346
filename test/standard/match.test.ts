import { describe, expect, test } from 'vitest';
import { matchStandardChange } from '../../src/standard/match.ts';
import type { StandardChange } from '../../src/standard/standard-change.ts';
import { aJudgedChange } from '../builders.ts';

function aModel(parts: Partial<StandardChange> = {}): StandardChange {
  return {
    id: 'docs-only',
    title: 'Documentation alone',
    because: 'approved by the change board',
    source: 'policy.yml:5',
    when: 'change.linesChanged < 100',
    maxRisk: 'low',
    app: 'github-actions',
    reviewBy: '2027-04-01',
    ...parts,
  };
}

const dated = (date: string) => aJudgedChange({ local: { date } });
const ofRisk = (level: 'low' | 'medium' | 'high' | 'critical') =>
  aJudgedChange({}, { risk: { score: 1, level, isAssumed: false } });
const passed = {
  app: 'github-actions',
  name: 'CI / build',
  conclusion: 'success',
  completedAt: '2026-11-24T09:00:00Z',
};
const codesOf = (models: readonly StandardChange[], change: ReturnType<typeof aJudgedChange>) =>
  matchStandardChange(models, change).findings.map(({ code }) => code);

describe('a standard change', () => {
  test('is what its condition says', () => {
    expect(matchStandardChange([aModel()], aJudgedChange())).toMatchObject({
      model: { id: 'docs-only' },
      assumed: false,
      findings: [
        {
          code: 'standard/matched',
          effect: 'note',
          rule: 'docs-only',
          source: 'policy.yml:5',
          because: 'approved by the change board',
          problem: 'this is the standard change `Documentation alone`',
        },
      ],
    });
  });

  test('of another kind is not told', () => {
    expect(matchStandardChange([aModel({ when: 'change.isRevert' })], aJudgedChange())).toEqual({
      model: null,
      findings: [],
      assumed: false,
    });
  });

  test('is none when the policy has no models', () => {
    expect(matchStandardChange([], aJudgedChange())).toEqual({ model: null, findings: [], assumed: false });
  });

  test.each([
    { maxRisk: 'low', level: 'low', code: 'standard/matched' },
    { maxRisk: 'low', level: 'medium', code: 'standard/too-risky' },
    { maxRisk: 'medium', level: 'low', code: 'standard/matched' },
    { maxRisk: 'medium', level: 'medium', code: 'standard/matched' },
    { maxRisk: 'medium', level: 'high', code: 'standard/too-risky' },
    { maxRisk: 'critical', level: 'critical', code: 'standard/matched' },
  ] as const)('for $maxRisk risk at most, at $level risk: $code', ({ maxRisk, level, code }) => {
    expect(codesOf([aModel({ maxRisk })], ofRisk(level))).toEqual([code]);
  });

  test.each([
    { date: '2027-03-17', codes: ['standard/matched'] },
    { date: '2027-03-18', codes: ['standard/matched', 'standard/expiring'] },
    { date: '2027-03-31', codes: ['standard/matched', 'standard/expiring'] },
    { date: '2027-04-01', codes: ['standard/expired'] },
    { date: '2027-04-02', codes: ['standard/expired'] },
  ])('to be reviewed by 2027-04-01, on $date: $codes', ({ date, codes }) => {
    expect(codesOf([aModel()], dated(date))).toEqual(codes);
  });

  test.each([
    { past: [{ model: 'docs-only', finished: 214, failures: [] }], words: ': 214 of 214 past ones went well' },
    {
      past: [{ model: 'docs-only', finished: 2, failures: ['2026-11-01T00:00:00Z'] }],
      words: ': 1 of 2 past ones went well',
    },
    { past: [{ model: 'docs-only', finished: 1, failures: [] }], words: ': 1 of 1 past one went well' },
    { past: [{ model: 'other', finished: 9, failures: [] }], words: '' },
    { past: [], words: '' },
    { past: { unknown: 'the ledger cannot be read' }, words: '' },
  ])('tells how its past ones went, if that is known: $words', ({ past, words }) => {
    const { findings } = matchStandardChange([aModel()], aJudgedChange({ models: past }));

    expect(findings[0]?.problem).toBe(`this is the standard change \`Documentation alone\`${words}`);
  });

  test.each([
    { left: 1, date: '2027-03-31', words: 'in 1 day' },
    { left: 14, date: '2027-03-18', words: 'in 14 days' },
  ])('to be reviewed in $left days says when', ({ date, words }) => {
    const { findings } = matchStandardChange([aModel()], dated(date));

    expect(findings[1]?.problem).toBe(
      `this standard change is to be reviewed by 2027-04-01, ${words}: from then on it is a normal change`,
    );
  });

  test.each([
    { when: 'it succeeded', checks: [passed], code: 'standard/matched' },
    { when: 'it failed', checks: [{ ...passed, conclusion: 'failure' }], code: 'standard/check-missing' },
    { when: 'it was skipped', checks: [{ ...passed, conclusion: 'skipped' }], code: 'standard/check-missing' },
    { when: 'it runs', checks: [{ ...passed, conclusion: null }], code: 'standard/check-missing' },
    { when: 'it did not run', checks: [], code: 'standard/check-missing' },
    { when: 'it is unknown', checks: { unknown: 'the token may not' }, code: 'standard/check-missing' },
  ])('with a check, when $when: $code', ({ checks, code }) => {
    expect(codesOf([aModel({ checks: ['CI / *'] })], aJudgedChange({ checks }))).toEqual([code]);
  });

  test('that failed too often is a normal one', () => {
    const model = aModel({ suspendAfter: { failures: 2, within: '30d' } });
    const change = aJudgedChange({ suspended: ['docs-only'] });
    const { model: matched, findings, assumed } = matchStandardChange([model], change);

    expect({ matched, assumed }).toEqual({ matched: null, assumed: false });
    expect(findings).toMatchObject([
      { code: 'standard/suspended', problem: expect.stringContaining('2 in 30d is the limit') },
    ]);
  });

  test('is a normal one before its risk is known', () => {
    expect(matchStandardChange([aModel()], aJudgedChange({}, { risk: null }))).toMatchObject({
      model: null,
      assumed: true,
      findings: [{ code: 'standard/too-risky' }],
    });
  });

  test('that is suspended by somebody else tells no limit', () => {
    expect(matchStandardChange([aModel()], aJudgedChange({ suspended: ['docs-only'] })).findings[0]?.problem).toMatch(
      /failed too often of late$/u,
    );
  });

  describe('while past failures are', () => {
    const suspendable = { suspendAfter: { failures: 1, within: '30d' } };
    const unknown = { unknown: 'the ledger cannot be read' };

    test.each([
      { state: 'those of other models', suspended: ['another'], code: 'standard/matched' },
      { state: 'none', suspended: [], code: 'standard/matched' },
      { state: 'looked for by nobody', suspended: undefined, code: 'standard/matched' },
      { state: 'unknown', suspended: unknown, code: 'standard/suspended' },
    ])('$state: $code', ({ suspended, code }) => {
      const change = aJudgedChange(suspended === undefined ? {} : { suspended });

      expect(codesOf([aModel(suspendable)], change)).toEqual([code]);
    });

    test('unknown, one that cannot be suspended fits all the same', () => {
      expect(codesOf([aModel()], aJudgedChange({ suspended: unknown }))).toEqual(['standard/matched']);
    });

    test('unknown, the change type is assumed, with the reason', () => {
      const match = matchStandardChange([aModel(suspendable)], aJudgedChange({ suspended: unknown }));

      expect(match).toMatchObject({
        model: null,
        assumed: true,
        findings: [{ assumed: [{ fact: 'suspended', reason: 'the ledger cannot be read' }] }],
      });
    });
  });

  test('tells everything that makes it a normal one, as notes', () => {
    const model = aModel({ checks: ['CI / *'], reviewBy: '2026-01-01' });
    const { findings } = matchStandardChange([model], ofRisk('high'));

    expect(findings.map(({ code, effect }) => [code, effect])).toEqual([
      ['standard/too-risky', 'note'],
      ['standard/expired', 'note'],
      ['standard/check-missing', 'note'],
    ]);
  });

  test('is the first model that fits in every respect', () => {
    const models = [
      aModel({ id: 'other-kind', when: 'change.isRevert' }),
      aModel({ id: 'expired', reviewBy: '2026-01-01' }),
      aModel({ id: 'fits' }),
      aModel({ id: 'fits-too' }),
    ];

    const { model, findings } = matchStandardChange(models, aJudgedChange());

    expect(model?.id).toBe('fits');
    expect(findings.map(({ rule }) => rule)).toEqual(['fits']);
  });

  test.each([
    {
      what: 'its condition',
      change: aJudgedChange({ checks: [passed], change: { linesChanged: { unknown: 'no diff' } } }),
    },
    { what: 'its checks', change: aJudgedChange({ checks: { unknown: 'the token may not' } }) },
    { what: 'the date', change: aJudgedChange({ checks: [passed], local: { date: { unknown: 'no zone' } } }) },
    {
      what: 'the risk',
      change: aJudgedChange({ checks: [passed] }, { risk: { score: 90, level: 'critical', isAssumed: true } }),
    },
  ])('is a normal one by assumption while only $what is unknown', ({ change }) => {
    expect(matchStandardChange([aModel({ checks: ['CI / *'] })], change)).toMatchObject({ model: null, assumed: true });
  });

  test('is a normal one for certain if something else is against it too', () => {
    const change = aJudgedChange({ change: { linesChanged: { unknown: 'no diff' } } });

    expect(matchStandardChange([aModel({ reviewBy: '2026-01-01' })], change)).toMatchObject({
      model: null,
      assumed: false,
    });
  });

  test('is one for certain if another model fits', () => {
    const models = [aModel({ id: 'undecided', when: 'change.isBot' }), aModel()];

    expect(
      matchStandardChange(models, aJudgedChange({ change: { isBot: { unknown: 'no signature' } } })),
    ).toMatchObject({
      model: { id: 'docs-only' },
      assumed: false,
    });
  });
});
