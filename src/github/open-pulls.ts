import type { Fact } from '../change/facts.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';

/** The open pull requests, those that were last changed first, as events describe them. */
export async function listOpenPulls(
  github: GitHub,
  repository: RepositoryName,
  { atMost }: { readonly atMost: number },
): Promise<Fact<readonly object[]>> {
  return await attempt('listing the open pull requests', async () => {
    const wanted = { ...repository, state: 'open', sort: 'updated', direction: 'desc', per_page: atMost } as const;
    const { data } = await github.rest.pulls.list(wanted);
    return data.filter(({ draft }) => draft !== true);
  });
}

/** A pull request as events describe it. */
export async function readPull(github: GitHub, repository: RepositoryName, number: number): Promise<Fact<object>> {
  return await attempt(`reading pull request #${number}`, async () => {
    const { data } = await github.rest.pulls.get({ ...repository, pull_number: number });
    return data;
  });
}

/** When the last run of a workflow went well; null if none did. */
export async function lastSuccess(
  github: GitHub,
  repository: RepositoryName,
  workflow: string,
): Promise<Fact<string | null>> {
  return await attempt('looking for the run before', async () => {
    const wanted = { ...repository, workflow_id: workflow, status: 'success', per_page: 1 } as const;
    const { data } = await github.rest.actions.listWorkflowRuns(wanted);
    return data.workflow_runs[0]?.created_at ?? null;
  });
}
