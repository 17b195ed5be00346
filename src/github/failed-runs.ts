import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { readPages } from './pages.ts';
import { writeOnce } from './write-once.ts';

/** A run of a workflow whose newest attempt failed. */
export type FailedRun = {
  readonly id: number;
  readonly event: string;
  readonly head: string;
  readonly branch: string;
  /** Its workflow file, as the repository has it. */
  readonly workflow: string;
  readonly createdAt: string;
  /** When the newest attempt began. */
  readonly startedAt: string;
  readonly url: string;
  readonly actor: string | null;
  readonly attempt: number;
  /** The workflows whose jobs it called. */
  readonly called: readonly CalledWorkflow[];
};

/** A workflow file as a run used it. */
export type CalledWorkflow = {
  readonly owner: string;
  readonly repository: string;
  readonly path: string;
  readonly commit: string;
};

/** The runs of a branch, or those that an event started wherever. */
type Sought = { readonly since: string } & ({ readonly branch: string } | { readonly event: string });

/** Older failures of a branch with more of them than this are not looked at. */
const mostPages = 3;
const perPage = 100;

/** Failed runs, newest first. */
export async function listFailedRuns(
  github: GitHub,
  repository: RepositoryName,
  { since, ...which }: Sought,
): Promise<Fact<readonly FailedRun[]>> {
  const runs: FailedRun[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const wanted = {
      ...repository,
      ...which,
      status: 'failure',
      created: `>=${since}`,
      per_page: perPage,
      page,
    } as const;
    const answer = await attempt('listing the failed runs', async () => {
      const { data } = await github.rest.actions.listWorkflowRunsForRepo(wanted);
      return data.workflow_runs.map(failedRunOf);
    });
    if (isUnknown(answer)) return answer;
    runs.push(...answer);
    if (answer.length < perPage) break;
  }
  return runs;
}

type Listed = Awaited<
  ReturnType<GitHub['rest']['actions']['listWorkflowRunsForRepo']>
>['data']['workflow_runs'][number];

function failedRunOf(run: Listed): FailedRun {
  return {
    id: run.id,
    event: run.event,
    head: run.head_sha,
    branch: run.head_branch ?? '',
    // The path may carry the ref that it was read from.
    workflow: run.path.replace(/@.*$/u, ''),
    createdAt: run.created_at,
    startedAt: run.run_started_at ?? run.created_at,
    url: run.html_url,
    actor: run.actor?.login ?? null,
    attempt: run.run_attempt ?? 1,
    called: (run.referenced_workflows ?? []).flatMap(calledWorkflow),
  };
}

/** GitHub tells it as `owner/name/.github/workflows/gate.yml@v1`, and the commit beside. */
function calledWorkflow({ path: text, sha }: { readonly path: string; readonly sha: string }): CalledWorkflow[] {
  const [, owner, repository, path] = /^([^/]+)\/([^/]+)\/([^@]+)@/u.exec(text) ?? [];
  return owner && repository && path ? [{ owner, repository, path, commit: sha }] : [];
}

/** A job of the newest attempt of a run. */
export type RunJob = {
  readonly id: number;
  readonly name: string;
  readonly hasFailed: boolean;
  readonly steps: readonly string[];
};

/** The jobs of the newest attempt of a run. */
export async function listJobs(
  github: GitHub,
  repository: RepositoryName,
  id: number,
): Promise<Fact<readonly RunJob[]>> {
  const jobs = await readPages(`listing the jobs of run ${id}`, {
    atMost: 1_000,
    read: async (page) => {
      const wanted = { ...repository, run_id: id, filter: 'latest', per_page: perPage, page } as const;
      const { data, headers } = await github.rest.actions.listJobsForWorkflowRun(wanted);
      return { data: data.jobs, headers };
    },
  });
  if (isUnknown(jobs)) return jobs;
  return jobs.map((job) => ({
    id: job.id,
    name: job.name,
    hasFailed: job.conclusion === 'failure',
    steps: (job.steps ?? []).map(({ name }) => name),
  }));
}

type Starting = {
  readonly run: Pick<FailedRun, 'id' | 'attempt'>;
  /** The job that is started, with those that need it; null: all that failed. */
  readonly job: number | null;
};

/** Starts jobs of a run again; gives why that was refused, or null. An answer that got lost starts nothing twice. */
export async function startAgain(
  github: GitHub,
  repository: RepositoryName,
  { run, job }: Starting,
): Promise<Unknown | null> {
  const { actions } = github.rest;
  const once = { ...repository, request: { retries: 0 } };
  return await attempt('starting failed jobs again', async () => {
    await writeOnce({
      write: async () =>
        job === null
          ? await actions.reRunWorkflowFailedJobs({ ...once, run_id: run.id })
          : await actions.reRunJobForWorkflowRun({ ...once, job_id: job }),
      isThere: async () => {
        const { data } = await actions.getWorkflowRun({ ...repository, run_id: run.id });
        return (data.run_attempt ?? 1) > run.attempt;
      },
    });
    return null;
  });
}

/** The pull request that was merged with a commit; null if none was. */
export async function findMergedPull(
  github: GitHub,
  repository: RepositoryName,
  sha: string,
): Promise<Fact<number | null>> {
  return await attempt('looking for the pull request of a commit', async () => {
    const { data } = await github.rest.repos.listPullRequestsAssociatedWithCommit({ ...repository, commit_sha: sha });
    return data.find(({ merged_at: mergedAt }) => mergedAt !== null)?.number ?? null;
  });
}
