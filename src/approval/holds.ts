import type { Finding } from '../finding/finding.ts';
import type { ApprovalRule, EmergencyRule } from './authority.ts';
import type { Authorities } from './membership.ts';
import { anyoneWithWrite, membershipIn } from './membership.ts';
import type { Approvers } from './person.ts';

export type HoldQuestion = {
  /** Who lifts a hold whose rule names nobody. */
  readonly defaultApprovers: readonly string[];
  readonly authorities: Authorities;
  readonly approvers: Approvers;
};

/** The findings again: holds tell who may lift them, and one that somebody lifted is a note. */
export function liftHolds(findings: readonly Finding[], question: HoldQuestion): readonly Finding[] {
  return findings.map((each) => (each.effect === 'hold' ? lift(each, question) : each));
}

/** Who lifts a hold whose rule names nobody: those who stand for an emergency, else every authority that approves. */
export function defaultApproversOf(rules: readonly ApprovalRule[], emergency: EmergencyRule | null): readonly string[] {
  if (emergency !== null) return emergency.approvals.from;
  const named = [...new Set(rules.flatMap(({ from }) => from))];
  return named.length === 0 ? [anyoneWithWrite] : named;
}

function lift(hold: Finding, { defaultApprovers, authorities, approvers }: HoldQuestion): Finding {
  const names = hold.approvers.length === 0 ? defaultApprovers : hold.approvers;
  const asked = approvers.people.map((person) => ({ person, ...membershipIn(names, authorities, person) }));
  const lifter = asked.find(({ isMember }) => isMember);
  if (lifter !== undefined) return { ...hold, approvers: names, effect: 'note', liftedBy: lifter.person.by };
  const assumed = [...hold.assumed, ...approvers.assumed, ...asked.flatMap((each) => each.assumed)];
  return { ...hold, approvers: names, assumed };
}
