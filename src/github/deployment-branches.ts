import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { BranchState } from './branch-rules.ts';
import { readRequiresPulls, readRequiresPullsOfNew, requiresPulls } from './branch-rules.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { readEnvironment } from './environment.ts';
import { readPages } from './pages.ts';
import type { Reply } from './query.ts';
import { literal, partOf } from './query.ts';

type Place = { readonly github: GitHub; readonly repository: RepositoryName; readonly environment: string };

/** The branch that the run is about, or that its change is to land on. */
export type Target = { readonly name: string; readonly state: BranchState };

/**
 * Why what nobody reviewed could be deployed to an environment; null if it takes deployments only from branches that
 * require pull requests.
 */
export async function wayAround(place: Place, target: Promise<Target | null>): Promise<Fact<string | null>> {
  const { github, repository, environment } = place;
  const found = await readEnvironment(github, repository, environment);
  if (isUnknown(found)) return found;
  if (!found.exists) return missing(environment);
  if (found.from === 'anywhere') return openToAll(environment);
  return found.from === 'listed' ? await aroundList(place, target) : aroundProtected(place, await target);
}

/**
 * The same at a glance, for a pull request that deploys nothing: where the environment takes deployments from some
 * branches alone, those are taken to be like the one that the change is to land on.
 */
export async function wayAroundAtAGlance(
  place: Place & { readonly reply: Reply },
  target: Promise<Target | null>,
): Promise<Fact<string | null>> {
  const { environment, reply } = place;
  const told = restrictionIn(reply, environment);
  // What GraphQL does not tell, REST does.
  if (isUnknown(told)) return await wayAround(place, target);
  if (told === null) return missing(environment);
  return told ? aroundTarget(environment, await target) : openToAll(environment);
}

/** What is asked below `repository` about an environment. */
export function environmentText(environment: string): string {
  return `environment(name: ${literal(environment)}) { protectionRules(first: 100) { nodes { type } } }`;
}

type GraphEnvironment = {
  readonly protectionRules: { readonly nodes: readonly ({ readonly type: string } | null)[] | null };
};

/** Whether an environment takes deployments from some branches alone; null if GitHub shows no such environment. */
function restrictionIn(reply: Reply, environment: string): Fact<boolean | null> {
  const operation = `reading the environment \`${environment}\``;
  const told = partOf<GraphEnvironment>(reply, { path: ['repository', 'environment'], operation, depth: 'all' });
  if (told === null || isUnknown(told)) return told;
  return (told.protectionRules.nodes ?? []).some((rule) => rule?.type === 'BRANCH_POLICY');
}

function missing(environment: string): string {
  return `there is no environment \`${environment}\``;
}

function openToAll(environment: string): string {
  return `any branch may deploy to the environment \`${environment}\``;
}

function aroundTarget(environment: string, target: Target | null): Fact<string | null> {
  const reach = `the environment \`${environment}\` takes deployments from some branches`;
  if (target === null) return `${reach}, and this is none`;
  const required = requiresPulls(target.state, target.name);
  if (isUnknown(required)) return required;
  return required ? null : `${reach}, and no rule of \`${target.name}\` requires pull requests`;
}

/** GitHub takes no more than branch protection for protected, and lets every branch deploy where there is none. */
function aroundProtected({ environment }: Place, target: Target | null): Fact<string | null> {
  const limit = `the environment \`${environment}\` takes deployments from protected branches`;
  if (target === null) return `${limit}, and this is none`;
  const { name, state } = target;
  if (isUnknown(state.protection)) return state.protection;
  if (state.protection === 'none')
    return `${limit}, and \`${name}\` has no branch protection: list it there by its name`;
  const required = requiresPulls(state, name);
  if (isUnknown(required)) return required;
  return required ? null : `${limit}, and no rule of \`${name}\` requires pull requests`;
}

type BranchPattern = { readonly name?: string | undefined; readonly type?: string | undefined };

/** A list with more patterns than this is not looked at. */
const mostPatterns = 10;

async function aroundList(place: Place, target: Promise<Target | null>): Promise<Fact<string | null>> {
  const { github, repository, environment } = place;
  const patterns = await readPages<BranchPattern>(`reading which branches may deploy to \`${environment}\``, {
    atMost: mostPatterns,
    read: async (page) => {
      const wanted = { ...repository, environment_name: environment, per_page: 30, page };
      const { data, headers } = await github.rest.repos.listDeploymentBranchPolicies(wanted);
      return { data: data.branch_policies, headers };
    },
  });
  if (isUnknown(patterns)) return patterns;
  if (patterns.length > mostPatterns) return { unknown: `\`${environment}\` lists more branches than are looked at` };
  const ways = await Promise.all(patterns.map(async (pattern) => await aroundPattern(place, { pattern, target })));
  return ways.find((way) => typeof way === 'string') ?? ways.find(isUnknown) ?? null;
}

type Listed = { readonly pattern: BranchPattern; readonly target: Promise<Target | null> };

async function aroundPattern(place: Place, { pattern, target }: Listed): Promise<Fact<string | null>> {
  const { name = '', type } = pattern;
  if (type === 'tag') return `tags like \`${name}\` may deploy to the environment \`${place.environment}\``;
  const required = await requiredOn(name, { place, target: await target });
  const reach = `\`${name}\` may deploy to the environment \`${place.environment}\``;
  if (isUnknown(required)) return { unknown: `${reach}: ${required.unknown}` };
  return required ? null : `${reach}, and no rule of it requires pull requests`;
}

type Around = { readonly place: Place; readonly target: Target | null };

async function requiredOn(name: string, { place, target }: Around): Promise<Fact<boolean>> {
  const { github, repository } = place;
  if (target?.name === name) return requiresPulls(target.state, name);
  if (!isPattern(name)) return await readRequiresPulls(github, repository, name);
  return await readRequiresPullsOfNew(github, repository, exampleOf(name));
}

function isPattern(name: string): boolean {
  return /[*?[\]]/u.test(name);
}

/** A branch that a pattern matches; somebody who means to get around the gate would push one. */
function exampleOf(pattern: string): string {
  return pattern.replace(/\[[^\]]*\]|\?/gu, 'a').replace(/\*+/gu, 'any');
}
