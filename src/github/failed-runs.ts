import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';

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
};

type Sought = { readonly branch: string; readonly since: string };

/** Older failures of a branch with more of them than this are not looked at. */
const mostPages = 3;
const perPage = 100;

/** The failed runs of a branch, newest first. */
export async function listFailedRuns(
  github: GitHub,
  repository: RepositoryName,
  { branch, since }: Sought,
): Promise<Fact<readonly FailedRun[]>> {
  const runs: FailedRun[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const wanted = {
      ...repository,
      branch,
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
  };
}

/** Starts the failed jobs of a run again; gives why that was refused, or null. Asked again, it starts nothing twice. */
export async function startFailedJobs(github: GitHub, repository: RepositoryName, id: number): Promise<Unknown | null> {
  const answer = await attempt('starting the failed jobs again', async () => {
    await github.rest.actions.reRunWorkflowFailedJobs({ ...repository, run_id: id });
    return null;
  });
  return answer;
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
