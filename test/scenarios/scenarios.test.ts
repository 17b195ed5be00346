import { describe, expect, test } from 'vitest';
import { parseFacts } from '../../src/change/parse-facts.ts';
import { decide } from '../../src/decision/decide.ts';
import type { Decision } from '../../src/decision/decision.ts';
import type { Effect, OwnCode } from '../../src/finding/finding.ts';
import { heavier } from '../../src/finding/finding.ts';
import { differencesOf } from '../../src/policy-test/differences.ts';
import { aPolicy } from '../builders.ts';
import type { Scenario } from './scenario.ts';
import { readScenarios } from './scenario.ts';

const scenarios = readScenarios();

async function decisionOf({ policy, facts }: Scenario): Promise<Decision> {
  const parsed = parseFacts(facts, { missing: 'safe' });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return decide(await aPolicy(policy), parsed.facts);
}

describe('the gate', () => {
  test.each(scenarios)('$file: $name', async (scenario) => {
    const decision = await decisionOf(scenario);

    const { atMost, heaviest, ...expected } = scenario.expect;
    expect(differencesOf(decision, expected)).toEqual([]);
    expect(decision.findings.slice(atMost ?? decision.findings.length)).toEqual([]);
    expect(heaviest ?? heaviestOf(decision)).toBe(heaviestOf(decision));
  });
});

describe('the scenarios', () => {
  test('show every finding that a decision can have', async () => {
    const seen = new Set<string>();
    for (const scenario of scenarios) {
      for (const { code } of (await decisionOf(scenario)).findings) seen.add(code);
    }
    const wanted = Object.entries(ownCodes).filter(([, from]) => from === 'decision');

    expect(wanted.map(([code]) => code).filter((code) => !seen.has(code))).toEqual([]);
  });

  test.each(['standard', 'regulated', 'continuous'])('show %s from every side', async (name) => {
    const outcomes = new Set<string>();
    for (const scenario of scenarios.filter(({ policy }) => policy === name)) {
      outcomes.add((await decisionOf(scenario)).outcome);
    }

    expect([...outcomes].toSorted()).toEqual(['approved', 'blocked', 'needs-approval']);
  });
});

/** Who finds it: the decision, which a scenario must then show, the history, or the runner. */
const ownCodes = {
  'change/base-unknown': 'decision',
  'change/base-is-parent': 'decision',
  'change/first-deployment': 'decision',
  'change/superseded': 'decision',
  'change/lineage-unknown': 'decision',
  'change/empty': 'decision',
  'change/environment-assumed': 'decision',
  'change/services-unknown': 'decision',
  'change/facts-assumed': 'decision',
  'change/policy-edited': 'decision',
  'change/fixes-incident': 'decision',
  'lane/rollback-proven': 'decision',
  'lane/rollback-not-proven': 'decision',
  'lane/emergency-declared': 'decision',
  'lane/emergency-undefined': 'decision',
  'lane/emergency-reason-missing': 'decision',
  'lane/emergency-incident-missing': 'decision',
  'risk/assumed': 'decision',
  'standard/matched': 'decision',
  'standard/too-risky': 'decision',
  'standard/expired': 'decision',
  'standard/expiring': 'decision',
  'standard/check-missing': 'decision',
  'standard/suspended': 'decision',
  'operations/review-open': 'decision',
  'operations/review-overdue': 'decision',
  'schedule/outside-windows': 'decision',
  'schedule/freeze-ahead': 'decision',
  'schedule/exception': 'decision',
  'rollback/plan-missing': 'decision',
  'rollback/plan-weak': 'decision',
  'rollback/plan-unknown': 'decision',
  'rollback/plan-hint': 'decision',
  'evidence/expires-soon': 'decision',
  'evidence/edited': 'decision',
  'conflicts/same-service': 'decision',
  'conflicts/dependency': 'decision',
  'approvals/emergency': 'decision',
  'gate/not-enforced': 'decision',
  'gate/advise': 'runner',
} satisfies Record<OwnCode, 'decision' | 'runner'>;

function heaviestOf({ findings }: Decision): Effect {
  return findings.map(({ effect }) => effect).reduce(heavier, 'note');
}
