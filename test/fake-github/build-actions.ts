import { shaOf } from './build-git.ts';
import type { EnvironmentSeed, RunSeed } from './seed-actions.ts';
import type { Site } from './site.ts';
import type { Environment, PendingDeployment, Repository, Run } from './state.ts';

export function buildEnvironment(seed: EnvironmentSeed, { registry }: Site): Environment {
  const lists = { reviewers: [], branchPolicies: [], tagPolicies: [], customRules: [] };
  const unprotected = { ...lists, preventsSelfReview: false, waitMinutes: 0, protectedBranchesOnly: false };
  return { ...unprotected, ...seed, id: registry.nextId() };
}

export function buildRun(seed: RunSeed, { registry, repository }: Site): Run {
  const {
    id = registry.nextId(),
    branch = repository.defaultBranch,
    commit,
    actor = 'octocat',
    jobs = [],
    waitsFor = [],
    ...given
  } = seed;
  const status = given.status ?? (waitsFor.length > 0 ? 'waiting' : 'completed');
  const base = { name: 'CI', path: '.github/workflows/ci.yml', event: 'push', attempt: 1, createdAt: registry.now };
  const conclusion = status === 'completed' ? 'success' : null;
  return {
    ...base,
    conclusion,
    triggeringActor: actor,
    headRepository: repository.fullName,
    ...given,
    id,
    branch,
    actor,
    status,
    headSha: shaOf(repository, commit ?? branch),
    pending: waitsFor.map((name) => pendingDeployment(repository, name, given.createdAt ?? registry.now)),
    verdicts: [],
    earlier: [],
    called: seed.called ?? [],
    jobs: jobs.map((job) => ({
      conclusion,
      steps: [],
      ...job,
      id: registry.nextId(),
    })),
  } satisfies Run;
}

/** What an environment makes a run wait for. */
export function pendingDeployment(repository: Repository, environment: string, since: string): PendingDeployment {
  const { reviewers = [], customRules = [] } = repository.environments.get(environment) ?? {};
  return { environment, since, isReviewed: reviewers.length === 0, openGates: customRules };
}
