import { describe, expect, test } from 'vitest';
import type { RunSeed } from '../fake-github/seed-actions.ts';
import type { CheckRunSeed, StatusSeed } from '../fake-github/seed.ts';
import { factsOf, minutesAgo, sha } from './scene.ts';

const ownJob = { runId: 5, name: 'gate' };

type Seeds = {
  readonly checkRuns?: readonly CheckRunSeed[];
  readonly statuses?: readonly StatusSeed[];
  readonly runs?: readonly RunSeed[];
};

async function checksOf({ checkRuns = [], statuses = [], runs = [] }: Seeds, request = {}) {
  const onHead = { commit: sha('b') };
  const { checks } = await factsOf(
    {
      checkRuns: checkRuns.map((run) => ({ ...onHead, ...run })),
      statuses: statuses.map((status) => ({ ...onHead, ...status })),
      runs: runs.map((run) => ({ ...onHead, ...run })),
    },
    request,
  );
  return checks;
}

describe('the checks of the head', () => {
  test('of GitHub Actions have the name of the workflow and the job', async () => {
    expect(
      await checksOf({
        runs: [{ id: 5, name: 'CI' }],
        checkRuns: [{ name: 'test', run: 5, completedAt: minutesAgo(3) }],
      }),
    ).toEqual([{ app: 'github-actions', name: 'CI / test', conclusion: 'success', completedAt: minutesAgo(3) }]);
  });

  test('of other apps have the name of the check', async () => {
    expect(await checksOf({ checkRuns: [{ name: 'scan', app: 'scanner', conclusion: 'timed_out' }] })).toMatchObject([
      { app: 'scanner', name: 'scan', conclusion: 'timed_out' },
    ]);
  });

  test.each(['queued', 'in_progress'] as const)('that are %s have no conclusion', async (status) => {
    expect(await checksOf({ checkRuns: [{ name: 'scan', app: 'scanner', status }] })).toEqual([
      { app: 'scanner', name: 'scan', conclusion: null, completedAt: null },
    ]);
  });

  test.each([
    { state: 'success', conclusion: 'success', completedAt: minutesAgo(4) },
    { state: 'error', conclusion: 'error', completedAt: minutesAgo(4) },
    { state: 'pending', conclusion: null, completedAt: null },
  ] as const)('hold a status that is $state, of its creator', async ({ state, ...ended }) => {
    const status = { context: 'ci/external', creator: 'jenkins', createdAt: minutesAgo(4), state };

    expect(await checksOf({ statuses: [status] })).toEqual([{ app: 'jenkins', name: 'ci/external', ...ended }]);
  });

  test('hold no status that passes for a check of GitHub Actions', async () => {
    const status = { context: 'CI / test', creator: 'github-actions[bot]' };

    expect(await checksOf({ statuses: [status] })).toMatchObject([{ app: 'github-actions[bot]' }]);
  });

  test('are none of another commit', async () => {
    expect(await checksOf({ checkRuns: [{ commit: sha('a') }] })).toEqual([]);
  });

  test('are read to the last page', async () => {
    const checkRuns = Array.from({ length: 101 }, (_, index) => ({ name: `part ${index}`, app: 'scanner' }));

    expect(await checksOf({ checkRuns })).toHaveLength(101);
  });

  test('leave out the job that asks, and no other of its run', async () => {
    const runs = [{ id: 5, name: 'Deploy', status: 'in_progress' as const }];
    const checkRuns = [
      { name: 'gate', run: 5, status: 'in_progress' as const },
      { name: 'test', run: 5, status: 'in_progress' as const },
      { name: 'gate', app: 'scanner', status: 'in_progress' as const },
    ];

    const checks = await checksOf({ runs, checkRuns }, { ownJob });

    expect(checks).toMatchObject([
      { app: 'github-actions', name: 'Deploy / test' },
      { app: 'scanner', name: 'gate' },
    ]);
  });

  test('leave out the job that asks where another workflow calls it', async () => {
    const runs = [{ id: 5, name: 'Deploy', status: 'in_progress' as const }];
    const job = { name: 'production / gate', run: 5 };

    const running = await checksOf({ runs, checkRuns: [{ ...job, status: 'in_progress' }] }, { ownJob });
    const ended = await checksOf({ runs, checkRuns: [job] }, { ownJob });

    expect(running).toEqual([]);
    expect(ended).toMatchObject([{ name: 'Deploy / production / gate' }]);
  });

  test.each([
    { permission: 'checks', words: '`checks: read` and `statuses: read`' },
    { permission: 'statuses', words: '`checks: read` and `statuses: read`' },
    { permission: 'actions', words: '`actions: read`' },
    { permission: 'contents', words: '`contents: read`' },
  ])('are unknown without the permission for $permission', async ({ permission, words }) => {
    const names = ['contents', 'checks', 'statuses', 'actions', 'issues', 'deployments', 'pull-requests'];
    const granted = names.filter((name) => name !== permission).map((name) => [name, 'read' as const]);
    const tokens = [{ token: 'weak', permissions: Object.fromEntries(granted) }];

    const { checks } = await factsOf(
      {
        runs: [{ id: 5, commit: sha('b') }],
        checkRuns: [{ run: 5, commit: sha('b') }],
        statuses: [{ commit: sha('b') }],
      },
      {},
      { tokens },
    );

    expect(checks).toEqual({ unknown: expect.stringContaining(`the token lacks the permission ${words}`) });
  });

  test('are unknown of a commit that GitHub does not know', async () => {
    const { checks } = await factsOf({}, { head: sha('9') });

    expect(checks).toEqual({ unknown: 'GitHub does not know the commit to be deployed' });
  });
});
