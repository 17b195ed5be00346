import { minimatch } from 'minimatch';
import type { BranchProtection, Repository, Ruleset } from './state.ts';

/** The rulesets in force for a ref, named as the store has it: `heads/main`. */
export function rulesetsFor(repository: Repository, ref: string): Ruleset[] {
  return [...repository.rulesets.values()].filter(
    (ruleset) => ruleset.enforcement === 'active' && covers(repository, ruleset, ref),
  );
}

function covers({ defaultBranch }: Repository, { target, include, exclude }: Ruleset, ref: string): boolean {
  if (!ref.startsWith(target === 'branch' ? 'heads/' : 'tags/')) return false;
  const isMeant = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return ref === `heads/${defaultBranch}`;
    return minimatch(`refs/${ref}`, pattern);
  };
  return include.some(isMeant) && !exclude.some(isMeant);
}

/** The branch protection in force for a ref. */
export function protectionFor({ branchProtections }: Repository, ref: string): BranchProtection | undefined {
  return branchProtections.find(({ pattern }) => minimatch(ref, `heads/${pattern}`));
}

/** Whether a branch protection lets commits in by pull requests alone. */
export function requiresPulls({ requiredApprovals, requiresPullRequests }: BranchProtection): boolean {
  return requiredApprovals > 0 || requiresPullRequests;
}

/** Whether a ruleset with one of these rules holds a ref, for somebody whom it does not let pass. */
export function isRuled(repository: Repository, ref: string, { types, appId }: Asked): boolean {
  const holding = rulesetsFor(repository, ref).filter(
    ({ bypassActors }) => !bypassActors.some(({ type, id }) => type === 'Integration' && id === appId),
  );
  return holding.some(({ rules }) => rules.some(({ type }) => types.includes(type)));
}

type Asked = { readonly types: readonly string[]; readonly appId: number };

/** How many approvals a merge into a ref needs, by either kind of rules. */
export function approvalsRequired(repository: Repository, ref: string): number {
  const counts = rulesetsFor(repository, ref).flatMap(({ rules }) =>
    rules.map(({ parameters }) => Number(parameters['required_approving_review_count'] ?? 0)),
  );
  return Math.max(0, protectionFor(repository, ref)?.requiredApprovals ?? 0, ...counts);
}
