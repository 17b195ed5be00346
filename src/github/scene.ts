import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { headText } from './checks.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { DeploymentQuery } from './deployment-list.ts';
import { deploymentList } from './deployment-list.ts';
import { incidentText } from './incidents.ts';
import { firstPage } from './list.ts';
import { pullText } from './pull.ts';
import type { Reply } from './query.ts';
import { ask, partOf } from './query.ts';

type Wanted = {
  readonly head: string;
  readonly pull: number | null;
  readonly deployments: DeploymentQuery;
};

/** Asks with one query for everything whose name is known beforehand. */
export async function readScene(
  github: GitHub,
  repository: RepositoryName,
  { head, pull, deployments }: Wanted,
): Promise<Reply | Unknown> {
  const text = [
    headText(head),
    firstPage(deploymentList(deployments)),
    incidentText,
    ...(pull === null ? [] : [pullText(pull)]),
  ];
  return await ask(github, repository, { operation: 'reading the state of the repository', text: text.join('\n') });
}

/** The account that the token acts as. */
export function viewerOf(reply: Reply): Fact<string> {
  const operation = 'reading whose token it is';
  const viewer = partOf<{ readonly login: string }>(reply, { path: ['viewer'], operation, depth: 'all' });
  return isUnknown(viewer) ? viewer : (viewer?.login ?? { unknown: 'GitHub does not say whose token it is' });
}
