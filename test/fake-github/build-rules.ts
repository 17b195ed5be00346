import type { BranchProtectionSeed, RulesetSeed } from './seed-rules.ts';
import type { Site } from './site.ts';
import type { BranchProtection, Ruleset } from './state.ts';

export function buildRuleset(seed: RulesetSeed, { registry }: Site): Ruleset {
  const { rules = [], bypassActors = [], ...given } = seed;
  const id = registry.nextId();
  return {
    name: `Ruleset ${id}`,
    target: 'branch',
    enforcement: 'active',
    include: ['~DEFAULT_BRANCH'],
    exclude: [],
    ...given,
    id,
    rules: rules.map((rule) =>
      typeof rule === 'string' ? { type: rule, parameters: {} } : { parameters: {}, ...rule },
    ),
    bypassActors: bypassActors.map((actor) => ({ id: 1, mode: 'always', ...actor })),
  };
}

export function buildBranchProtection(seed: BranchProtectionSeed, { registry, repository }: Site): BranchProtection {
  return {
    pattern: repository.defaultBranch,
    requiredApprovals: 0,
    requiresCodeOwners: false,
    dismissesStaleReviews: false,
    requiredChecks: [],
    allowsForcePushes: false,
    allowsDeletions: false,
    enforcedForAdmins: false,
    ...seed,
    id: registry.nextId(),
  };
}
