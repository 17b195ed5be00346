import { created, found, invalid, ok, refuse } from '../answer.ts';
import { address, userBody } from '../bodies.ts';
import { resolve } from '../git-store.ts';
import { recordIn, textIn, textOrNull, textsIn, wordIn, type JsonRecord } from '../json.ts';
import { numberParam, onRepository, type Operation, type RepositoryCall } from '../operation.ts';
import { list } from '../paging.ts';
import type { Deployment, DeploymentStatus } from '../state.ts';

export const deploymentOperations: readonly Operation[] = [
  onRepository('repos/list-deployments', 'deployments=read', (call) =>
    list(call, asked(call), (deployment) => deploymentBody(call, deployment)),
  ),

  onRepository('repos/get-deployment', 'deployments=read', (call) => ok(deploymentBody(call, deploymentAsked(call)))),

  onRepository('repos/list-deployment-statuses', 'deployments=read', (call) => {
    const deployment = deploymentAsked(call);
    return list(call, deployment.statuses.toReversed(), (status) => statusBody(call, deployment, status));
  }),

  onRepository('repos/create-deployment', 'deployments=write', (call) => {
    const deployment = newDeployment(call);
    call.repository.deployments.set(deployment.id, deployment);
    return created(deploymentBody(call, deployment));
  }),

  onRepository('repos/create-deployment-status', 'deployments=write', (call) => {
    const deployment = deploymentAsked(call);
    const status = newStatus(call);
    if (status.description.length > 140) throw invalid('Validation Failed');
    deployment.statuses.push(status);
    if (status.state === 'success' && call.body['auto_inactive'] !== false) retire(call, deployment);
    return created(statusBody(call, deployment, status));
  }),
];

/** Newest first. */
function asked({ repository, query }: RepositoryCall): Deployment[] {
  const wanted = (name: string, value: string) => [null, 'none', value].includes(query.get(name));
  return [...repository.deployments.values()]
    .filter(
      ({ environment, ref, sha, task }) =>
        wanted('environment', environment) && wanted('ref', ref) && wanted('sha', sha) && wanted('task', task),
    )
    .sort((left, right) => right.createdAt.localeCompare(left.createdAt) || right.id - left.id);
}

function deploymentAsked(call: RepositoryCall): Deployment {
  return found(call.repository.deployments.get(numberParam(call, 'deployment_id')));
}

/** Without `required_contexts: []` every check of the commit must have passed, the asker's own included. */
function newDeployment(call: RepositoryCall): Deployment {
  const { body, repository, state, token } = call;
  const ref = textIn(body, 'ref');
  const commit = resolve(repository.git, ref);
  if (commit === undefined) throw invalid(`No ref found for: ${ref}`);
  if (unfinished(call, commit.sha).length > 0) {
    throw refuse(409, `Conflict: Commit status checks failed for ${ref}.`);
  }
  return {
    id: state.nextId(),
    ref,
    sha: commit.sha,
    creator: token.login,
    createdAt: state.now,
    statuses: [],
    environment: textIn(body, 'environment', 'production'),
    task: textIn(body, 'task', 'deploy'),
    description: textOrNull(body, 'description'),
    payload: recordIn(body, 'payload'),
  };
}

function unfinished({ repository, body }: RepositoryCall, sha: string): string[] {
  const required = 'required_contexts' in body ? textsIn(body, 'required_contexts') : undefined;
  const passing = new Set(['success', 'neutral', 'skipped']);
  const checks = [...repository.checkRuns.values()].filter(({ headSha }) => headSha === sha);
  const contexts = [
    ...checks.map(({ name, conclusion }) => ({ name, isPassing: passing.has(conclusion ?? '') })),
    ...repository.statuses
      .filter((one) => one.sha === sha)
      .map((one) => ({ name: one.context, isPassing: one.state === 'success' })),
  ];
  const latest = new Map(contexts.map(({ name, isPassing }) => [name, isPassing]));
  return (required ?? [...latest.keys()]).filter((name) => latest.get(name) !== true);
}

const states = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success'] as const;

function newStatus({ body, state, token }: RepositoryCall): DeploymentStatus {
  return {
    id: state.nextId(),
    creator: token.login,
    createdAt: state.now,
    state: wordIn(body, 'state', { words: states, absent: 'error' }),
    description: textIn(body, 'description'),
    logUrl: textIn(body, 'log_url'),
  };
}

/** A success turns the earlier ones of its environment inactive. */
function retire({ repository, state, token }: RepositoryCall, winner: Deployment): void {
  for (const other of repository.deployments.values()) {
    if (other.id === winner.id || other.environment !== winner.environment) continue;
    if (other.statuses.at(-1)?.state !== 'success') continue;
    const [id, createdAt, creator] = [state.nextId(), state.now, token.login];
    other.statuses.push({ id, createdAt, creator, state: 'inactive', description: '', logUrl: '' });
  }
}

export function deploymentBody({ repository, state }: RepositoryCall, deployment: Deployment): JsonRecord {
  const { id, sha, ref, task, environment, createdAt, description, payload } = deployment;
  return {
    id,
    sha,
    ref,
    task,
    environment,
    original_environment: environment,
    description,
    payload,
    creator: userBody(state, deployment.creator),
    url: address(repository, `/deployments/${id}`),
    statuses_url: address(repository, `/deployments/${id}/statuses`),
    created_at: createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? createdAt,
  };
}

function statusBody(
  { repository, state }: RepositoryCall,
  deployment: Deployment,
  status: DeploymentStatus,
): JsonRecord {
  return {
    id: status.id,
    state: status.state,
    description: status.description,
    log_url: status.logUrl,
    environment: deployment.environment,
    creator: userBody(state, status.creator),
    deployment_url: address(repository, `/deployments/${deployment.id}`),
    created_at: status.createdAt,
    updated_at: status.createdAt,
  };
}
