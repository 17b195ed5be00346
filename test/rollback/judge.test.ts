import { describe, expect, test } from 'vitest';
import { judgeRollback } from '../../src/rollback/judge.ts';
import type { PlanRule } from '../../src/rollback/plan-rule.ts';
import { planTemplate } from '../../src/rollback/template.ts';
import { aJudgedChange, aPlan } from '../builders.ts';

function aRule(parts: Partial<PlanRule> = {}): PlanRule {
  return {
    id: 'production-plan',
    because: 'if you cannot roll back, the change is riskier than you think',
    source: 'policy.yml:3',
    require: ['strategy', 'owner'],
    missing: 'block',
    weak: 'hold',
    ...parts,
  };
}

const none = aJudgedChange({ plan: null });
const good = aJudgedChange({ plan: aPlan() });
const weak = aJudgedChange({ plan: aPlan({ owner: 'team' }) });
const unknown = aJudgedChange({ plan: { unknown: 'the token may not read it' } });

describe('a change', () => {
  test('needs no plan when no rule is in scope', () => {
    const rules = [aRule({ environments: ['staging'] })];

    expect(judgeRollback(rules, none)).toMatchObject({
      judgement: { required: false, state: 'not-required', strategy: null, problems: [] },
      findings: [],
    });
  });

  test('tells of a plan that nobody asked for', () => {
    expect(judgeRollback([], good)).toMatchObject({
      judgement: { required: false, state: 'not-required', strategy: 'redeploy-previous', minutesToRestore: 15 },
      findings: [],
    });
  });

  test('with a good plan has nothing against it', () => {
    expect(judgeRollback([aRule()], good)).toEqual({
      judgement: {
        required: true,
        state: 'good',
        strategy: 'redeploy-previous',
        minutesToRestore: 15,
        source: '.change/rollback.yml',
        digest: 'sha256:0000',
        problems: [],
      },
      findings: [],
    });
  });

  test.each(['block', 'hold', 'note'] as const)('without a plan meets the effect %s', (missing) => {
    const { judgement, findings } = judgeRollback([aRule({ missing, approvers: ['peers'] })], none);

    expect(judgement).toMatchObject({ required: true, state: 'missing', problems: ['there is no rollback plan'] });
    expect(findings).toMatchObject([
      {
        code: 'rollback/plan-missing',
        effect: missing,
        rule: 'production-plan',
        source: 'policy.yml:3',
        because: 'if you cannot roll back, the change is riskier than you think',
        approvers: ['peers'],
        remedy:
          'write `.change/rollback.yml`, or a section `## Rollback plan` in the pull request\'s text, with `strategy: redeploy-previous`, `owner: "@who-does-it"`',
      },
    ]);
  });

  test.each([
    { what: 'the untouched template', plan: aPlan({ text: planTemplate }) },
    {
      what: 'placeholders alone',
      plan: aPlan({
        strategy: 'TBD',
        steps: ['?'],
        owner: 'n/a',
        trigger: null,
        minutesToRestore: null,
        verification: null,
      }),
    },
  ])('with $what has no plan', ({ plan }) => {
    expect(judgeRollback([aRule()], aJudgedChange({ plan })).findings).toMatchObject([
      { code: 'rollback/plan-missing', effect: 'block' },
    ]);
  });

  test.each(['block', 'hold', 'note'] as const)('with a weak plan meets the effect %s', (effect) => {
    const { judgement, findings } = judgeRollback([aRule({ weak: effect })], weak);

    expect(judgement.state).toBe('weak');
    expect(judgement.problems).toEqual([expect.stringContaining('`owner` is `team`')]);
    expect(findings).toMatchObject([
      {
        code: 'rollback/plan-weak',
        effect,
        problem: expect.stringContaining('`owner` is `team`'),
        remedy: 'mend the plan in .change/rollback.yml',
        facts: { 'plan.digest': 'sha256:0000' },
      },
    ]);
  });

  test.each([
    { missing: 'block', weak: 'hold', effect: 'block' },
    { missing: 'note', weak: 'hold', effect: 'hold' },
    { missing: 'note', weak: 'note', effect: 'note' },
    { missing: 'hold', weak: 'block', effect: 'block' },
  ] as const)('with an unknown plan meets the worse of $missing and $weak', ({ effect, ...effects }) => {
    const { judgement, findings } = judgeRollback([aRule(effects)], unknown);

    expect(judgement.state).toBe('unknown');
    expect(findings).toMatchObject([
      {
        code: 'rollback/plan-unknown',
        effect,
        assumed: [{ fact: 'plan', reason: 'the token may not read it' }],
      },
    ]);
  });

  test('is judged under every rule in scope', () => {
    const rules = [
      aRule({ id: 'first', require: ['strategy'] }),
      aRule({ id: 'second', require: ['returnTo'], weak: 'block' }),
      aRule({ id: 'third', require: ['returnTo'] }),
      aRule({ id: 'elsewhere', environments: ['staging'] }),
    ];

    const { judgement, findings } = judgeRollback(rules, good);

    expect(findings.map(({ rule, effect }) => [rule, effect])).toEqual([
      ['second', 'block'],
      ['third', 'hold'],
    ]);
    expect(judgement).toMatchObject({ state: 'weak', problems: [expect.stringContaining('`returnTo` is missing')] });
  });

  test.each([
    { changeType: 'normal', changeTypes: undefined, asked: true },
    { changeType: 'standard', changeTypes: undefined, asked: false },
    { changeType: 'emergency', changeTypes: undefined, asked: false },
    { changeType: 'emergency', changeTypes: ['normal', 'emergency'], asked: true },
  ] as const)('of type $changeType under $changeTypes is asked: $asked', ({ changeType, changeTypes, asked }) => {
    const rule = changeTypes === undefined ? aRule() : aRule({ changeTypes });

    expect(judgeRollback([rule], aJudgedChange({}, { changeType })).judgement.required).toBe(asked);
  });

  test('that migrates the schema gets a hint with a good plan', () => {
    const files = [{ path: 'db/7.sql', status: 'added', added: 1, deleted: 0, kind: 'migration' }] as const;
    const { judgement, findings } = judgeRollback([aRule()], aJudgedChange({ plan: aPlan(), files }));

    expect(judgement.state).toBe('good');
    expect(findings).toMatchObject([{ code: 'rollback/plan-hint', effect: 'note' }]);
  });
});
