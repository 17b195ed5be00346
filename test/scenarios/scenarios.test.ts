import { describe, expect, test } from 'vitest';
import { parseFacts } from '../../src/change/parse-facts.ts';
import { decide } from '../../src/decision/decide.ts';
import type { Decision } from '../../src/decision/decision.ts';
import type { Finding, OwnCode } from '../../src/finding/finding.ts';
import { heavier } from '../../src/finding/finding.ts';
import { aPolicy } from '../builders.ts';
import type { Expected, Scenario } from './scenario.ts';
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

    expect(pick(answerOf(decision), scenario.expect)).toEqual(pick(scenario.expect, scenario.expect));
    checkFindings(decision, scenario.expect);
    checkUnblock(decision, scenario.expect.unblock);
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
  'standard/check-missing': 'decision',
  'standard/suspended': 'history',
  'schedule/outside-windows': 'decision',
  'schedule/exception': 'decision',
  'rollback/plan-missing': 'decision',
  'rollback/plan-weak': 'decision',
  'rollback/plan-unknown': 'decision',
  'rollback/plan-hint': 'decision',
  'conflicts/same-service': 'decision',
  'conflicts/dependency': 'decision',
  'approvals/emergency': 'decision',
  'gate/not-enforced': 'runner',
  'gate/advise': 'runner',
} satisfies Record<OwnCode, 'decision' | 'history' | 'runner'>;

/** The decision as a scenario speaks of it. */
function answerOf(decision: Decision): Readonly<Record<string, unknown>> {
  const { risk, schedule, rollback, approvals, findings } = decision;
  return {
    ...decision,
    riskLevel: risk.level,
    riskScore: risk.score,
    open: schedule.open,
    nextOpening: instant(schedule.nextOpening),
    nextClosing: instant(schedule.nextClosing),
    rollback: rollback.state,
    missingApprovals: approvals.missing,
    approvedBy: approvals.given.toSorted(),
    heaviest: findings.map(({ effect }) => effect).reduce(heavier, 'note'),
  };
}

function instant(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString().replace('.000Z', 'Z');
}

const comparedApart = new Set(['findings', 'absent', 'atMost', 'effects', 'says', 'assumed', 'liftedBy', 'unblock']);

/** The parts of `from` that `wanted` speaks of. */
function pick(from: Readonly<Record<string, unknown>>, wanted: Expected): Readonly<Record<string, unknown>> {
  const keys = Object.keys(wanted).filter((key) => !comparedApart.has(key));
  return Object.fromEntries(keys.map((key) => [key, from[key]]));
}

function checkFindings({ findings }: Decision, wanted: Expected): void {
  const codes = findings.map(({ code }) => code);
  const byCode = (code: string): Finding | undefined => findings.find((each) => each.code === code);
  expect(codes).toEqual(expect.arrayContaining([...(wanted.findings ?? [])]));
  expect(codes.filter((code) => wanted.absent?.includes(code))).toEqual([]);
  expect(codes.slice(wanted.atMost ?? codes.length)).toEqual([]);
  for (const [code, effect] of Object.entries(wanted.effects ?? {})) {
    expect([code, byCode(code)?.effect]).toEqual([code, effect]);
  }
  for (const [code, who] of Object.entries(wanted.liftedBy ?? {})) {
    expect([code, byCode(code)?.liftedBy]).toEqual([code, who]);
  }
  for (const [code, facts] of Object.entries(wanted.assumed ?? {})) {
    expect(byCode(code)?.assumed.map(({ fact }) => fact)).toEqual(expect.arrayContaining([...facts]));
  }
  for (const [code, words] of Object.entries(wanted.says ?? {})) {
    const found = byCode(code);
    expect([found?.problem, found?.because, found?.remedy].join('\n')).toContain(words);
  }
}

function checkUnblock({ unblock }: Decision, wanted: readonly string[] | undefined): void {
  if (wanted === undefined) return;
  const text = unblock.map(({ action, at, by }) => [action, at, ...by].join(' ')).join('\n');
  expect(wanted.length === 0 ? unblock : []).toEqual([]);
  for (const words of wanted) expect(text).toContain(words);
}
