import { describe, expect, test } from 'vitest';
import { connect } from '../../src/github/client.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import { aRequest, openShop, shop } from './scene.ts';

describe('a client', () => {
  test('of an enterprise server asks both of its addresses', async () => {
    const { fake } = await openShop();

    const github = connect({ token: fake.token, apiUrl: `${fake.enterpriseUrl}/` });

    expect(await gatherGitHubFacts(github, aRequest())).toMatchObject({ makers: ['ann'], incidents: [] });
  });

  test('takes an answer that is cut short for none', async () => {
    const { fake, github } = await openShop({ issues: [{ labels: ['incident'] }] });
    fake.fault({ times: 3, with: { kind: 'truncate' } });

    await expect(github.rest.issues.listForRepo(shop)).rejects.toMatchObject({ status: 500 });
  }, 20_000);

  test('does not let queries wait for each other', async () => {
    const { github } = await openShop();
    const text = 'query { viewer { login } }';

    const first = await Promise.race([github.query(text).then(() => github.query(text)), later(900)]);

    expect(first).toMatchObject({ data: { viewer: { login: 'github-actions[bot]' } } });
  });
});

async function later(milliseconds: number): Promise<string> {
  return await new Promise((resolve) => {
    setTimeout(() => resolve('too late'), milliseconds);
  });
}
