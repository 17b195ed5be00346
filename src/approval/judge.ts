import type { Finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { restricts } from '../rule/scope.ts';
import type { ApprovalRule, EmergencyRule, RequiredApproval } from './authority.ts';
import type { Demand } from './fill.ts';
import { approvedParts, fillParts } from './fill.ts';
import { defaultApproversOf, liftHolds } from './holds.ts';
import type { Authorities } from './membership.ts';
import { missingFinding } from './missing.ts';

export type ApprovalQuestion = {
  readonly rules: readonly ApprovalRule[];
  readonly emergency: EmergencyRule | null;
  readonly authorities: Authorities;
  readonly change: JudgedChange;
  /** What was found so far. */
  readonly holds: readonly Finding[];
};

export type JudgedApprovals = {
  readonly required: readonly RequiredApproval[];
  /** People who approved what is to be deployed, or a part of it that they did not make. */
  readonly given: readonly string[];
  readonly missing: number;
  /** One for each rule whose approvals are not all there. */
  readonly findings: readonly Finding[];
  /** What was found so far, with the holds that somebody lifted as notes. */
  readonly holds: readonly Finding[];
};

/**
 * Says who must approve, who did, and which holds that lifts: for each part of the change by itself. Distinct people fill
 * the rules; holds need none of their own.
 */
export function judgeApprovals({ rules, emergency, authorities, change, holds }: ApprovalQuestion): JudgedApprovals {
  const parts = approvedParts(change.facts);
  const approvers = parts.map((each) => each.approvers);
  const declared = change.changeType === 'emergency' ? emergency : null;
  const demands = [...rulesInScope(rules, change, declared), ...emergencyDemand(declared)];
  const required = fillParts(demands, { authorities, parts });
  const told = { authorities, head: change.facts.head };
  return {
    required: required.map(({ approval }) => approval),
    given: [...new Set(approvers.flatMap(({ people }) => people.map(({ by }) => by)))],
    missing: required.reduce((sum, { approval }) => sum + approval.missing, 0),
    findings: required.filter(({ approval }) => approval.missing > 0).map((each) => missingFinding(each, told)),
    holds: liftHolds(holds, { defaultApprovers: defaultApproversOf(rules, declared), authorities, parts: approvers }),
  };
}

function rulesInScope(
  rules: readonly ApprovalRule[],
  change: JudgedChange,
  emergency: EmergencyRule | null,
): readonly Demand[] {
  // An emergency that the policy does not know is judged like the normal change that it may be.
  const isUndefinedEmergency = change.changeType === 'emergency' && emergency === null;
  const unnamed = isUndefinedEmergency ? (['normal', 'emergency'] as const) : (['normal'] as const);
  return rules.flatMap((rule) => {
    const { applies, facts, assumed } = restricts({ ...rule, changeTypes: rule.changeTypes ?? unnamed }, change);
    const { id, source, because, from, count, environment = null } = rule;
    return applies ? [{ rule: id, source, because, from, count, environment, facts, assumed }] : [];
  });
}

function emergencyDemand(emergency: EmergencyRule | null): readonly Demand[] {
  if (emergency === null) return [];
  const { source, because, approvals } = emergency;
  return [{ rule: 'emergency', source, because, ...approvals, environment: null, facts: {}, assumed: [] }];
}
