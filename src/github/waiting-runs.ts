import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { readPages } from './pages.ts';

/** A run of a workflow that deploys. */
export type DeployingRun = {
  readonly id: number;
  readonly event: string;
  readonly head: string;
  /** The branch or tag that it is on; null if that is in a fork. */
  readonly ref: string | null;
  readonly url: string;
  readonly actor: string | null;
  /** Who started its newest attempt. */
  readonly startedBy: string | null;
};

/** An environment that a run waits for. */
export type PendingDeployment = {
  readonly environment: string;
  readonly environmentId: number;
  /** Whether the account of the token may review it. */
  readonly mayReview: boolean;
};

/** More runs than this do not wait at once. */
const mostRuns = 300;

/** The runs that wait for an environment's protection, newest first. */
export async function listWaitingRuns(
  github: GitHub,
  repository: RepositoryName,
): Promise<Fact<readonly DeployingRun[]>> {
  const runs = await readPages('listing the waiting runs', {
    atMost: mostRuns,
    read: async (page) => {
      const wanted = { ...repository, status: 'waiting', per_page: 100, page } as const;
      const { data, headers } = await github.rest.actions.listWorkflowRunsForRepo(wanted);
      return { data: data.workflow_runs, headers };
    },
  });
  return isUnknown(runs) ? runs : runs.map((run) => runOf(run, repository));
}

/** One run. */
export async function readRun(github: GitHub, repository: RepositoryName, id: number): Promise<Fact<DeployingRun>> {
  return await attempt(`reading the run ${id}`, async () => {
    const { data } = await github.rest.actions.getWorkflowRun({ ...repository, run_id: id });
    return runOf(data, repository);
  });
}

/** The environments that a run waits for. */
export async function readPending(
  github: GitHub,
  repository: RepositoryName,
  id: number,
): Promise<Fact<readonly PendingDeployment[]>> {
  return await attempt(`reading what the run ${id} waits for`, async () => {
    const { data } = await github.rest.actions.getPendingDeploymentsForRun({ ...repository, run_id: id });
    return data.flatMap(({ environment: { id: environmentId, name }, current_user_can_approve: mayReview }) =>
      name === undefined || environmentId === undefined ? [] : [{ environment: name, environmentId, mayReview }],
    );
  });
}

type Listed = Awaited<ReturnType<GitHub['rest']['actions']['getWorkflowRun']>>['data'];

function runOf(run: Listed, { owner, repo }: RepositoryName): DeployingRun {
  const home: string | undefined = run.head_repository?.full_name;
  const isOwn = home?.toLowerCase() === `${owner}/${repo}`.toLowerCase();
  return {
    id: run.id,
    event: run.event,
    head: run.head_sha,
    ref: isOwn ? run.head_branch : null,
    url: run.html_url,
    actor: run.actor?.login ?? null,
    startedBy: run.triggering_actor?.login ?? null,
  };
}
