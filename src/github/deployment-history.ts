import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { loginOf } from './actor.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { GraphDeployment } from './deployment-list.ts';
import { daysBetween, deploymentList } from './deployment-list.ts';
import { firstPage, readList } from './list.ts';
import { ask } from './query.ts';

/** A deployment with everything that was said of it. */
export type PastDeployment = {
  readonly sha: string;
  readonly createdAt: string;
  readonly creator: string | null;
  /** In the words of GitHub, newest first. */
  readonly statuses: readonly { readonly state: string; readonly createdAt: string }[];
};

type Sought = {
  /** An environment, and those whose deployments count as its own. */
  readonly environments: readonly string[];
  readonly since: string;
};

const mostDeployments = 50_000;
/** A job may wait for its environment for so long before it is deployed. */
const longestWaitDays = 30;

/** All deployments that may have ended since an instant, whoever made them, page by page. */
export async function listDeployments(
  github: GitHub,
  repository: RepositoryName,
  { environments, since }: Sought,
): Promise<Fact<readonly PastDeployment[]>> {
  const isOld = ({ createdAt }: GraphDeployment): boolean => daysBetween(createdAt, since) > longestWaitDays;
  const everybody = { deployers: [], ownRunId: null, ownDeployment: null, evaluatedAt: since };
  const list = {
    ...deploymentList({ environments, ...everybody }),
    atMost: mostDeployments,
    isEnough: (seen: readonly GraphDeployment[]) => seen.slice(-1).some(isOld),
  };
  const { operation } = list;
  const reply = await ask(github, repository, { operation, text: firstPage(list) });
  if (isUnknown(reply)) return reply;
  const read = await readList({ github, repository, reply }, list);
  if (isUnknown(read)) return read;
  if (!read.isWhole && !list.isEnough(read.seen)) return { unknown: `${operation} ended after ${mostDeployments}` };
  return read.seen.filter((each) => !isOld(each)).map(pastDeployment);
}

function pastDeployment({ commitOid, createdAt, creator, statuses }: GraphDeployment): PastDeployment {
  const told = (statuses?.nodes ?? []).filter((status) => status !== null);
  return { sha: commitOid, createdAt, creator: loginOf(creator), statuses: told };
}
