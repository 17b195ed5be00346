import type { ChangeFacts } from '../change/facts.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import type { RequiredApproval } from './authority.ts';
import { matchPeople } from './matching.ts';
import type { Authorities } from './membership.ts';
import { membershipIn } from './membership.ts';
import type { Part } from './part.ts';
import { partsOf } from './part.ts';
import type { Approvers } from './person.ts';
import { approversOf } from './person.ts';

/** What one rule asks. */
export type Demand = Pick<
  RequiredApproval,
  'rule' | 'source' | 'because' | 'from' | 'count' | 'environment' | 'assumed'
> & { readonly facts: Finding['facts'] };

/** A part with those who approved it. */
export type ApprovedPart = { readonly part: Part; readonly approvers: Approvers };

/** What a rule asks, and what is missing of it. */
export type Filled = {
  readonly approval: RequiredApproval;
  readonly facts: Finding['facts'];
  /** The parts that lack approvals. */
  readonly lacking: readonly ApprovedPart[];
};

/** Each part of a change with those who approved it. */
export function approvedParts(facts: ChangeFacts): readonly ApprovedPart[] {
  return partsOf(facts).map((part) => ({ part, approvers: approversOf(facts, part) }));
}

/** Fills the rules in each part by distinct people of its own; what is missing in the worst part is missing. */
export function fillParts(
  demands: readonly Demand[],
  { authorities, parts }: { readonly authorities: Authorities; readonly parts: readonly ApprovedPart[] },
): readonly Filled[] {
  const all = parts.map((part) => fill(demands, { authorities, part }));
  return demands.map((demand, index) =>
    together(
      demand,
      all.flatMap((filled) => filled[index] ?? []),
    ),
  );
}

type FilledPart = {
  readonly part: ApprovedPart;
  readonly given: readonly string[];
  readonly missing: number;
  readonly unknown: readonly Assumption[];
};

function fill(
  demands: readonly Demand[],
  { authorities, part }: { readonly authorities: Authorities; readonly part: ApprovedPart },
): readonly FilledPart[] {
  const { people, assumed } = part.approvers;
  const asked = demands.map(({ from, count }) => {
    const members = people.map((person) => ({ by: person.by, ...membershipIn(from, authorities, person) }));
    return {
      count,
      eligible: members.filter(({ isMember }) => isMember).map(({ by }) => by),
      unknown: [...assumed, ...members.flatMap((each) => each.assumed)],
    };
  });
  return matchPeople(asked).map(({ demand: { count, unknown }, people: given }) => ({
    part,
    given,
    missing: count - given.length,
    unknown,
  }));
}

function together({ facts, ...demand }: Demand, filled: readonly FilledPart[]): Filled {
  const lacking = filled.filter(({ missing }) => missing > 0);
  const approval = {
    ...demand,
    given: [...new Set(filled.flatMap(({ given }) => given))],
    missing: Math.max(0, ...lacking.map(({ missing }) => missing)),
    assumed: [...demand.assumed, ...distinctFacts(lacking.flatMap(({ unknown }) => unknown))],
  };
  return { approval, facts, lacking: lacking.map(({ part }) => part) };
}

function distinctFacts(assumed: readonly Assumption[]): readonly Assumption[] {
  return [...new Map(assumed.map((each) => [each.fact, each])).values()];
}
