import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { restricts } from '../rule/scope.ts';
import type { ApprovalRule, EmergencyRule, RequiredApproval } from './authority.ts';
import { defaultApproversOf, liftHolds } from './holds.ts';
import { matchPeople } from './matching.ts';
import type { Authorities } from './membership.ts';
import { describe, membershipIn } from './membership.ts';
import type { Approvers } from './person.ts';
import { approversOf } from './person.ts';

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
  /** People who approved what is to be deployed and did not make it. */
  readonly given: readonly string[];
  readonly missing: number;
  /** One for each rule whose approvals are not all there. */
  readonly findings: readonly Finding[];
  /** What was found so far, with the holds that somebody lifted as notes. */
  readonly holds: readonly Finding[];
};

/** Says who must approve, who did, and which holds that lifts. Distinct people fill the rules; holds need none of their own. */
export function judgeApprovals({ rules, emergency, authorities, change, holds }: ApprovalQuestion): JudgedApprovals {
  const approvers = approversOf(change.facts);
  const declared = change.changeType === 'emergency' ? emergency : null;
  const required = fill([...rulesInScope(rules, change, declared), ...emergencyDemand(declared)], {
    authorities,
    approvers,
  });
  const question = { defaultApprovers: defaultApproversOf(rules, declared), authorities, approvers };
  return {
    required: required.map(({ approval }) => approval),
    given: approvers.people.map(({ by }) => by),
    missing: required.reduce((sum, { approval }) => sum + approval.missing, 0),
    findings: required
      .filter(({ approval }) => approval.missing > 0)
      .map((each) => missingFinding(each, { authorities, approvers, facts: change.facts })),
    holds: liftHolds(holds, question),
  };
}

type Demand = Pick<RequiredApproval, 'rule' | 'source' | 'because' | 'from' | 'count' | 'environment' | 'assumed'> & {
  readonly facts: Finding['facts'];
};
type Filled = { readonly approval: RequiredApproval; readonly facts: Finding['facts'] };
type Standing = { readonly authorities: Authorities; readonly approvers: Approvers };

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

function fill(demands: readonly Demand[], { authorities, approvers }: Standing): readonly Filled[] {
  const asked = demands.map((demand) => {
    const people = approvers.people.map((person) => ({
      by: person.by,
      ...membershipIn(demand.from, authorities, person),
    }));
    const unknown = [...approvers.assumed, ...people.flatMap(({ assumed }) => assumed)];
    return {
      demand,
      count: demand.count,
      eligible: people.filter(({ isMember }) => isMember).map(({ by }) => by),
      unknown,
    };
  });
  return matchPeople(asked).map(({ demand: { demand, unknown }, people: given }) => {
    const { facts, ...approval } = demand;
    const missing = approval.count - given.length;
    const assumed = [...approval.assumed, ...(missing === 0 ? [] : unknown)];
    return { approval: { ...approval, given, missing, assumed }, facts };
  });
}

type Told = Standing & { readonly facts: ChangeFacts };

function missingFinding({ approval, facts: seen }: Filled, { authorities, approvers, facts }: Told): Finding {
  const { rule, source, because, from, count, given, missing, assumed } = approval;
  const { notCounted } = approvers;
  return finding({
    code: `approvals/${rule}`,
    effect: 'hold',
    rule,
    source,
    because,
    problem: `${missingWords(approval)}${notCountedWords(notCounted)}${unknownWords(approvers.assumed)}`,
    remedy: `ask ${from.map((name) => describe(name, authorities)).join(' or ')} to approve ${commitWords(facts)}; whoever made the change does not count`,
    approvers: from,
    facts: { ...seen, count, given, missing, notCounted },
    assumed,
  });
}

function missingWords({ count, missing, from }: RequiredApproval): string {
  const names = from.map((name) => `\`${name}\``).join(' or ');
  const number = missing === count ? `${count}` : `${missing} of ${count}`;
  return `${number} ${count === 1 ? 'approval' : 'approvals'} from ${names} ${missing === 1 ? 'is' : 'are'} missing`;
}

function notCountedWords(notCounted: readonly string[]): string {
  if (notCounted.length === 0) return '';
  const more = notCounted.length > 3 ? `, and ${notCounted.length - 3} more` : '';
  return `; not counted: ${notCounted.slice(0, 3).join(', ')}${more}`;
}

function unknownWords(assumed: readonly Assumption[]): string {
  return assumed.map(({ fact, reason }) => `; \`${fact}\` is not known (${reason})`).join('');
}

function commitWords({ head }: ChangeFacts): string {
  return isUnknown(head) ? 'the commit to be deployed' : `\`${head.slice(0, 12)}\``;
}
