import { describe, expect, test } from 'vitest';
import type { Policy } from '../../src/policy/policy.ts';
import type { Difference } from '../../src/policy-test/policy-test.ts';
import { aPolicy } from '../builders.ts';
import { runText } from './a-test.ts';

const friday = '2026-11-27T15:00:00+01:00';

function differences(policy: Policy, expectation: object, facts: object = {}): readonly Difference[] {
  const tests = [{ name: 'a test', facts: { evaluatedAt: friday, ...facts }, expect: expectation }];
  const ran = runText(policy, JSON.stringify({ tests }));
  if (!ran.ok) throw new Error(JSON.stringify(ran.problems));
  return ran.results.flatMap((result) => result.differences);
}

describe('a policy test', () => {
  test.each([
    { outcome: 'blocked' },
    { changeType: 'normal' },
    { changeModel: null },
    { lane: 'none' },
    { environment: 'production' },
    { riskLevel: 'low' },
    { riskScore: 10 },
    { open: false },
    { nextOpening: '2026-11-30T10:00:00+01:00' },
    { nextClosing: '2026-11-30T15:30:00Z' },
    { rollback: 'not-required' },
    { missingApprovals: 0 },
    { approvedBy: ['zoe', 'ann'] },
    { findings: ['schedule/no-friday'] },
    { absent: ['rollback/plan-missing'] },
    { effects: { 'schedule/no-friday': 'block' } },
    { says: { 'schedule/no-friday': 'nobody is there on Saturday' } },
    { unblock: ['2026-11-30'] },
  ])('holds where the decision says so: %j', async (expectation) => {
    const policy = await aPolicy('standard');

    expect(differences(policy, expectation, { approvals: [{ by: 'ann' }, { by: 'zoe' }] })).toEqual([]);
  });

  test.each([
    [{ outcome: 'approved' }, { key: 'outcome', expected: 'approved', found: 'blocked' }],
    [{ riskScore: 9 }, { key: 'riskScore', expected: '9', found: '10' }],
    [{ changeModel: 'docs-only' }, { key: 'changeModel', expected: 'docs-only', found: 'nothing' }],
    [{ nextOpening: null }, { key: 'nextOpening', expected: 'nothing', found: '2026-11-30T09:00:00Z' }],
    [
      { nextOpening: '2026-11-30T09:00:00+01:00' },
      { key: 'nextOpening', expected: '2026-11-30T09:00:00+01:00', found: '2026-11-30T10:00:00+01:00' },
    ],
    [
      { nextOpening: '2026-11-30T09:00:00-03:30' },
      { key: 'nextOpening', expected: '2026-11-30T09:00:00-03:30', found: '2026-11-30T05:30:00-03:30' },
    ],
    [{ approvedBy: ['ann'] }, { key: 'approvedBy', expected: 'ann', found: 'nothing' }],
    [
      { effects: { 'schedule/no-friday': 'hold' } },
      { key: 'effects.schedule/no-friday', expected: 'hold', found: 'block' },
    ],
    [
      { liftedBy: { 'schedule/no-friday': 'ann' } },
      { key: 'liftedBy.schedule/no-friday', expected: 'ann', found: 'nobody' },
    ],
  ])('says what differs: %j', async (expectation, difference) => {
    const policy = await aPolicy('standard');

    expect(differences(policy, expectation)).toEqual([difference]);
  });

  test('lists the findings where one is missing or one too many', async () => {
    const policy = await aPolicy('standard');

    const found = differences(policy, { findings: ['rollback/plan-missing'], absent: ['schedule/no-friday'] });

    expect(found.map(({ key, expected }) => [key, expected])).toEqual([
      ['findings', 'rollback/plan-missing'],
      ['absent', 'no schedule/no-friday'],
    ]);
    expect(found[0]?.found).toContain('schedule/no-friday (block)');
  });

  test('asks for nothing to do, and finds something', async () => {
    const [difference] = differences(await aPolicy('standard'), { unblock: [] });

    expect(difference?.expected).toBe('nothing');
    expect(difference?.found).toContain('2026-11-30');
  });

  test('asks for an unknown fact that was assumed', async () => {
    const policy = await aPolicy('standard');
    const facts = { author: { changesHere: { unknown: 'the clone is shallow' } } };

    expect(differences(policy, { assumed: { 'risk/assumed': ['author.changesHere'] } }, facts)).toEqual([]);
    expect(differences(policy, { assumed: { 'risk/assumed': ['area.developers'] } }, facts)).toEqual([
      { key: 'assumed.risk/assumed', expected: 'area.developers', found: 'author.changesHere' },
    ]);
  });
});
