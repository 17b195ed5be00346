import type { Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { Deployment } from './deployment-list.ts';
import { deploymentList, readDeployments } from './deployment-list.ts';
import { firstPage } from './list.ts';
import { readDeploymentList } from './past.ts';
import { ask } from './query.ts';

/** How the deployments of one commit ended. */
export type DeploymentOutcome = {
  readonly head: string;
  readonly went: 'well' | 'badly';
  readonly at: string;
  /** `github:` and the number of the deployment. */
  readonly source: string;
  readonly base: null;
};

type Wanted = {
  readonly environment: string;
  /** Older ones than this are not looked for; ISO 8601. */
  readonly since: string;
};

/** More are not read: a page is a hundred, and tells all their statuses. */
const mostDeployments = 10_000;
const operation = 'reading the deployments';

/** How past deployments to an environment ended, one for each commit; who made them does not matter here. */
export async function readDeploymentOutcomes(
  github: GitHub,
  repository: RepositoryName,
  { environment, since }: Wanted,
): Promise<readonly DeploymentOutcome[] | Unknown> {
  const query = { ...anyones, environments: [environment], evaluatedAt: since };
  const list = {
    ...deploymentList(query),
    atMost: mostDeployments,
    isEnough: (seen: readonly { readonly createdAt: string }[]) => isOlder(seen.at(-1)?.createdAt, since),
  };
  const reply = await ask(github, repository, { operation, text: firstPage(list) });
  if (isUnknown(reply)) return reply;
  const found = await readDeploymentList({ github, repository, reply }, query, list);
  return isUnknown(found) ? found : outcomesOf(readDeployments(found.seen, query));
}

const anyones = { deployers: [], ownRunId: null, ownDeployment: null } as const;

function isOlder(instant: string | undefined, since: string): boolean {
  return instant !== undefined && Date.parse(instant) < Date.parse(since);
}

/** A commit that was deployed well once is good, however often that failed before or after. */
function outcomesOf(deployments: readonly Deployment[]): readonly DeploymentOutcome[] {
  const found = new Map<string, DeploymentOutcome>();
  // Newest first, so that of failures the last one stays.
  for (const { id, sha, end, endedAt, createdAt } of deployments) {
    if (end === 'undecided') continue;
    const went = end === 'succeeded' ? 'well' : 'badly';
    const other = found.get(sha);
    if (other !== undefined && (other.went === 'well' || went === 'badly')) continue;
    found.set(sha, { head: sha, went, at: endedAt ?? createdAt, source: `github:${id}`, base: null });
  }
  return [...found.values()];
}
