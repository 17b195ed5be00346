import type { Approval, Declaration, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { readAccess } from './access.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { latestDeclaration } from './declarations.ts';
import type { PullParts } from './pull.ts';
import type { Declared, Standing, Statements } from './statements.ts';
import { statementsOn } from './statements.ts';

/** Who approved, what was declared in comments, and which commands do not count. */
export type Approved = {
  readonly approvals: Fact<readonly Approval[]>;
  readonly declared: Declaration | null;
  readonly ignored: readonly string[];
};

type Wanted = {
  readonly repository: RepositoryName;
  readonly teams: readonly string[];
  readonly approvals: Fact<readonly Standing[]>;
  readonly declarations: readonly Declared[];
  readonly ignored: readonly string[];
};

/** Adds to what was said what those who said it may do. */
export async function readApproved(github: GitHub, wanted: Wanted): Promise<Approved> {
  const { repository, teams, approvals, declarations, ignored } = wanted;
  const standing = isUnknown(approvals) ? [] : approvals;
  const people = [...standing, ...declarations].map(({ by }) => by);
  const accessOf = await readAccess(github, { repository, people, teams: standing.length === 0 ? [] : teams });
  const judged = latestDeclaration(declarations, accessOf);
  return {
    approvals: isUnknown(approvals)
      ? approvals
      : standing.map((approval) => ({ ...approval, ...accessOf(approval.by) })),
    declared: judged.declared,
    ignored: [...ignored, ...judged.ignored],
  };
}

type Setting = { readonly head: string; readonly viewer: Fact<string> };

/** What was said on each pull request; without knowing its own account the gate cannot tell its own reviews from others'. */
export function statementsOnPulls(
  pulls: readonly PullParts[],
  { head, viewer }: Setting,
): ReadonlyMap<number, Statements> {
  return new Map(
    pulls.map((parts) => [
      parts.number,
      isUnknown(viewer) ? { approvals: viewer, declarations: [], ignored: [] } : statementsOn(parts, { head, viewer }),
    ]),
  );
}
