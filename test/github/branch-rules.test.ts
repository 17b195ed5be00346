import { describe, expect, test } from 'vitest';
import { readRequiresPulls, readRequiresPullsOfNew } from '../../src/github/branch-rules.ts';
import type { RepositorySeed, TokenSeed } from '../fake-github/seed.ts';
import { openShop, shop } from './scene.ts';

type Rules = Pick<RepositorySeed, 'rulesets' | 'branchProtections'>;

const administrator: TokenSeed = {
  token: 'admin',
  kind: 'app',
  permissions: { contents: 'read', administration: 'read' },
};

async function required(rules: Rules, token: TokenSeed = { token: 'weak', permissions: { contents: 'read' } }) {
  const { github } = await openShop(rules, { tokens: [token] });
  return await readRequiresPulls(github, shop, 'main');
}

describe('whether a branch requires pull requests', () => {
  test.each<{ when: string; rules: Rules; answer: unknown }>([
    { when: 'nothing protects it', rules: {}, answer: false },
    { when: 'a ruleset does', rules: { rulesets: [{ rules: ['deletion', 'pull_request'] }] }, answer: true },
    { when: 'a ruleset does on page two', rules: { rulesets: onPageTwo() }, answer: true },
    { when: 'rulesets ask for other things', rules: { rulesets: [{ rules: ['deletion'] }] }, answer: false },
    {
      when: 'a ruleset is only tried out',
      rules: { rulesets: [{ enforcement: 'evaluate', rules: ['pull_request'] }] },
      answer: false,
    },
    {
      when: 'branch protection asks for a review',
      rules: { branchProtections: [{ requiredApprovals: 1 }] },
      answer: true,
    },
    {
      when: 'branch protection is of another branch',
      rules: { branchProtections: [{ pattern: 'release', requiredApprovals: 1 }] },
      answer: false,
    },
    {
      when: 'branch protection asks for none',
      rules: { branchProtections: [{ requiresPullRequests: true }] },
      answer: { unknown: expect.stringMatching(/`main` has branch protection.*`administration: read`/) },
    },
  ])('is seen where $when', async ({ rules, answer }) => {
    expect(await required(rules)).toEqual(answer);
  });

  test.each([true, false])('is seen of all branch protection by an administrator: %s', async (requiresPullRequests) => {
    expect(await required({ branchProtections: [{ requiresPullRequests }] }, administrator)).toBe(requiresPullRequests);
  });

  test('is seen over REST where GraphQL does not tell the rules', async () => {
    const { fake, github } = await openShop({ rulesets: [{ rules: ['pull_request'] }] });
    const fault = { kind: 'field-error', path: 'repository.branch.rules', type: 'FORBIDDEN', message: 'no' } as const;
    fake.fault({ path: '/graphql', times: 9, with: fault });

    expect(await readRequiresPulls(github, shop, 'main')).toBe(true);
  });

  test('is not known where neither tells', async () => {
    const { fake, github } = await openShop({ rulesets: [{ rules: ['pull_request'] }] });
    fake.fault({ path: '/**', times: 9, with: { kind: 'status', status: 403 } });

    expect(await readRequiresPulls(github, shop, 'main')).toEqual({
      unknown: expect.stringContaining('reading the rules of the branch `main`'),
    });
  });

  test('is not known of protection whose kind GitHub keeps to itself', async () => {
    const { fake, github } = await openShop({ branchProtections: [{ requiredApprovals: 1 }] });
    const fault = {
      kind: 'field-error',
      path: 'repository.branch.refUpdateRule',
      type: 'FORBIDDEN',
      message: 'no',
    } as const;
    fake.fault({ path: '/graphql', times: 9, with: fault });

    expect(await readRequiresPulls(github, shop, 'main')).toEqual({ unknown: expect.stringContaining('FORBIDDEN') });
  });
});

describe('whether a branch that is not there yet requires pull requests', () => {
  test('is seen where a ruleset does', async () => {
    const { github } = await openShop({ rulesets: [{ include: ['refs/heads/release/**'], rules: ['pull_request'] }] });

    expect(await readRequiresPullsOfNew(github, shop, 'release/any')).toBe(true);
  });

  test('is not known where none does', async () => {
    const { github } = await openShop();
    const unknown = expect.stringContaining('no ruleset requires pull requests');

    expect(await readRequiresPullsOfNew(github, shop, 'release/any')).toEqual({ unknown });
    expect(await readRequiresPulls(github, shop, 'next')).toEqual({ unknown });
  });
});

function onPageTwo(): NonNullable<Rules['rulesets']> {
  return [...Array.from({ length: 100 }, () => ({ rules: ['deletion'] })), { rules: ['pull_request'] }];
}
