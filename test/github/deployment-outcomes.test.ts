import { describe, expect, test } from 'vitest';
import { readDeploymentOutcomes } from '../../src/github/deployment-outcomes.ts';
import type { DeploymentSeed } from '../fake-github/seed.ts';
import { shop, start } from '../fake-github/running.ts';
import { connect } from '../../src/github/client.ts';
import { daysAgo, minutesAgo, openShop, sha, twoCommits } from './scene.ts';

async function outcomes(deployments: readonly DeploymentSeed[], since = daysAgo(400)) {
  const { github } = await openShop({ deployments });
  return await readDeploymentOutcomes(github, shop, { environment: 'production', since });
}

const [old, now] = [sha('a'), sha('b')];

describe('how past deployments ended', () => {
  test('is told for each commit, whoever deployed it', async () => {
    const found = await outcomes([
      { commit: old, createdAt: daysAgo(9), creator: 'mallory' },
      { commit: now, createdAt: daysAgo(2), statuses: ['in_progress', { state: 'failure', createdAt: daysAgo(1) }] },
    ]);

    expect(found).toEqual([
      { head: now, went: 'badly', at: daysAgo(1), source: expect.stringMatching(/^github:\d+$/), base: null },
      { head: old, went: 'well', at: daysAgo(9), source: expect.stringMatching(/^github:\d+$/), base: null },
    ]);
  });

  test.each<{ what: string; deployments: readonly DeploymentSeed[]; went: string[] }>([
    { what: 'an error', deployments: [{ statuses: ['error'] }], went: ['badly'] },
    { what: 'a failure that was replaced', deployments: [{ statuses: ['failure', 'inactive'] }], went: ['badly'] },
    { what: 'a success that was replaced', deployments: [{ statuses: ['success', 'inactive'] }], went: ['well'] },
    { what: 'a failure after a success', deployments: [{ statuses: ['success', 'failure'] }], went: ['badly'] },
    { what: 'one that runs', deployments: [{ statuses: ['in_progress'] }], went: [] },
    { what: 'one elsewhere', deployments: [{ environment: 'staging', statuses: ['failure'] }], went: [] },
    {
      what: 'a failure that went well when it was tried again',
      deployments: [{ statuses: ['failure'] }, { createdAt: minutesAgo(1) }],
      went: ['well'],
    },
    {
      what: 'a failure to deploy what was good before',
      deployments: [{}, { createdAt: minutesAgo(1), statuses: ['failure'] }],
      went: ['well'],
    },
  ])('counts $what', async ({ deployments, went }) => {
    const found = await outcomes(deployments.map((each) => ({ commit: now, createdAt: daysAgo(1), ...each })));

    expect(found).toMatchObject(went.map((each) => ({ head: now, went: each })));
  });

  test('is read page by page, as far back as it is wanted', async () => {
    const commits = [...twoCommits, ...Array.from({ length: 250 }, (_, index) => ({ sha: numbered(index) }))];
    const deployments = Array.from({ length: 250 }, (_, index) => ({
      commit: numbered(index),
      createdAt: daysAgo(index),
      statuses: [index === 240 ? ('failure' as const) : ('success' as const)],
    }));
    const { github } = await openShop({ commits, deployments });

    const all = await readDeploymentOutcomes(github, shop, { environment: 'production', since: daysAgo(400) });
    const some = await readDeploymentOutcomes(github, shop, { environment: 'production', since: daysAgo(120) });

    expect(all).toHaveLength(250);
    expect(all).toContainEqual(expect.objectContaining({ head: numbered(240), went: 'badly' }));
    expect(some).toHaveLength(200);
  });

  test('is not known to a token that may not read deployments', async () => {
    const { fake } = await start({
      tokens: [{ token: 'weak', permissions: { contents: 'read', metadata: 'read' } }],
      repositories: [{ fullName: 'acme/shop', commits: twoCommits, deployments: [{ commit: old }] }],
    });
    const github = connect({ token: 'weak', apiUrl: fake.url });

    expect(await readDeploymentOutcomes(github, shop, { environment: 'production', since: daysAgo(400) })).toEqual({
      unknown: expect.stringContaining('reading the deployments'),
    });
  });
});

function numbered(index: number): string {
  return (index + 1).toString(16).padStart(40, '0');
}
