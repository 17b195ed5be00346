import type { ChangeFacts, Fact, Lane } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { judgeApprovals } from '../approval/judge.ts';
import { judgeConflicts } from '../conflict/judge.ts';
import type { EvidenceRequest } from '../evidence/judge.ts';
import { judgeEvidence } from '../evidence/judge.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import { assessRisk } from '../risk/assess.ts';
import { judgeRollback } from '../rollback/judge.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { judgeSchedule } from '../schedule/judge.ts';
import { catalogueEntries } from './catalogue-entries.ts';
import { classify } from './classify.ts';
import type { CompleteFacts } from './complete.ts';
import { completeFacts } from './complete.ts';
import type { Decision } from './decision.ts';
import { digestOf } from './digest.ts';
import { noteEnforcement } from './enforcement.ts';
import { judgeLane } from './lane.ts';
import { outcomeOf } from './outcome.ts';
import { notePolicyEdits } from './policy-edits.ts';
import { noteOperations } from './operations.ts';
import { judgeRange } from './range.ts';
import { noteAssumedRisk } from './risk-note.ts';
import { unblockOf } from './unblock.ts';

/**
 * Judges one change under one policy, in the order that the policy reference gives.
 * Pure: the clock, the network and the log are in `facts`, or absent. Never throws.
 */
export function decide(policy: Policy, given: ChangeFacts): Decision {
  const facts = completeFacts(policy, given);
  const { lane, findings: laneFindings } = judgeLane(policy.emergency, facts);
  const risk = assessRisk(policy.risk, facts);
  const { change, changeModel, findings: typeFindings } = classify(policy, { facts, risk, lane });
  const schedule = judgeSchedule({ schedule: policy.schedule, change, runways: runwaysOf(policy), lane });
  const rollback = judgeRollback(policy.rollback.plans, change);
  const found = [
    ...judgeRange({ ...facts, environment: given.environment }),
    ...notePolicyEdits(policy, facts),
    ...noteOperations(policy, facts),
    ...laneFindings,
    ...noteAssumedRisk(risk),
    ...typeFindings,
    ...schedule.findings,
    ...rollback.findings,
    ...judgeEvidence(evidenceRequest(policy, given), change),
    ...judgeConflicts({ rule: policy.conflicts, catalogue: policy.services }, change),
    ...noteEnforcement(facts),
  ];
  const { findings, approvals } = settle(policy, { change, lane, found });
  const { inherited } = facts;
  const answer = { findings, approvals, schedule: schedule.judgement, rollback: { ...rollback.judgement, inherited } };
  return {
    schemaVersion: 1,
    outcome: outcomeOf(findings),
    changeType: change.changeType,
    changeModel,
    lane,
    ...targetOf(facts),
    catalogue: catalogueEntries(facts.services, policy.services),
    risk,
    ...answer,
    unblock: unblockOf(answer),
    evaluatedAt: facts.evaluatedAt,
    policyDigest: digestOf(policy),
    factsDigest: digestOf(given),
  };
}

function evidenceRequest({ evidence, services }: Policy, given: ChangeFacts): EvidenceRequest {
  return { rules: evidence, catalogue: services, saidBudget: given.operations.errorBudgetRemaining };
}

type Found = { readonly change: JudgedChange; readonly lane: Lane; readonly found: readonly Finding[] };

/** Lets approvals lift holds; in the rollback lane, turns everything into notes and asks nobody. */
function settle(policy: Policy, { change, lane, found }: Found): Pick<Decision, 'findings' | 'approvals'> {
  if (lane === 'rollback') {
    const notes = found.map((each) => ({ ...each, effect: 'note' as const }));
    return { findings: notes, approvals: { required: [], given: [], missing: 0 } };
  }
  const { authorities, emergency, approvals: rules } = policy;
  const { findings, holds, required, given, missing } = judgeApprovals({
    rules,
    emergency,
    authorities,
    change,
    holds: found,
  });
  return { findings: [...holds, ...findings], approvals: { required, given, missing } };
}

function targetOf(facts: CompleteFacts): Pick<Decision, 'environment' | 'services' | 'tier' | 'base' | 'head'> {
  return {
    environment: facts.environment,
    services: knownOrNull(facts.services),
    tier: knownOrNull(facts.tier),
    base: knownOrNull(facts.base),
    head: knownOrNull(facts.head),
  };
}

function knownOrNull<T>(fact: Fact<T>): T | null {
  return isUnknown(fact) ? null : fact;
}
