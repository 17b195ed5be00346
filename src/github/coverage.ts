import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { ReadPart } from './range.ts';
import type { PullParts } from './pull.ts';
import type { Standing, Statements } from './statements.ts';

/** What was said on each pull request that was read. */
export type Said = ReadonlyMap<number, Statements>;

/** Who approved one part of what goes live. */
export type CoveredPart = {
  /** The commits that put it there, newest first. */
  readonly commits: readonly string[];
  readonly pull: number | null;
  /** The last head of its pull request, which approvals must name; null if none can cover it but those of the deployed commit. */
  readonly head: Fact<string | null>;
  /** Those who approved that head. */
  readonly approvals: Fact<readonly Standing[]>;
};

/** Each part with those who approved what it brought. */
export function coverParts(parts: readonly ReadPart[], said: Said): readonly CoveredPart[] {
  return parts.map(({ commits, pull }) => {
    const place = { commits: commits.map(({ oid }) => oid), pull: pull?.number ?? null };
    if (pull === null) return { ...place, head: null, approvals: [] };
    if (isUnknown(pull.pull)) return { ...place, head: pull.pull, approvals: pull.pull };
    const head = pull.pull.headRefOid;
    // More commits than the pull request has are not all its own.
    if (!isUnknown(pull.commits) && commits.length > Math.max(1, pull.commits.length)) {
      return { ...place, head: null, approvals: [] };
    }
    const approvals = approvalsOn(pull, said);
    return {
      ...place,
      head,
      approvals: isUnknown(approvals) ? approvals : approvals.filter(({ sha }) => sha === head),
    };
  });
}

type Whole = {
  readonly head: string;
  readonly parts: readonly CoveredPart[];
  readonly pulls: readonly PullParts[];
  readonly said: Said;
};

/**
 * The approvals of a range. A person approved the head if they named it, or if they approved every part; whoever approved
 * only some parts is listed with a head that they did approve.
 */
export function approvalsOfRange({ head, parts, pulls, said }: Whole): Fact<readonly Standing[]> {
  const all: Standing[] = [];
  for (const approvals of [...parts.map((part) => part.approvals), ...pulls.map((pull) => approvalsOn(pull, said))]) {
    if (isUnknown(approvals)) return approvals;
    all.push(...approvals);
  }
  const people = new Set(all.map(({ by }) => by.toLowerCase()));
  return [...people].flatMap((person) =>
    approvalOf(
      all.filter(({ by }) => by.toLowerCase() === person),
      { head, parts },
    ),
  );
}

function approvalOf(own: readonly Standing[], { head, parts }: Pick<Whole, 'head' | 'parts'>): readonly Standing[] {
  const named = own.filter(({ sha }) => sha === head);
  if (named.length > 0) return named.slice(0, 1);
  const covered = parts.map((part) => own.find(({ sha }) => sha === part.head));
  const [first] = own;
  if (first === undefined) return [];
  const isWhole = parts.length > 0 && covered.every((approval) => approval !== undefined);
  return [isWhole ? { by: first.by, sha: head, at: earliest(own) } : first];
}

/** All of them are needed, so that the oldest says how old the whole is. */
function earliest(approvals: readonly Standing[]): string {
  return approvals.reduce((oldest, { at }) => (at < oldest ? at : oldest), approvals[0]?.at ?? '');
}

function approvalsOn({ number }: PullParts, said: Said): Fact<readonly Standing[]> {
  return said.get(number)?.approvals ?? [];
}
