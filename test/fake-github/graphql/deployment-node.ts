import type { Deployment, DeploymentStatus } from '../state.ts';
import { actorNode } from './actors.ts';
import { connection, ordered } from './connection.ts';
import { demand, nodeId, textsArg, type Args, type GraphNode, type Here } from './graph.ts';

export function deploymentsAsked({ repository }: Here, args: Args): Deployment[] {
  const environments = textsArg(args, 'environments');
  const matching = [...repository.deployments.values()].filter(
    ({ environment }) => environments === undefined || environments.includes(environment),
  );
  return ordered(args, matching);
}

export function deploymentNode(here: Here, deployment: Deployment): GraphNode {
  demand(here, 'deployments=read');
  const { repository, state } = here;
  const { id, sha, environment, creator, createdAt, description, task, payload, statuses } = deployment;
  const commit = repository.git.commits.get(sha);
  const latest = statuses.at(-1);
  return {
    __typename: 'Deployment',
    id: nodeId('Deployment', id),
    databaseId: id,
    commitOid: sha,
    commit: () => (commit === undefined ? null : here.nodes.commit(here, commit)),
    ref: () => here.nodes.ref(here, deployment.ref),
    environment,
    originalEnvironment: environment,
    latestEnvironment: environment,
    description,
    task,
    payload: JSON.stringify(payload),
    creator: actorNode(state, creator),
    createdAt,
    updatedAt: latest?.createdAt ?? createdAt,
    state: stateOf(latest),
    latestStatus: latest === undefined ? null : statusNode(here, deployment, latest),
    statuses: (args: Args) => connection(args, statuses.toReversed(), (status) => statusNode(here, deployment, status)),
  };
}

/** A success is called active for as long as nothing replaced it. */
function stateOf(latest: DeploymentStatus | undefined): string {
  if (latest === undefined) return 'PENDING';
  return latest.state === 'success' ? 'ACTIVE' : latest.state.toUpperCase();
}

function statusNode({ state }: Here, { environment }: Deployment, status: DeploymentStatus): GraphNode {
  const { id, createdAt, description, logUrl, creator } = status;
  return {
    __typename: 'DeploymentStatus',
    id: nodeId('DeploymentStatus', id),
    state: status.state.toUpperCase(),
    environment,
    environmentUrl: null,
    description,
    logUrl: logUrl === '' ? null : logUrl,
    creator: actorNode(state, creator),
    createdAt,
    updatedAt: createdAt,
  };
}
