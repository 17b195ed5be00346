import { describe, expect, test } from 'vitest';
import type { CommitSeed, DeploymentSeed } from '../fake-github/seed.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import { aRequest, daysAgo, factsOf, minutesAgo, openShop, sha, twoCommits } from './scene.ts';

const live = { commit: sha('a'), createdAt: daysAgo(2) };

/** A success that names the log of a run. */
function by(run: number): Pick<DeploymentSeed, 'statuses'> {
  return { statuses: [{ state: 'success', logUrl: `https://github.com/acme/shop/actions/runs/${run}/job/1` }] };
}

function failed(days: number): DeploymentSeed {
  return { createdAt: daysAgo(days), statuses: ['failure'] };
}

function after(...deployments: readonly DeploymentSeed[]) {
  return factsOf({ deployments });
}

describe('what is live', () => {
  test('is the newest deployment that succeeded', async () => {
    const older = { ...live, commit: sha('b'), createdAt: daysAgo(9) };

    expect((await after(older, live)).live).toEqual({ sha: sha('a'), since: daysAgo(2) });
  });

  test.each([
    { what: 'one that something replaced later', deployment: { ...live, statuses: ['success', 'inactive'] as const } },
    {
      what: 'one that failed after it had succeeded',
      deployment: { ...live, statuses: ['success', 'failure'] as const },
    },
  ])('is $what too', async ({ deployment }) => {
    expect((await after(deployment)).live).toMatchObject({ sha: sha('a') });
  });

  test.each([
    { what: 'a deployment that failed', deployment: { statuses: ['in_progress', 'failure'] as const } },
    { what: 'a deployment that runs', deployment: { statuses: ['in_progress'] as const } },
    { what: 'a deployment of which nobody said anything', deployment: { statuses: [] } },
    { what: 'a deployment elsewhere', deployment: { environment: 'staging' } },
    { what: 'a deployment by somebody who does not count', deployment: { creator: 'mallory' } },
  ])('is not $what', async ({ deployment }) => {
    const newer = { commit: sha('b'), createdAt: daysAgo(1), ...deployment };

    expect((await after(live, newer)).live).toMatchObject({ sha: sha('a') });
  });

  test('is not what this very run deploys, by the log that its statuses name', async () => {
    const { live: found } = await factsOf(
      {
        deployments: [
          { ...live, ...by(555) },
          { commit: sha('b'), createdAt: daysAgo(1), ...by(55) },
        ],
      },
      { deployments: { ownRunId: 55 } },
    );

    expect(found).toMatchObject({ sha: sha('a') });
  });

  test('is not the deployment that started this run', async () => {
    const { fake, github } = await openShop({ deployments: [live, { commit: sha('b'), createdAt: daysAgo(1) }] });
    const own = [...fake.repository('acme/shop').deployments.keys()].at(-1) ?? 0;
    const ownDeployment = Buffer.from(`Deployment:${own}`).toString('base64');

    const facts = await gatherGitHubFacts(github, aRequest({ deployments: { ownDeployment } }));

    expect(facts.live).toMatchObject({ sha: sha('a') });
  });

  test('is nothing where nothing ever succeeded', async () => {
    expect((await after()).live).toBeNull();
    expect((await after()).deployments.daysSinceLast).toEqual({
      unknown: 'no deployment to this environment has succeeded yet',
    });
  });

  test('counts deployments of environments that stand for this one', async () => {
    const { live: found } = await factsOf(
      { deployments: [{ ...live, environment: 'production-reviewed' }] },
      { deployments: { environments: ['production', 'production-reviewed'] } },
    );

    expect(found).toMatchObject({ sha: sha('a') });
  });

  test('is found on the second page', async () => {
    const failures = Array.from({ length: 100 }, (_, index) => ({
      commit: sha('b'),
      createdAt: minutesAgo(index),
      statuses: ['failure'] as const,
    }));

    expect((await after(live, ...failures)).live).toMatchObject({ sha: sha('a') });
  });

  test('is unknown behind more deployments than are looked at', async () => {
    const failures = Array.from({ length: 501 }, (_, index) => ({
      createdAt: minutesAgo(index),
      statuses: ['failure'] as const,
    }));

    const { live, deployments, wasLiveBefore } = await after(...failures);

    const cutShort = { unknown: 'there are more deployments than are looked at' };
    expect([live, deployments.daysSinceLast, deployments.failuresLast30d, wasLiveBefore]).toEqual(
      Array.from({ length: 4 }, () => cutShort),
    );
  });

  test('is unknown if a newer deployment has more statuses than are looked at', async () => {
    const long = { createdAt: daysAgo(1), statuses: Array.from({ length: 31 }, () => 'in_progress' as const) };

    expect((await after(live, long)).live).toEqual({ unknown: 'a deployment has more statuses than are looked at' });
  });

  test.each([[['contents', 'issues', 'pull-requests', 'checks', 'statuses']], [['contents']]])(
    'is unknown without the permission, even if there is nothing to see',
    async (names) => {
      const permissions = Object.fromEntries(names.map((name) => [name, 'read' as const]));
      const tokens = [{ token: 'weak', permissions }];

      const [seen, empty] = [
        await factsOf({ deployments: [live] }, {}, { tokens }),
        await factsOf({ deployments: [] }, {}, { tokens }),
      ];

      const words = 'to reading the deployments; the token lacks the permission `deployments: read`';
      expect(seen.live).toEqual({ unknown: `GitHub answered FORBIDDEN ${words}` });
      expect(empty.live).toEqual({ unknown: `GitHub answered 403 ${words}` });
    },
  );
});

describe('the deployments of an environment', () => {
  test('tell when the last one succeeded', async () => {
    const slow = { ...live, statuses: [{ state: 'success', createdAt: daysAgo(1.5) } as const] };

    expect((await after(slow)).deployments.daysSinceLast).toBe(1.5);
  });

  test('tell the failures of 30 days', async () => {
    const { deployments } = await after(failed(31), failed(30), failed(1), { ...failed(2), statuses: ['error'] }, live);

    expect(deployments.failuresLast30d).toBe(3);
  });

  test('tell the share of those that went well', async () => {
    const { deployments } = await after(
      live,
      { ...live, statuses: ['success', 'inactive'] },
      { ...live, statuses: ['success', { state: 'failure', createdAt: daysAgo(1) }] },
      { ...live, statuses: ['failure'] },
      { ...live, statuses: ['in_progress'] },
    );

    expect(deployments.successRate).toBe(0.5);
  });

  test('tell that share of the last 30 alone', async () => {
    const old = Array.from({ length: 10 }, () => ({ createdAt: daysAgo(20), statuses: ['failure'] as const }));
    const recent = Array.from({ length: 30 }, (_, index) => ({ createdAt: minutesAgo(index) }));

    expect((await after(...old, ...recent)).deployments.successRate).toBe(1);
  });

  test('are looked at as far as the facts go, and no further', async () => {
    const { fake, github } = await openShop({
      deployments: Array.from({ length: 250 }, (_, index) => ({ commit: sha('a'), createdAt: daysAgo(250 - index) })),
    });

    const { deployments, live: found } = await gatherGitHubFacts(github, aRequest());

    expect(deployments).toEqual({ daysSinceLast: 1, failuresLast30d: 0, successRate: 1, inProgress: 0 });
    expect(found).toMatchObject({ since: daysAgo(1) });
    expect(fake.calls('graphql')).toHaveLength(1);
  });

  test('are looked at over more pages where they are many', async () => {
    const { fake, github } = await openShop({
      deployments: Array.from({ length: 250 }, (_, index) => ({
        createdAt: minutesAgo((250 - index) * 60 * 4),
        statuses: ['failure'] as const,
      })),
    });

    const { deployments } = await gatherGitHubFacts(github, aRequest());

    expect(deployments.failuresLast30d).toBe(180);
    expect(fake.calls('graphql')).toHaveLength(3);
  });

  test('take words of one instant for the worse', async () => {
    expect((await after({ ...live, statuses: ['failure', 'success'] })).deployments.successRate).toBe(0);
  });

  test.each([
    { state: 'in_progress', days: 1, inProgress: 1 },
    { state: 'queued', days: 1, inProgress: 1 },
    { state: 'pending', days: 5, inProgress: 1 },
    { state: 'in_progress', days: 5.01, inProgress: 0 },
    { state: 'failure', days: 0, inProgress: 0 },
  ] as const)('of which one is $state for $days days: $inProgress run', async ({ state, days, inProgress }) => {
    const running = { creator: 'mallory', createdAt: daysAgo(days), statuses: [state] };

    expect((await after(running)).deployments.inProgress).toBe(inProgress);
  });
});

describe('the deployments that are running', () => {
  const running: DeploymentSeed = {
    commit: sha('b'),
    createdAt: minutesAgo(20),
    payload: { services: ['payments'] },
    statuses: [
      { state: 'queued', createdAt: minutesAgo(15) },
      { state: 'in_progress', createdAt: minutesAgo(10), logUrl: 'https://github.com/acme/shop/actions/runs/7/job/8' },
    ],
  };

  test('are told apart, with what they bring, since when and where to look', async () => {
    const facts = await after(live, running);

    expect(facts.running).toEqual([
      {
        id: expect.stringMatching(/^\d+$/),
        sha: sha('b'),
        environment: 'production',
        startedAt: minutesAgo(20),
        lastStatusAt: minutesAgo(10),
        url: 'https://github.com/acme/shop/actions/runs/7/job/8',
        services: ['payments'],
      },
    ]);
    expect(facts.deployments.inProgress).toBe(1);
  });

  test('have no link where no status names a log', async () => {
    expect((await after({ ...running, statuses: ['in_progress'] })).running).toMatchObject([{ url: null }]);
  });

  const none = { unknown: 'the payload of the deployment names no services' };
  test.each([
    { what: 'names none', payload: {}, services: none },
    { what: 'names an empty list', payload: { services: [] }, services: none },
    { what: 'names something else', payload: { services: 'payments' }, services: none },
    { what: 'names what is no name', payload: { services: ['payments', 4] }, services: none },
    { what: 'names several', payload: { services: ['payments', 'ledger'], more: 1 }, services: ['payments', 'ledger'] },
  ])('whose payload $what bring $services', async ({ payload, services }) => {
    expect((await after({ ...running, payload })).running).toMatchObject([{ services }]);
  });

  test('of somebody who does not count are there all the same, but what they say is not believed', async () => {
    expect((await after({ ...running, creator: 'mallory' })).running).toMatchObject([
      { services: { unknown: 'who made the deployment is none of `record.deployers`' } },
    ]);
  });

  test('do not have this run’s own among them', async () => {
    const logUrl = 'https://github.com/acme/shop/actions/runs/55/job/1';
    const own: DeploymentSeed = { ...running, statuses: [{ state: 'in_progress', logUrl }] };

    const { running: found } = await factsOf({ deployments: [running, own] }, { deployments: { ownRunId: 55 } });

    expect(found).toHaveLength(1);
  });

  test('are unknown where deployments are', async () => {
    const tokens = [{ token: 'weak', permissions: { contents: 'read' as const } }];

    const { running: found, deployments } = await factsOf({ deployments: [running] }, {}, { tokens });

    expect(found).toEqual({ unknown: expect.stringContaining('`deployments: read`') });
    expect(deployments.inProgress).toEqual(found);
  });
});

describe('a head that was live before', () => {
  const [first] = twoCommits;
  const same: readonly CommitSeed[] = [
    ...(first === undefined ? [] : [first]),
    { sha: sha('c'), changes: { 'new.ts': 'x\n' } },
    { sha: sha('d'), changes: { 'new.ts': null }, message: 'Take it back' },
  ];
  const wasLive = async (head: string, deployments: readonly DeploymentSeed[]) =>
    (await factsOf({ commits: same, pulls: [], deployments }, { head, subject: { kind: 'range', base: sha('c') } }))
      .wasLiveBefore;

  test('is known by its commit or by its files', async () => {
    const deployments = [live, { commit: sha('c'), createdAt: daysAgo(1) }];

    expect(await wasLive(sha('a'), deployments)).toBe(true);
    expect(await wasLive(sha('d'), deployments)).toBe(true);
  });

  test('is none if only a failure or somebody else put it there', async () => {
    expect(await wasLive(sha('d'), [{ ...live, statuses: ['failure'] }])).toBe(false);
    expect(await wasLive(sha('d'), [{ ...live, creator: 'mallory' }])).toBe(false);
  });

  test.each([
    { others: 19, expected: true },
    { others: 20, expected: false },
  ])('counts for the last 20 deployments: with $others newer ones it is $expected', async ({ others, expected }) => {
    const newer = Array.from({ length: others }, (_, index) => ({ commit: sha('c'), createdAt: minutesAgo(index) }));

    expect(await wasLive(sha('d'), [live, ...newer])).toBe(expected);
  });
});
