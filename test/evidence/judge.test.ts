import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/change/facts.ts';
import type { EvidenceRule } from '../../src/evidence/evidence-rule.ts';
import { judgeEvidence } from '../../src/evidence/judge.ts';
import { aJudgedChange } from '../builders.ts';

const place = { because: 'it was agreed', source: 'policy.yml:7', effect: 'block' } as const;
const rule: EvidenceRule = { ...place, id: 'core-workflows', app: 'github-actions', checks: ['E2E / *'] };

function aCheck(parts: Partial<Check> = {}): Check {
  return {
    app: 'github-actions',
    name: 'E2E / receipts',
    conclusion: 'success',
    completedAt: '2026-11-24T09:00:00Z',
    ...parts,
  };
}

const found = (checks: readonly Check[] | { unknown: string }, rules: readonly EvidenceRule[] = [rule]) =>
  judgeEvidence({ rules, catalogue: {}, saidBudget: { unknown: 'not given' } }, aJudgedChange({ checks }));

describe('evidence by checks', () => {
  test('is there when every check succeeded', () => {
    expect(found([aCheck(), aCheck({ name: 'E2E / login' })])).toEqual([]);
  });

  test.each([
    {
      when: 'it failed',
      checks: [aCheck({ conclusion: 'failure' })],
      problem: 'on the commit to be deployed `E2E / receipts` ended with `failure`',
    },
    {
      when: 'it was skipped',
      checks: [aCheck({ conclusion: 'skipped' })],
      problem: 'on the commit to be deployed `E2E / receipts` ended with `skipped`',
    },
    {
      when: 'it runs',
      checks: [aCheck({ conclusion: null, completedAt: null })],
      problem: 'on the commit to be deployed `E2E / receipts` is still running',
    },
    {
      when: 'one of two failed',
      checks: [aCheck(), aCheck({ name: 'E2E / login', conclusion: 'failure' })],
      problem: 'on the commit to be deployed `E2E / login` ended with `failure`',
    },
    {
      when: 'it did not run',
      checks: [aCheck({ name: 'CI / build' })],
      problem: '`E2E / *` did not run on the commit to be deployed',
    },
    {
      when: 'there are no checks',
      checks: [],
      problem: '`E2E / *` did not run on the commit to be deployed',
    },
    {
      when: 'another app made it',
      checks: [aCheck({ app: 'somebody-else' })],
      problem: '`E2E / *` did not run on the commit to be deployed',
    },
  ])('is not there when $when', ({ checks, problem }) => {
    expect(found(checks)).toMatchObject([
      {
        code: 'evidence/core-workflows',
        effect: 'block',
        rule: 'core-workflows',
        source: 'policy.yml:7',
        because: 'it was agreed',
        problem,
        remedy: expect.stringMatching(/\w/u),
        assumed: [],
      },
    ]);
  });

  test('tells what failed and what did not run', () => {
    const both: EvidenceRule = { ...rule, checks: ['E2E / *', 'Security / scan'] };

    expect(found([aCheck({ conclusion: 'timed_out' })], [both])).toMatchObject([
      {
        problem: 'on the commit to be deployed `E2E / receipts` ended with `timed_out`, `Security / scan` did not run',
      },
    ]);
  });

  test('of several checks that did not run asks for them', () => {
    expect(found([], [{ ...rule, checks: ['E2E / *', 'Security / scan'] }])).toMatchObject([
      {
        problem: '`E2E / *`, `Security / scan` did not run on the commit to be deployed',
        remedy: 'run them on this commit, then run the gate again',
      },
    ]);
  });

  test('is waited for while all of it runs', () => {
    expect(found([aCheck({ conclusion: null, completedAt: null })])).toMatchObject([
      { remedy: 'wait until it has ended, then run the gate again' },
    ]);
  });

  test('counts as lacking while the checks are unknown', () => {
    expect(found({ unknown: 'the token may not' })).toMatchObject([
      {
        code: 'evidence/core-workflows',
        effect: 'block',
        problem: 'whether `E2E / *` succeeded is not known (the token may not)',
        assumed: [{ fact: 'checks', reason: 'the token may not' }],
      },
    ]);
  });

  test.each(['note', 'hold', 'block'] as const)('that lacks has the effect of its rule: %s', (effect) => {
    expect(found([], [{ ...rule, effect, approvers: ['sre'] }])).toMatchObject([{ effect, approvers: ['sre'] }]);
  });

  test('is demanded only in scope', () => {
    expect(found([], [{ ...rule, environments: ['staging'] }])).toEqual([]);
    expect(found([], [{ ...rule, changeTypes: ['emergency'] }])).toEqual([]);
  });
});

describe('evidence in files', () => {
  test.each([
    { rule: { ...place, id: 'restore-test', file: 'ops/restore-*.yml', maxAge: '90d' }, fact: 'evidence' },
    {
      rule: { ...place, id: 'budget', slo: { file: 'ops/slo.json', minimumBudget: 0, maxAge: '1d' } },
      fact: 'operations.errorBudgetRemaining',
    },
  ] satisfies readonly { rule: EvidenceRule; fact: string }[])(
    'counts as lacking while nobody reads it: $rule.id',
    ({ rule: each, fact }) => {
      expect(found([], [each])).toMatchObject([
        { code: `evidence/${each.id}`, effect: 'block', assumed: [{ fact, reason: 'nobody looked for evidence' }] },
      ]);
    },
  );
});
