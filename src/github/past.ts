import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { DeploymentQuery, GraphDeployment } from './deployment-list.ts';
import { deploymentList } from './deployment-list.ts';
import type { ListQuery, Seen } from './list.ts';
import { readList } from './list.ts';
import type { Reply } from './query.ts';

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };

/** Reads the past deployments; that there are none is believed only of a token that may look. */
export async function readDeploymentList(
  source: Source,
  query: DeploymentQuery,
  wanted: ListQuery<GraphDeployment> = deploymentList(query),
): Promise<Seen<GraphDeployment> | Unknown> {
  const list = await readList(source, wanted);
  if (isUnknown(list) || list.seen.length > 0) return list;
  // GraphQL shows what a token may not see as an empty list, REST refuses.
  const one = { ...source.repository, environment: query.environments[0] ?? '', per_page: 1 };
  const listed = await attempt(
    'reading the deployments',
    async () => await source.github.rest.repos.listDeployments(one),
  );
  if (isUnknown(listed)) return listed;
  return listed.data.length === 0 ? list : { unknown: 'GitHub tells of deployments in one place and not in another' };
}
