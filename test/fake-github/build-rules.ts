import type { BranchProtectionSeed, RulesetSeed, RuleSeed } from './seed-rules.ts';
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
    rules: rules.map((rule) => buildRule(typeof rule === 'string' ? { type: rule } : rule)),
    bypassActors: bypassActors.map((actor) => ({ id: 1, mode: 'always', ...actor })),
  };
}

function buildRule({ type, parameters = {} }: RuleSeed): Ruleset['rules'][number] {
  return { type, parameters: { ...leastParameters[type], ...parameters } };
}

/** What a rule asks for when nothing is said. */
const leastParameters: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  pull_request: {
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_approving_review_count: 0,
    required_review_thread_resolution: false,
  },
  required_status_checks: {
    do_not_enforce_on_create: false,
    required_status_checks: [],
    strict_required_status_checks_policy: false,
  },
  required_deployments: { required_deployment_environments: [] },
  update: { update_allows_fetch_and_merge: false },
  workflows: { do_not_enforce_on_create: false, workflows: [] },
};

export function buildBranchProtection(seed: BranchProtectionSeed, { registry, repository }: Site): BranchProtection {
  return {
    pattern: repository.defaultBranch,
    requiresPullRequests: false,
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
