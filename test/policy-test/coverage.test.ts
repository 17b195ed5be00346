import { describe, expect, test } from 'vitest';
import { coverageOf } from '../../src/policy-test/coverage.ts';
import { aPolicy } from '../builders.ts';
import { runText } from './a-test.ts';

const rules = {
  risk: { factors: [{ id: 'docs', because: 'x', when: 'touches("docs/**")', points: 5 }] },
  schedule: {
    timezone: 'UTC',
    windows: [{ id: 'mornings', because: 'x', during: { from: '08:00', to: '12:00' } }],
    freezes: [{ id: 'no-friday', because: 'x', during: { days: ['fri'] } }],
    exceptions: [
      { id: 'once', because: 'x', freezes: ['no-friday'], until: '2026-11-28T00:00', approvedBy: '@acme/boss' },
    ],
  },
  rollback: { plans: [{ id: 'plan', because: 'x', environments: ['production'], require: ['owner'] }] },
  standardChanges: [
    { id: 'typo', title: 'x', because: 'x', when: 'labelled("typo")', maxRisk: 'low', reviewBy: '2030-01-01' },
  ],
  evidence: [{ id: 'ci', because: 'x', checks: ['CI'] }],
  approvals: [{ id: 'two', because: 'x', from: ['all'] }],
  authorities: { all: { permission: 'write' } },
};

async function unexercised(...facts: readonly object[]): Promise<readonly string[]> {
  const policy = await aPolicy(rules);
  const tests = facts.map((each) => ({ name: 'x', facts: each, expect: { lane: 'none' } }));
  const ran = runText(policy, JSON.stringify({ tests }));
  if (!ran.ok) throw new Error(JSON.stringify(ran.problems));
  return coverageOf(policy, ran.results).unexercised.map(({ id }) => id);
}

describe('the coverage of rules', () => {
  const tuesday = '2026-11-24T10:00:00Z';
  const friday = '2026-11-27T10:00:00Z';

  test('counts a rule without which a decision would be another', async () => {
    expect(await unexercised({ evaluatedAt: tuesday })).toEqual(['docs', 'no-friday', 'once', 'typo']);
  });

  test.each([
    { rule: 'docs', facts: { files: [{ path: 'docs/a.md', status: 'added', added: 1, deleted: 0 }] } },
    { rule: 'once', facts: { evaluatedAt: friday } },
    { rule: 'plan', facts: { plan: null } },
    { rule: 'typo', facts: { change: { labels: ['typo'] } } },
  ])('finds $rule exercised by a test of it', async ({ rule, facts }) => {
    expect(await unexercised({ evaluatedAt: tuesday, ...facts })).not.toContain(rule);
  });

  test('does not count evidence that every test has', async () => {
    const checks = [{ name: 'CI', conclusion: 'success' }];

    expect(await unexercised({ evaluatedAt: tuesday, checks })).toContain('ci');
  });
});
