import type { Approval, ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption } from '../finding/finding.ts';

/** Who approved what is to be deployed, and may. */
export type Approvers = {
  /** The newest approval of each person who counts, the earliest person first. */
  readonly people: readonly Approval[];
  /** Why others do not count: `mia made the change`. */
  readonly notCounted: readonly string[];
  /** Unknown facts that kept somebody from counting. */
  readonly assumed: readonly Assumption[];
};

/** The people whose approval counts: it names the commit to be deployed, and they neither made the change nor are bots. */
export function approversOf(facts: ChangeFacts): Approvers {
  const { approvals, head, change } = facts;
  if (isUnknown(approvals)) return nobody({ fact: 'approvals', reason: approvals.unknown });
  if (approvals.length === 0) return { people: [], notCounted: [], assumed: [] };
  if (isUnknown(head)) return nobody({ fact: 'head', reason: head.unknown });
  if (isUnknown(facts.makers)) return nobody({ fact: 'makers', reason: facts.makers.unknown });
  const makers = makersOf(facts.makers, change);
  const judged = newestPerPerson(approvals, head).map((approval) => ({
    approval,
    reason: reasonAgainst(approval, { makers, head }),
  }));
  return {
    people: judged.filter(({ reason }) => reason === null).map(({ approval }) => approval),
    notCounted: judged.flatMap(({ approval, reason }) => (reason === null ? [] : [`${approval.by} ${reason}`])),
    assumed: [],
  };
}

/** One spelling of a login: GitHub tells no upper case from lower. */
export function loginOf(name: string): string {
  return name.trim().replace(/^@/u, '').toLowerCase();
}

function nobody(assumption: Assumption): Approvers {
  return { people: [], notCounted: [], assumed: [assumption] };
}

/** Authors are makers, whatever the list of makers says. */
function makersOf(makers: readonly string[], { author, authors }: ChangeFacts['change']): ReadonlySet<string> {
  const written = [...(isUnknown(author) ? [] : [author]), ...(isUnknown(authors) ? [] : authors)];
  return new Set([...makers, ...written].map(loginOf));
}

/** An approval of the commit to be deployed goes before one of another commit, and then the newest counts. */
function newestPerPerson(approvals: readonly Approval[], head: string): readonly Approval[] {
  const sorted = [...approvals].sort((one, other) => instantOf(one) - instantOf(other) || compare(one.by, other.by));
  const newest = new Map<string, Approval>();
  for (const approval of sorted) {
    const known = newest.get(loginOf(approval.by));
    if (known === undefined || covers(approval, head) || !covers(known, head))
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

type Against = { readonly makers: ReadonlySet<string>; readonly head: string };

function reasonAgainst(approval: Approval, { makers, head }: Against): string | null {
  if (makers.has(loginOf(approval.by))) return 'made the change';
  if (approval.by.toLowerCase().endsWith('[bot]')) return 'is a bot';
  return covers(approval, head) ? null : `approved another commit, ${approval.sha.slice(0, 12)}`;
}

/** A person may name a commit by its first characters, but by no fewer than 12. */
function covers({ sha }: Approval, head: string): boolean {
  const [named, deployed] = [sha.trim().toLowerCase(), head.trim().toLowerCase()];
  return named === deployed ? named !== '' : named.length >= 12 && deployed.startsWith(named);
}
