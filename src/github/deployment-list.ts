import type { Fact } from '../change/facts.ts';
import type { Actor } from './actor.ts';
import { actorText, loginOf, sameLogin } from './actor.ts';
import type { ListQuery } from './list.ts';
import { pageInfo } from './list.ts';
import { literal } from './query.ts';

/** A deployment with its statuses. */
export type GraphDeployment = {
  readonly id: string;
  readonly databaseId: number | null;
  readonly createdAt: string;
  readonly commitOid: string;
  readonly environment: string | null;
  readonly payload: string | null;
  readonly creator: Actor;
  /** Null if the commit is gone. */
  readonly commit: { readonly tree: { readonly oid: string } } | null;
  readonly statuses: {
    readonly nodes: readonly (GraphStatus | null)[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean };
  } | null;
};

type GraphStatus = { readonly state: string; readonly createdAt: string; readonly logUrl: string | null };

/** How a deployment went: its last decisive word. `undecided`: it runs, waits, or nobody ever said. */
export type DeploymentEnd = 'succeeded' | 'failed' | 'undecided';

/** A deployment, read. */
export type Deployment = {
  /** Its number on GitHub. */
  readonly id: string;
  readonly sha: string;
  readonly environment: string;
  /** What its maker wrote into it, as JSON; null if nothing. */
  readonly payload: string | null;
  /** The newest log that its statuses name; null if none does. */
  readonly logUrl: string | null;
  readonly tree: string | null;
  readonly createdAt: string;
  /** When it first succeeded, even if something replaced it later; null if it never did; unknown if its history is too long. */
  readonly succeededAt: Fact<string | null>;
  readonly end: DeploymentEnd;
  /** When its last decisive word came; null while it is undecided. */
  readonly endedAt: string | null;
  /** The state of the last word, and when it came. */
  readonly state: string;
  readonly stateAt: string;
  /** Whether somebody made it whose deployments count. */
  readonly isTrusted: boolean;
};

export type DeploymentQuery = {
  /** The environment, and those whose deployments count as its own. */
  readonly environments: readonly string[];
  /** Logins whose deployments count. */
  readonly deployers: readonly string[];
  /** This run and its deployment, which are never looked at. */
  readonly ownRunId: number | null;
  readonly ownDeployment: string | null;
  readonly evaluatedAt: string;
};

/** So many of the newest are enough for every fact, if they also reach back `daysBack`. */
export const window = { deployments: 30, successes: 20, daysBack: 30 } as const;

const mostStatuses = 30;

/** The deployments of an environment, newest first. */
export function deploymentList(query: DeploymentQuery): ListQuery<GraphDeployment> {
  const order = 'orderBy: { field: CREATED_AT, direction: DESC }';
  const statuses = `statuses(first: ${mostStatuses}) { nodes { state createdAt logUrl } ${pageInfo} }`;
  const nodes = `nodes { id databaseId createdAt commitOid environment payload creator ${actorText} commit { tree { oid } } ${statuses} }`;
  return {
    operation: 'reading the deployments',
    path: ['deployments'],
    text: (page) =>
      `deployments(environments: ${literal(query.environments)}, ${order}, ${page}) { ${nodes} ${pageInfo} }`,
    atMost: 500,
    isEnough: (seen) => isEnough(seen, query),
  };
}

/** Deployments other than this run's own. */
export function readDeployments(nodes: readonly GraphDeployment[], query: DeploymentQuery): readonly Deployment[] {
  return nodes.filter((node) => !isOwn(node, query)).map((node) => readDeployment(node, query.deployers));
}

/** Whole days and parts of days from one instant to another; never negative. */
export function daysBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 86_400_000);
}

function isEnough(seen: readonly GraphDeployment[], query: DeploymentQuery): boolean {
  const oldest = seen.at(-1);
  if (oldest === undefined || daysBetween(oldest.createdAt, query.evaluatedAt) <= window.daysBack) return false;
  const trusted = readDeployments(seen, query).filter(({ isTrusted }) => isTrusted);
  const [ended, succeeded] = [
    trusted.filter(({ end }) => end !== 'undecided'),
    trusted.filter(({ succeededAt }) => succeededAt !== null),
  ];
  return ended.length >= window.deployments && succeeded.length >= window.successes;
}

function isOwn({ id, statuses }: GraphDeployment, { ownRunId, ownDeployment }: DeploymentQuery): boolean {
  if (ownDeployment !== null && id === ownDeployment) return true;
  if (ownRunId === null) return false;
  const ownLog = new RegExp(`/actions/runs/${ownRunId}(?:/|$)`);
  return (statuses?.nodes ?? []).some((status) => ownLog.test(status?.logUrl ?? ''));
}

function readDeployment(node: GraphDeployment, deployers: readonly string[]): Deployment {
  const statuses = newestFirst((node.statuses?.nodes ?? []).filter((status) => status !== null));
  const isCut = node.statuses?.pageInfo.hasNextPage === true;
  const success = statuses.findLast(({ state }) => state === 'SUCCESS');
  const last = statuses[0];
  const creator = loginOf(node.creator);
  return {
    id: String(node.databaseId ?? node.id),
    sha: node.commitOid,
    environment: node.environment ?? '',
    payload: node.payload,
    logUrl: statuses.find(({ logUrl }) => logUrl !== null && logUrl !== '')?.logUrl ?? null,
    tree: node.commit?.tree.oid ?? null,
    createdAt: node.createdAt,
    succeededAt: success?.createdAt ?? (isCut ? tooManyStatuses : null),
    ...endOf(statuses),
    state: last?.state ?? 'PENDING',
    stateAt: last?.createdAt ?? node.createdAt,
    isTrusted: creator !== null && deployers.some((deployer) => sameLogin(deployer, creator)),
  };
}

const tooManyStatuses = { unknown: 'a deployment has more statuses than are looked at' };

/** Of two words at one instant the failure counts. */
function newestFirst(statuses: readonly GraphStatus[]): readonly GraphStatus[] {
  return [...statuses].sort(
    (one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt) || badness(other) - badness(one),
  );
}

function badness({ state }: GraphStatus): number {
  return failures.has(state) ? 1 : 0;
}

const failures: ReadonlySet<string> = new Set(['FAILURE', 'ERROR']);

/** Becoming inactive says nothing about how it went. */
function endOf(statuses: readonly GraphStatus[]): Pick<Deployment, 'end' | 'endedAt'> {
  const last = statuses.find(({ state }) => state === 'SUCCESS' || failures.has(state));
  if (last === undefined) return { end: 'undecided', endedAt: null };
  return { end: last.state === 'SUCCESS' ? 'succeeded' : 'failed', endedAt: last.createdAt };
}
