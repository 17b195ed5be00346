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

/** Whether a rule of this type holds a ref. */
export function isRuled(repository: Repository, ref: string, type: string): boolean {
  return rulesetsFor(repository, ref).some(({ rules }) => rules.some((rule) => rule.type === type));
}
