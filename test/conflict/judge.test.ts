import { describe, expect, test } from 'vitest';
import type { ConflictRule } from '../../src/conflict/conflict-rule.ts';
import { judgeConflicts } from '../../src/conflict/judge.ts';
import { aJudgedChange } from '../builders.ts';

const rule: ConflictRule = { sameService: 'block', dependency: 'note', source: 'policy.yml:9' };
const during = (inProgress: number | { unknown: string }) => aJudgedChange({ deployments: { inProgress } });

describe('another deployment in progress', () => {
  test('does not matter to a policy without the section', () => {
    expect(judgeConflicts(null, during(1))).toEqual([]);
    expect(judgeConflicts(null, during({ unknown: 'not readable' }))).toEqual([]);
  });

  test.each([0, 1, 2])('of %i is found when there is one', (inProgress) => {
    expect(judgeConflicts(rule, during(inProgress)).map(({ code }) => code)).toEqual(
      inProgress === 0 ? [] : ['conflicts/same-service'],
    );
  });

  test.each(['note', 'hold', 'block'] as const)('has the effect that the policy gives it: %s', (sameService) => {
    expect(judgeConflicts({ ...rule, sameService }, during(1))).toMatchObject([
      { effect: sameService, source: 'policy.yml:9', facts: { 'deployments.inProgress': 1 }, assumed: [] },
    ]);
  });

  test('counts as one that there is while it is not known', () => {
    expect(judgeConflicts(rule, during({ unknown: 'not readable' }))).toMatchObject([
      { effect: 'block', assumed: [{ fact: 'deployments.inProgress', reason: 'not readable' }] },
    ]);
  });

  test.each([
    { sameService: 'note', dependency: 'block', codes: ['conflicts/same-service', 'conflicts/dependency'] },
    { sameService: 'hold', dependency: 'block', codes: ['conflicts/same-service', 'conflicts/dependency'] },
    { sameService: 'block', dependency: 'hold', codes: ['conflicts/same-service'] },
    { sameService: 'block', dependency: 'block', codes: ['conflicts/same-service'] },
  ] as const)('may be of a dependency where that is heavier: $sameService, $dependency', ({ codes, ...effects }) => {
    expect(judgeConflicts({ ...rule, ...effects }, during(1)).map(({ code }) => code)).toEqual(codes);
  });

  test('may be let through by those whom the policy names', () => {
    const found = judgeConflicts({ ...rule, sameService: 'hold', approvers: ['sre'] }, during(2));

    expect(found).toMatchObject([{ approvers: ['sre'] }]);
  });
});
