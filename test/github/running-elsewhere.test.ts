import { describe, expect, test } from 'vitest';
import { connect } from '../../src/github/client.ts';
import { readRunningElsewhere } from '../../src/github/running-elsewhere.ts';
import type { DeploymentSeed, RepositorySeed, Seed } from '../fake-github/seed.ts';
import { start } from '../fake-github/running.ts';
import { aRequest, daysAgo, minutesAgo, now } from './scene.ts';

const running: DeploymentSeed = { createdAt: minutesAgo(5), statuses: ['in_progress'] };
const query = aRequest().deployments;

const ledger = { name: { owner: 'acme', repo: 'ledger' }, services: ['ledger'] };
const mail = { name: { owner: 'acme', repo: 'mail' }, services: ['mail', 'letters'] };

async function gitHub(repositories: readonly RepositorySeed[], seed: Omit<Seed, 'repositories'> = {}) {
  const { fake } = await start({ now, repositories, ...seed });
  return { fake, github: connect({ token: fake.token, apiUrl: fake.url }) };
}

describe('running deployments of other repositories', () => {
  test('are read with one call, each with its repository and the services that it may bring', async () => {
    const { fake, github } = await gitHub([
      { fullName: 'acme/ledger', deployments: [{ createdAt: daysAgo(1) }, running] },
      { fullName: 'acme/mail', deployments: [{ ...running, payload: { services: ['letters'] } }, running] },
    ]);

    const found = await readRunningElsewhere(github, [ledger, mail], query);

    expect(found).toMatchObject([
      { repository: 'acme/ledger', services: ['ledger'], startedAt: minutesAgo(5) },
      { repository: 'acme/mail', services: ['mail', 'letters'] },
      { repository: 'acme/mail', services: ['letters'] },
    ]);
    expect(fake.requests).toHaveLength(1);
  });

  test('need no call where no other repository is to be asked', async () => {
    const { fake, github } = await gitHub([]);

    expect(await readRunningElsewhere(github, [], query)).toEqual([]);
    expect(fake.requests).toEqual([]);
  });

  test('are none where a token that may look finds none', async () => {
    const { github } = await gitHub([{ fullName: 'acme/ledger' }]);

    expect(await readRunningElsewhere(github, [ledger], query)).toEqual([]);
  });

  test.each<{ what: string; repositories: readonly RepositorySeed[]; seed: Omit<Seed, 'repositories'>; words: string }>(
    [
      {
        what: 'the token may not see deployments',
        repositories: [{ fullName: 'acme/ledger', deployments: [running] }],
        seed: { tokens: [{ token: 'weak', permissions: { contents: 'read' } }] },
        words: '`deployments: read`',
      },
      {
        what: 'the token may not see deployments, of which there are none',
        repositories: [{ fullName: 'acme/ledger' }],
        seed: { tokens: [{ token: 'weak', permissions: { contents: 'read' } }] },
        words: '`deployments: read`',
      },
      {
        what: 'one repository is hidden from the token',
        repositories: [
          { fullName: 'acme/mail', deployments: [running] },
          { fullName: 'acme/ledger', isPrivate: true },
        ],
        seed: { tokens: [{ token: 'mail', kind: 'app', repositories: ['acme/mail'] }] },
        words: 'acme/ledger',
      },
      {
        what: 'there are more deployments than are looked at',
        repositories: [{ fullName: 'acme/ledger', deployments: Array.from({ length: 101 }, () => running) }],
        seed: {},
        words: 'more deployments than are looked at',
      },
    ],
  )('are unknown where $what', async ({ repositories, seed, words }) => {
    const { github } = await gitHub(repositories, seed);

    expect(await readRunningElsewhere(github, [ledger, mail].slice(0, repositories.length), query)).toEqual({
      unknown: expect.stringContaining(words),
    });
  });

  test('are unknown of more than 20 repositories', async () => {
    const { github } = await gitHub([]);

    expect(
      await readRunningElsewhere(
        github,
        Array.from({ length: 21 }, () => ledger),
        query,
      ),
    ).toEqual({
      unknown: 'more than 20 other repositories deploy related services',
    });
  });
});
