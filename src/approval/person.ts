import type { Approval, ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption } from '../finding/finding.ts';
import { covers } from './covers.ts';
import { loginOf } from './login.ts';
import type { Part } from './part.ts';
import { wholeOf } from './part.ts';

/** Who approved a part of what is to be deployed, and may. */
export type Approvers = {
  /** The newest approval of each person who counts, the earliest person first. */
  readonly people: readonly Approval[];
  /** Why others do not count: `mia made the change`. */
  readonly notCounted: readonly string[];
  /** Unknown facts that kept somebody from counting. */
  readonly assumed: readonly Assumption[];
};

/**
 * The people whose approval of a part counts: it names the commit to be deployed, or the part's own, and they neither
 * made the part nor are bots.
 */
export function approversOf(facts: ChangeFacts, part: Part = wholeOf(facts)): Approvers {
  const { approvals, head } = facts;
  if (isUnknown(approvals)) return nobody({ fact: 'approvals', reason: approvals.unknown });
  if (approvals.length === 0) return { people: [], notCounted: [], assumed: [] };
  if (isUnknown(head)) return nobody({ fact: 'head', reason: head.unknown });
  if (isUnknown(part.makers)) return nobody({ fact: part.makersFact, reason: part.makers.unknown });
  const against = { part, makers: new Set(part.makers.map(loginOf)), heads: headsOf(part, head) };
  const judged = newestPerPerson(approvals.filter(isAbout(against)), against).map((approval) => ({
    approval,
    reason: reasonAgainst(approval, against),
  }));
  return {
    people: judged.filter(({ reason }) => reason === null).map(({ approval }) => approval),
    notCounted: judged.flatMap(({ approval, reason }) => (reason === null ? [] : [`${approval.by} ${reason}`])),
    assumed: part.assumed,
  };
}

function nobody(assumption: Assumption): Approvers {
  return { people: [], notCounted: [], assumed: [assumption] };
}

function headsOf(part: Part, head: string): readonly string[] {
  return part.head === null ? [head] : [head, part.head];
}

type Against = {
  readonly part: Part;
  readonly makers: ReadonlySet<string>;
  /** The commits that cover the part. */
  readonly heads: readonly string[];
};

/** An approval of another part alone says nothing of this one. */
function isAbout({ part, heads }: Against): (approval: Approval) => boolean {
  return (approval) => !part.ofParts.has(approval) || covers(approval, heads);
}

/** An approval that covers the part goes before one of another commit, and then the newest counts. */
function newestPerPerson(approvals: readonly Approval[], { heads }: Against): readonly Approval[] {
  const sorted = [...approvals].sort((one, other) => instantOf(one) - instantOf(other) || compare(one.by, other.by));
  const newest = new Map<string, Approval>();
  for (const approval of sorted) {
    const known = newest.get(loginOf(approval.by));
    if (known === undefined || covers(approval, heads) || !covers(known, heads))
      newest.set(loginOf(approval.by), approval);
  }
  return [...newest.values()];
}

function instantOf({ at }: Approval): number {
  return Date.parse(at);
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function reasonAgainst(approval: Approval, { part, makers, heads }: Against): string | null {
  if (makers.has(loginOf(approval.by))) return `made ${part.name ?? 'the change'}`;
  if (approval.by.toLowerCase().endsWith('[bot]')) return 'is a bot';
  return covers(approval, heads) ? null : `approved another commit, ${approval.sha.slice(0, 12)}`;
}
