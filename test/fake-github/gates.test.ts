import { describe, expect, test } from 'vitest';
import { client, failure, shop, startShop } from './running.ts';
import type { EnvironmentSeed } from './seed-actions.ts';
import type { FakeGitHub } from './server.ts';

const tokens = [
  { token: 'workflow' },
  { token: 'bobs', kind: 'user', login: 'bob' },
  { token: 'eves', kind: 'user', login: 'eve' },
  { token: 'gatekeeper', kind: 'app', login: 'gatekeeper[bot]' },
  { token: 'stranger', kind: 'app', login: 'stranger[bot]' },
] as const;

async function startWaiting(environment: Omit<EnvironmentSeed, 'name'>, triggeringActor = 'ann'): Promise<FakeGitHub> {
  const { fake } = await startShop(
    {
      environments: [{ name: 'production', ...environment }],
      runs: [{ id: 5, waitsFor: ['production'], triggeringActor }],
    },
    { tokens, teams: { 'acme/ops': ['bob'] }, now: '2026-11-20T12:00:00Z' },
  );
  return fake;
}

function review(
  fake: FakeGitHub,
  token: string,
  state: 'approved' | 'rejected' = 'approved',
): Promise<{ status: number }> {
  const ids = [...fake.repository('acme/shop').environments.values()].map(({ id }) => id);
  const asked = { ...shop, run_id: 5, environment_ids: ids, state, comment: 'Looked at it' };
  return client(fake, token).actions.reviewPendingDeploymentsForRun(asked);
}

async function runStatus(fake: FakeGitHub): Promise<readonly (string | null)[]> {
  const { data } = await client(fake).actions.getWorkflowRun({ ...shop, run_id: 5 });
  return [data.status, data.conclusion];
}

describe('a pending deployment', () => {
  test.each([
    { who: 'a workflow', token: 'workflow', status: 403 },
    { who: 'an app', token: 'gatekeeper', status: 403 },
    { who: 'somebody who is no reviewer', token: 'eves', status: 422 },
  ])('is not approved by $who', async ({ token, status }) => {
    const fake = await startWaiting({ reviewers: ['acme/ops'] });

    expect(await failure(review(fake, token))).toMatchObject({ status });
    expect(await runStatus(fake)).toEqual(['waiting', null]);
  });

  test.each([
    { state: 'approved', status: ['in_progress', null], deployment: 'queued' },
    { state: 'rejected', status: ['completed', 'failure'], deployment: 'failure' },
  ] as const)('that a reviewer has $state is $deployment', async ({ state, status, deployment }) => {
    const fake = await startWaiting({ reviewers: ['acme/ops'] });

    await review(fake, 'bobs', state);

    const [made] = fake.repository('acme/shop').deployments.values();
    expect(await runStatus(fake)).toEqual(status);
    expect(made).toMatchObject({ environment: 'production', statuses: [{ state: deployment }] });
  });

  test.each([
    { preventsSelfReview: true, status: 'waiting' },
    { preventsSelfReview: false, status: 'in_progress' },
  ])(
    'of the reviewer, with preventsSelfReview $preventsSelfReview, is $status',
    async ({ preventsSelfReview, status }) => {
      const fake = await startWaiting({ reviewers: ['bob'], preventsSelfReview }, 'bob');

      await review(fake, 'bobs').catch(() => undefined);

      expect(await runStatus(fake)).toEqual([status, null]);
    },
  );

  test.each([
    { now: '2026-11-20T12:04:59Z', status: 'waiting' },
    { now: '2026-11-20T12:05:00Z', status: 'in_progress' },
  ])('with a timer of five minutes is $status at $now', async ({ now, status }) => {
    const fake = await startWaiting({ waitMinutes: 5 });

    fake.setNow(now);

    expect(await runStatus(fake)).toEqual([status, null]);
  });

  test('tells who may approve it', async () => {
    const fake = await startWaiting({ reviewers: ['bob'] });
    const ask = (token: string) => client(fake, token).actions.getPendingDeploymentsForRun({ ...shop, run_id: 5 });

    const answers = [await ask('bobs'), await ask('workflow')];

    expect(answers.map(({ data }) => data[0]?.current_user_can_approve)).toEqual([true, false]);
  });
});

describe('a custom protection rule', () => {
  const gate = { ...shop, run_id: 5, environment_name: 'production', comment: 'No freeze' };

  test.each([
    { who: 'a workflow', token: 'workflow', status: 403 },
    { who: 'a person', token: 'bobs', status: 403 },
    { who: 'another app', token: 'stranger', status: 422 },
  ])('is not answered by $who', async ({ token, status }) => {
    const fake = await startWaiting({ customRules: ['gatekeeper'] });

    const answer = client(fake, token).actions.reviewCustomGatesForRun({ ...gate, state: 'approved' });

    expect(await failure(answer)).toMatchObject({ status });
  });

  test.each([
    { given: { state: 'approved' }, status: ['in_progress', null] },
    { given: { state: 'rejected' }, status: ['completed', 'failure'] },
  ] as const)('that its app has $given.state leaves the run $status', async ({ given, status }) => {
    const fake = await startWaiting({ customRules: ['gatekeeper'] });

    await client(fake, 'gatekeeper').actions.reviewCustomGatesForRun({ ...gate, ...given });

    expect(await runStatus(fake)).toEqual(status);
  });

  test('waits on when its app only comments, and for the reviewers too', async () => {
    const fake = await startWaiting({ customRules: ['gatekeeper'], reviewers: ['bob'] });
    const app = client(fake, 'gatekeeper');

    await app.actions.reviewCustomGatesForRun(gate);
    const commented = await runStatus(fake);
    await review(fake, 'bobs');
    const reviewed = await runStatus(fake);
    await app.actions.reviewCustomGatesForRun({ ...gate, state: 'approved' });

    expect([commented, reviewed, await runStatus(fake)]).toEqual([
      ['waiting', null],
      ['waiting', null],
      ['in_progress', null],
    ]);
  });
});

describe('a workflow run', () => {
  const run = { ...shop, run_id: 5 };
  const jobs = [{ name: 'build' }, { name: 'gate', conclusion: 'failure' as const }];

  test('that is run again is a new attempt by whoever asked', async () => {
    const { octokit } = await startShop({ runs: [{ id: 5, conclusion: 'failure', actor: 'ann', jobs }] });

    await octokit.actions.reRunWorkflowFailedJobs(run);
    const { data } = await octokit.actions.getWorkflowRun(run);
    const { data: listed } = await octokit.actions.listJobsForWorkflowRun(run);
    const { data: first } = await octokit.actions.getWorkflowRunAttempt({ ...run, attempt_number: 1 });

    expect([data.run_attempt, data.status, data.actor?.login, data.triggering_actor?.login]).toEqual([
      2,
      'queued',
      'ann',
      'github-actions[bot]',
    ]);
    expect(listed.jobs.map(({ name, conclusion }) => [name, conclusion])).toEqual([
      ['build', 'success'],
      ['gate', null],
    ]);
    expect([first.run_attempt, first.conclusion]).toEqual([1, 'failure']);
  });

  test.each([
    { what: 'has not ended', given: { status: 'in_progress' as const } },
    { what: 'is older than 30 days', given: { createdAt: '2026-10-21T11:59:59Z' } },
    { what: 'was run 50 times', given: { attempt: 50 } },
  ])('that $what is not run again', async ({ given }) => {
    const { octokit } = await startShop({ runs: [{ id: 5, ...given }] }, { now: '2026-11-20T12:00:00Z' });

    expect(await failure(octokit.actions.reRunWorkflow(run))).toMatchObject({ status: 403 });
  });

  test.each([
    { created: '>=2026-11-02', ids: [3, 2] },
    { created: '<2026-11-02', ids: [1] },
    { created: '2026-11-01..2026-11-02', ids: [2, 1] },
    { created: '2026-11-03', ids: [3] },
    { created: '>2026-11-02T12:00:00Z', ids: [3] },
  ])('is found by its time, $created', async ({ created, ids }) => {
    const runs = [1, 2, 3].map((id) => ({ id, createdAt: `2026-11-0${id}T12:00:00Z` }));
    const { octokit } = await startShop({ runs });

    const { data } = await octokit.actions.listWorkflowRunsForRepo({ ...shop, created });

    expect(data.workflow_runs.map(({ id }) => id)).toEqual(ids);
  });

  test('is found by its workflow', async () => {
    const { octokit } = await startShop({ runs: [{ id: 1 }, { id: 2, path: '.github/workflows/deploy.yml' }] });

    const { data } = await octokit.actions.listWorkflowRuns({ ...shop, workflow_id: 'deploy.yml' });

    expect(data.workflow_runs.map(({ id }) => id)).toEqual([2]);
  });
});
