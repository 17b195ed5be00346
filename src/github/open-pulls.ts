import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { readPages } from './pages.ts';

/** The open pull requests, those that were last changed first, as events describe them. */
export async function listOpenPulls(github: GitHub, repository: RepositoryName): Promise<Fact<readonly object[]>> {
  const pulls = await readPages('listing the open pull requests', {
    atMost: 1_000,
    read: async (page) =>
      await github.rest.pulls.list({
        ...repository,
        state: 'open',
        sort: 'updated',
        direction: 'desc',
        per_page: 100,
        page,
      }),
  });
  return isUnknown(pulls) ? pulls : pulls.filter(({ draft }) => draft !== true);
}

/** A pull request as events describe it. */
export async function readPull(github: GitHub, repository: RepositoryName, number: number): Promise<Fact<object>> {
  return await attempt(`reading pull request #${number}`, async () => {
    const { data } = await github.rest.pulls.get({ ...repository, pull_number: number });
    return data;
  });
}

/** A run that went well: when it began, and on which commit. */
export type GoodRun = { readonly at: string; readonly head: string };

/** The last run of a workflow that went well; null if none did. */
export async function lastSuccess(
  github: GitHub,
  repository: RepositoryName,
  workflow: string,
): Promise<Fact<GoodRun | null>> {
  return await attempt('looking for the run before', async () => {
    const wanted = { ...repository, workflow_id: workflow, status: 'success', per_page: 1 } as const;
    const { data } = await github.rest.actions.listWorkflowRuns(wanted);
    const [run] = data.workflow_runs;
    return run === undefined ? null : { at: run.created_at, head: run.head_sha };
  });
}
