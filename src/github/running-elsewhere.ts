import type { Fact, RunningDeployment, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { DeploymentQuery, GraphDeployment } from './deployment-list.ts';
import { deploymentList } from './deployment-list.ts';
import { deploymentFacts } from './deployments.ts';
import { firstPage } from './list.ts';
import type { Reply } from './query.ts';
import { askEach, partOf } from './query.ts';

/** A repository, and the services that it deploys. */
export type DeployingRepository = { readonly name: RepositoryName; readonly services: readonly string[] };

/**
 * Deployments that are running in other repositories, asked for with one call. Which services they bring is told by their
 * payload, else they may be any that the repository deploys. One repository that cannot be seen leaves all unknown.
 */
export async function readRunningElsewhere(
  github: GitHub,
  repositories: readonly DeployingRepository[],
  query: DeploymentQuery,
): Promise<Fact<readonly RunningDeployment[]>> {
  if (repositories.length === 0) return [];
  if (repositories.length > mostRepositories) return tooMany;
  const operation = 'reading the deployments of other repositories';
  const names = repositories.map(({ name }) => name);
  const reply = await askEach(github, names, { operation, text: firstPage(deploymentList(query)) });
  if (isUnknown(reply)) return reply;
  const read = await Promise.all(
    repositories.map(async (repository, index) => await runningIn({ github, reply, query }, repository, index)),
  );
  return read.find(isUnknown) ?? read.flatMap((running) => (isUnknown(running) ? [] : running));
}

const mostRepositories = 20;
const tooMany: Unknown = { unknown: `more than ${mostRepositories} other repositories deploy related services` };

type Asked = { readonly github: GitHub; readonly reply: Reply; readonly query: DeploymentQuery };

async function runningIn(
  { github, reply, query }: Asked,
  { name, services }: DeployingRepository,
  index: number,
): Promise<Fact<readonly RunningDeployment[]>> {
  const fullName = `${name.owner}/${name.repo}`;
  const operation = `reading the deployments of ${fullName}`;
  const page = partOf<Page>(reply, { path: [`r${index}`, 'deployments'], operation, depth: 'all' });
  if (page === null) return { unknown: `GitHub shows no repository ${fullName} to the token` };
  if (isUnknown(page)) return page;
  const seen = (page.nodes ?? []).filter((node) => node !== null);
  if (seen.length === 0) return await nothingThere(github, { name, operation });
  const { running } = deploymentFacts({ seen, isWhole: !page.pageInfo.hasNextPage }, query);
  if (isUnknown(running)) return running;
  return running.map((each) => ({
    ...each,
    repository: fullName,
    services: isUnknown(each.services) ? services : each.services,
  }));
}

type Page = {
  readonly nodes: readonly (GraphDeployment | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean };
};

type Place = { readonly name: RepositoryName; readonly operation: string };

/** GraphQL shows what a token may not see as an empty list, REST refuses. */
async function nothingThere(github: GitHub, { name, operation }: Place): Promise<Fact<readonly RunningDeployment[]>> {
  const listed = await attempt(
    operation,
    async () => await github.rest.repos.listDeployments({ ...name, per_page: 1 }),
  );
  return isUnknown(listed) ? listed : [];
}
