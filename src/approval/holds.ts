import type { Finding } from '../finding/finding.ts';
import type { ApprovalRule, EmergencyRule } from './authority.ts';
import type { Authorities } from './membership.ts';
import { anyoneWithWrite, membershipIn } from './membership.ts';
import type { Approvers } from './person.ts';

export type HoldQuestion = {
  /** Who lifts a hold whose rule names nobody. */
  readonly defaultApprovers: readonly string[];
  readonly authorities: Authorities;
  /** Those who approved, part by part: a hold is lifted only if it is lifted for each. */
  readonly parts: readonly Approvers[];
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

function lift(hold: Finding, { defaultApprovers, authorities, parts }: HoldQuestion): Finding {
  const approvers = hold.approvers.length === 0 ? defaultApprovers : hold.approvers;
  const asked = parts.map(({ people, assumed }) => {
    const members = people.map((person) => ({ by: person.by, ...membershipIn(approvers, authorities, person) }));
    return {
      lifters: members.filter(({ isMember }) => isMember).map(({ by }) => by),
      unknown: [...assumed, ...members.flatMap((each) => each.assumed)],
    };
  });
  const held = asked.filter(({ lifters }) => lifters.length === 0);
  if (held.length === 0) {
    return { ...hold, approvers, effect: 'note', liftedBy: namesOf(asked.map(({ lifters }) => lifters)) };
  }
  const unknown = new Map(held.flatMap((each) => each.unknown).map((each) => [each.fact, each]));
  return { ...hold, approvers, assumed: [...hold.assumed, ...unknown.values()] };
}

/** One who lifted it for every part, else somebody for each. */
function namesOf(parts: readonly (readonly string[])[]): string {
  const [first = [], ...others] = parts;
  const alone = first.find((name) => others.every((names) => names.includes(name)));
  return alone ?? [...new Set(parts.flatMap(([name]) => name ?? []))].join(' and ');
}
