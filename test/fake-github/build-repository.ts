import { buildEnvironment, buildRun } from './build-actions.ts';
import { buildCommits, buildRefs, shaOf } from './build-git.ts';
import { buildIssue } from './build-issue.ts';
import { buildPull } from './build-pull.ts';
import { buildBranchProtection, buildRuleset } from './build-rules.ts';
import type { Registry, Site } from './site.ts';
import { emptyStore, type GitStore } from './git-store.ts';
import type { CheckRunSeed, DeploymentSeed, DeploymentStatusSeed, RepositorySeed, StatusSeed } from './seed.ts';
import type { CheckRun, CommitStatus, Deployment, DeploymentStatus, Repository } from './state.ts';

export function buildRepository(seed: RepositorySeed, registry: Registry): Repository {
  const repository = emptyRepository(seed, registry.nextId());
  const site = { registry, repository };
  registry.user(repository.owner);
  buildCommits(seed.commits ?? [{ changes: { 'README.md': `# ${repository.name}\n` } }], site);
  for (const given of seed.pulls ?? []) buildPull(given, site);
  buildRefs(seed.refs ?? {}, repository);
  for (const [login, permission] of Object.entries(seed.collaborators ?? {})) {
    repository.collaborators.set(registry.user(login).login.toLowerCase(), permission);
  }
  for (const given of seed.issues ?? []) buildIssue(given, site);
  fill(
    repository.checkRuns,
    (seed.checkRuns ?? []).map((given) => buildCheckRun(given, site)),
  );
  repository.statuses.push(...(seed.statuses ?? []).map((given) => buildStatus(given, site)));
  fill(
    repository.deployments,
    (seed.deployments ?? []).map((given) => buildDeployment(given, site)),
  );
  for (const given of seed.environments ?? []) repository.environments.set(given.name, buildEnvironment(given, site));
  fill(
    repository.runs,
    (seed.runs ?? []).map((given) => buildRun(given, site)),
  );
  fill(
    repository.rulesets,
    (seed.rulesets ?? []).map((given) => buildRuleset(given, site)),
  );
  repository.branchProtections.push(
    ...(seed.branchProtections ?? []).map((given) => buildBranchProtection(given, site)),
  );
  return repository;
}

function emptyRepository(seed: RepositorySeed, id: number): Repository {
  const [owner = '', name = ''] = seed.fullName.split('/');
  return {
    id,
    fullName: seed.fullName,
    owner,
    name,
    isPrivate: seed.isPrivate ?? false,
    actionsMayApprove: seed.actionsMayApprove ?? false,
    defaultBranch: seed.defaultBranch ?? 'main',
    git: emptyStore() satisfies GitStore,
    collaborators: new Map(),
    pulls: new Map(),
    issues: new Map(),
    comments: new Map(),
    checkRuns: new Map(),
    statuses: [],
    deployments: new Map(),
    environments: new Map(),
    runs: new Map(),
    rulesets: new Map(),
    branchProtections: [],
  };
}

function fill<T extends { readonly id: number }>(map: Map<number, T>, items: readonly T[]): void {
  for (const item of items) map.set(item.id, item);
}

export function buildCheckRun(seed: CheckRunSeed, { registry, repository }: Site): CheckRun {
  const { commit, status = 'completed', startedAt = registry.now, completedAt, run = null, ...given } = seed;
  const isCompleted = status === 'completed';
  const output = { title: null, summary: null, text: null };
  return {
    name: 'build',
    app: 'github-actions',
    conclusion: isCompleted ? 'success' : null,
    ...given,
    id: registry.nextId(),
    run,
    status,
    startedAt,
    headSha: shaOf(repository, commit),
    completedAt: isCompleted ? (completedAt ?? startedAt) : null,
    detailsUrl: null,
    externalId: '',
    output,
    annotations: [],
  };
}

function buildStatus({ commit, ...given }: StatusSeed, { registry, repository }: Site): CommitStatus {
  const base = {
    context: 'ci',
    state: 'success',
    description: null,
    creator: 'octocat',
    createdAt: registry.now,
  } as const;
  return { ...base, ...given, id: registry.nextId(), sha: shaOf(repository, commit) };
}

export function buildDeployment(seed: DeploymentSeed, { registry, repository }: Site): Deployment {
  const { statuses = ['success'], commit, ref = repository.defaultBranch, createdAt = registry.now, ...given } = seed;
  const base = { environment: 'production', creator: 'github-actions[bot]', task: 'deploy', ...given };
  const deployment = { description: null, payload: {}, ...base, ref, createdAt };
  return {
    ...deployment,
    id: registry.nextId(),
    sha: shaOf(repository, commit ?? ref),
    statuses: statuses.map((status) => buildDeploymentStatus(status, { deployment, registry })),
  };
}

function buildDeploymentStatus(
  seed: DeploymentStatusSeed | DeploymentStatusSeed['state'],
  { deployment, registry }: { deployment: Pick<Deployment, 'createdAt' | 'creator'>; registry: Registry },
): DeploymentStatus {
  const given = typeof seed === 'string' ? { state: seed } : seed;
  const { createdAt, creator } = deployment;
  return { createdAt, creator, description: '', logUrl: '', ...given, id: registry.nextId() };
}
