import { describe, expect, test } from 'vitest';
import { readEnvironment } from '../../src/github/environment.ts';
import { openShop, shop } from './scene.ts';

describe('an environment', () => {
  test('with reviewers is reviewed by people and teams of the owner', async () => {
    const { github } = await openShop({ environments: [{ name: 'production', reviewers: ['bob', 'acme/sre'] }] });

    expect(await readEnvironment(github, shop, 'production')).toEqual({
      exists: true,
      isReviewed: true,
      reviewers: ['bob', 'acme/sre'],
      preventsSelfReview: false,
      from: 'anywhere',
    });
  });

  test('that only waits is not reviewed', async () => {
    const { github } = await openShop({ environments: [{ name: 'production', waitMinutes: 5 }] });

    expect(await readEnvironment(github, shop, 'production')).toMatchObject({ exists: true, isReviewed: false });
  });

  test.each([
    { what: 'protected branches alone', seed: { protectedBranchesOnly: true }, from: 'protected-branches' },
    { what: 'branches that it lists', seed: { branchPolicies: ['main'] }, from: 'listed' },
    { what: 'tags that it lists', seed: { tagPolicies: ['v*'] }, from: 'listed' },
  ])('that takes deployments from $what says so', async ({ seed, from }) => {
    const { github } = await openShop({ environments: [{ name: 'production', ...seed }] });

    expect(await readEnvironment(github, shop, 'production')).toMatchObject({ from });
  });

  test('that is not there is told apart', async () => {
    const { github } = await openShop();

    expect(await readEnvironment(github, shop, 'production/eu')).toEqual({ exists: false });
  });

  test('is unknown without the permission', async () => {
    const { github } = await openShop({}, { tokens: [{ token: 'weak', permissions: { contents: 'read' } }] });

    expect(await readEnvironment(github, shop, 'production')).toEqual({
      unknown:
        'GitHub answered 403 to reading the environment `production`; the token lacks the permission `actions: read`',
    });
  });
});
