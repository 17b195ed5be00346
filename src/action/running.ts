import type { Fact, RunningDeployment } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Catalogue } from '../change/services.ts';
import { servicesOfPaths } from '../change/services.ts';
import { FactsError } from '../errors.ts';
import { changedPaths } from '../git/changed-paths.ts';
import type { Repository } from '../git/repository.ts';
import type { GitHubFacts } from '../github/facts.ts';
import type { Policy } from '../policy/policy.ts';
import { findNamed } from './commit-names.ts';
import { fetchCommits } from './fetch-commits.ts';
import type { Scene } from './scene.ts';

type Known = {
  readonly github: Pick<GitHubFacts, 'running' | 'live'> | null;
  readonly policy: Pick<Policy, 'services' | 'conflicts'>;
};

/**
 * Other deployments that are running, each with its services: those that it names itself, else those whose files differ
 * between its commit and what is live. Null without GitHub, which alone knows them.
 */
export async function seeRunning(scene: Scene, { github, policy }: Known): Promise<GitHubFacts['running'] | null> {
  if (github === null) return null;
  const { live } = github;
  const running = withOwnLinks(github.running, scene);
  if (isUnknown(running) || policy.conflicts === null) return running;
  const unnamed = running.filter(({ services }) => isUnknown(services)).slice(0, mostCompared);
  if (unnamed.length === 0 || Object.keys(policy.services).length === 0) return running;
  const base = isUnknown(live) ? null : (live?.sha ?? null);
  if (base === null) return running;
  const shas = unnamed.flatMap(({ sha }) => sha ?? []);
  const repository = await withCommits(scene, [base, ...shas]);
  const comparing = { repository, base, catalogue: policy.services };
  return await Promise.all(
    running.map(async (each) => (unnamed.includes(each) ? await withServices(each, comparing) : each)),
  );
}

/** Running deployments with links to the same server alone: whoever may write a status may write any address into it. */
export function withOwnLinks(
  running: Fact<readonly RunningDeployment[]>,
  { runner }: Pick<Scene, 'runner'>,
): Fact<readonly RunningDeployment[]> {
  if (isUnknown(running)) return running;
  const isOwn = (url: string | null): boolean => url?.startsWith(`${runner.serverUrl}/`) === true;
  return running.map((each) => (isOwn(each.url) ? each : { ...each, url: null }));
}

/** More are looked at by their number alone. */
const mostCompared = 20;

async function withCommits({ repository, inputs }: Scene, shas: readonly string[]): Promise<Repository> {
  const found = await findNamed(repository, shas);
  const missing = [...new Set(shas.filter((_, index) => found[index] === null))];
  if (missing.length === 0) return repository;
  // What cannot be fetched is missing below, and its services stay unknown.
  const fetched = await fetchCommits(repository, { commits: missing, branches: [], names: [], token: inputs.token });
  return fetched.repository;
}

type Comparing = { readonly repository: Repository; readonly base: string; readonly catalogue: Catalogue };

async function withServices(running: RunningDeployment, comparing: Comparing): Promise<RunningDeployment> {
  const services = running.sha === null ? running.services : await servicesBetween(running.sha, comparing);
  return { ...running, services };
}

async function servicesBetween(
  head: string,
  { repository, base, catalogue }: Comparing,
): Promise<Fact<readonly string[]>> {
  try {
    const paths = await changedPaths(repository, { base, head });
    if (paths.length === 0) return { unknown: 'it brings nothing new, and its payload names no services' };
    return servicesOfPaths(paths, catalogue);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    return { unknown: `its commit cannot be compared with what is live: ${error.problem}` };
  }
}
