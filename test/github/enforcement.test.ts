import { describe, expect, test } from 'vitest';
import type { EnforcementQuery } from '../../src/github/enforcement.ts';
import { parseWorkflowRef } from '../../src/github/required-workflow.ts';
import { isUnknown } from '../../src/change/facts.ts';
import type { GitHubFacts } from '../../src/github/facts.ts';
import type { RepositorySeed, Seed } from '../fake-github/seed.ts';
import type { EnvironmentSeed } from '../fake-github/seed-actions.ts';
import { factsOf, openShop, aRequest, sha } from './scene.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';

const own = { fullName: 'acme/shop', id: 77, defaultBranch: 'main' };
const ofPull = 'acme/shop/.github/workflows/gate.yml@refs/pull/7/merge';
const query: EnforcementQuery = {
  environment: 'production',
  purpose: 'deployment',
  branch: 'main',
  workflow: parseWorkflowRef(ofPull, sha('d')),
  own,
  lacking: ['the workflow is its own'],
};

type Shop = Omit<RepositorySeed, 'fullName'>;

async function enforcement(
  shop: Shop,
  asked: Partial<EnforcementQuery> = {},
  seed: Omit<Seed, 'repositories'> = {},
): Promise<GitHubFacts['enforcement']> {
  return (await factsOf(shop, { enforcement: { ...query, ...asked } }, seed)).enforcement;
}

const byEnvironment = { by: 'protected-environment', lacking: [] };
const requiring = { rulesets: [{ rules: ['pull_request'] }] };

function production(seed: Omit<EnvironmentSeed, 'name'>): Pick<Shop, 'environments'> {
  return { environments: [{ name: 'production', ...seed }] };
}

describe('an environment keeps the gate in its workflow', () => {
  test.each<{ when: string; shop: Shop }>([
    {
      when: 'it takes deployments from protected branches, and this one requires reviews',
      shop: { ...production({ protectedBranchesOnly: true }), branchProtections: [{ requiredApprovals: 1 }] },
    },
    {
      when: 'it takes deployments from protected branches, and a ruleset requires pull requests beside',
      shop: { ...production({ protectedBranchesOnly: true }), ...requiring, branchProtections: [{}] },
    },
    {
      when: 'it lists this branch, which requires pull requests',
      shop: { ...production({ branchPolicies: ['main'] }), ...requiring },
    },
    {
      when: 'it lists names for which a ruleset requires pull requests',
      shop: {
        ...production({ branchPolicies: ['main', 'release/*'] }),
        rulesets: [{ include: ['~DEFAULT_BRANCH', 'refs/heads/release/**'], rules: ['pull_request'] }],
      },
    },
  ])('where $when', async ({ shop }) => {
    expect(await enforcement(shop)).toEqual(byEnvironment);
  });

  test('also for a change to a branch that may not deploy to it', async () => {
    const shop = { ...production({ branchPolicies: ['main'] }), ...requiring, refs: { 'heads/next': 'main' } };

    expect(await enforcement(shop, { branch: 'next' })).toEqual(byEnvironment);
  });
});

describe('an environment does not keep the gate in its workflow', () => {
  test.each<{ shop: Shop; reason: string }>([
    { shop: requiring, reason: 'there is no environment `production`' },
    { shop: { ...production({}), ...requiring }, reason: 'any branch may deploy to the environment `production`' },
    {
      shop: production({ branchPolicies: ['main'] }),
      reason: '`main` may deploy to the environment `production`, and no rule of it requires pull requests',
    },
    {
      shop: { ...production({ branchPolicies: ['main', 'next'] }), ...requiring, refs: { 'heads/next': 'main' } },
      reason: '`next` may deploy to the environment `production`, and no rule of it requires pull requests',
    },
    {
      shop: { ...production({ branchPolicies: ['main'], tagPolicies: ['v*'] }), ...requiring },
      reason: 'tags like `v*` may deploy to the environment `production`',
    },
    {
      shop: { ...production({ protectedBranchesOnly: true }), ...requiring },
      reason:
        'the environment `production` takes deployments from protected branches, and `main` has no branch protection: list it there by its name',
    },
  ])('since $reason', async ({ shop, reason }) => {
    expect(await enforcement(shop)).toEqual({ by: 'nothing', lacking: ['the workflow is its own', reason] });
  });

  test('of a tag, if it takes deployments from protected branches', async () => {
    const shop = { ...production({ protectedBranchesOnly: true }), branchProtections: [{ requiredApprovals: 1 }] };

    expect(await enforcement(shop, { branch: null })).toMatchObject({
      by: 'nothing',
      lacking: [expect.anything(), expect.stringContaining('and this is none')],
    });
  });
});

describe('whether an environment keeps the gate in its workflow is not known', () => {
  test('without the permission', async () => {
    const tokens = [{ token: 'weak', permissions: { contents: 'read' } }] as const;

    expect(await enforcement({ ...production({}), ...requiring }, {}, { tokens })).toEqual({
      unknown:
        'GitHub answered 403 to reading the environment `production`; the token lacks the permission `actions: read`',
    });
  });

  test.each<{ when: string; shop: Shop; reason: RegExp }>([
    {
      when: 'branch protection does not say what it asks for',
      shop: { ...production({ protectedBranchesOnly: true }), branchProtections: [{}] },
      reason: /`main` has branch protection.*`administration: read`/,
    },
    {
      when: 'it lists names of branches that are not there yet',
      shop: { ...production({ branchPolicies: ['main', '*'] }), ...requiring },
      reason: /`\*` may deploy to the environment `production`: no ruleset requires pull requests/,
    },
    {
      when: 'it lists too many',
      shop: {
        ...production({ branchPolicies: Array.from({ length: 31 }, (_, index) => `release-${index}`) }),
        ...requiring,
      },
      reason: /there are more|more branches than are looked at/,
    },
  ])('where $when', async ({ shop, reason }) => {
    expect(await enforcement(shop)).toEqual({ unknown: expect.stringMatching(reason) });
  });

  test('where the state of the repository cannot be read', async () => {
    const { fake, github } = await openShop({ ...production({ protectedBranchesOnly: true }) });
    fake.fault({ path: '/graphql', times: 9, with: { kind: 'status', status: 401 } });

    const facts = await gatherGitHubFacts(github, aRequest({ enforcement: query }));

    expect(isUnknown(facts.enforcement)).toBe(true);
  });
});

describe('on a pull request an environment', () => {
  const purpose = 'forecast';

  test('keeps the gate in its workflow where it lists branches, and this one requires pull requests', async () => {
    expect(await enforcement({ ...production({ branchPolicies: ['main'] }), ...requiring }, { purpose })).toEqual(
      byEnvironment,
    );
  });

  test.each<{ shop: Shop; reason: string }>([
    { shop: requiring, reason: 'there is no environment `production`' },
    { shop: { ...production({}), ...requiring }, reason: 'any branch may deploy to the environment `production`' },
    {
      shop: production({ protectedBranchesOnly: true }),
      reason:
        'the environment `production` takes deployments from some branches, and no rule of `main` requires pull requests',
    },
  ])('does not, since $reason', async ({ shop, reason }) => {
    expect(await enforcement(shop, { purpose })).toMatchObject({ by: 'nothing', lacking: [expect.anything(), reason] });
  });

  test('is read over REST where GraphQL does not tell it', async () => {
    const { fake, github } = await openShop({ ...production({ branchPolicies: ['main'] }), ...requiring });
    const fault = { kind: 'field-error', path: 'repository.environment', type: 'FORBIDDEN', message: 'no' } as const;
    fake.fault({ path: '/graphql', times: 9, with: fault });

    const facts = await gatherGitHubFacts(github, aRequest({ enforcement: { ...query, purpose } }));

    expect(facts.enforcement).toEqual(byEnvironment);
  });

  test('may do so where the token may not read it', async () => {
    const tokens = [{ token: 'weak', permissions: { contents: 'read' } }] as const;

    expect(await enforcement({ ...production({}), ...requiring }, { purpose }, { tokens })).toEqual({
      unknown: expect.stringContaining('the token lacks the permission `actions: read`'),
    });
  });
});

const central = { path: '.github/workflows/gate.yml', repository_id: 5 };
const local = { path: '.github/workflows/gate.yml', repository_id: own.id };

function demanding(...workflows: readonly object[]): Shop {
  return { rulesets: [{ rules: [{ type: 'workflows', parameters: { workflows } }] }] };
}

describe('a ruleset keeps the gate in its workflow', () => {
  const ofCentral = 'acme/gates/.github/workflows/gate.yml@refs/heads/main';
  const ofDefault = 'acme/shop/.github/workflows/gate.yml@refs/heads/main';

  test.each([
    { when: 'it demands this workflow of another repository', demanded: central, running: ofCentral },
    { when: 'it demands it at a branch', demanded: { ...central, ref: 'refs/heads/main' }, running: ofCentral },
    {
      when: 'it demands it at a tag',
      demanded: { ...central, ref: 'v1' },
      running: ofCentral.replace('heads/main', 'tags/v1'),
    },
    { when: 'it demands it at a commit', demanded: { ...central, sha: sha('d') }, running: ofCentral },
    { when: 'it demands it of the default branch here', demanded: local, running: ofDefault },
  ])('where $when', async ({ demanded, running }) => {
    const workflow = parseWorkflowRef(running, sha('d'));

    expect(await enforcement(demanding(demanded), { workflow })).toEqual({ by: 'required-workflow', lacking: [] });
  });

  test.each([
    { when: 'this is the change’s own file of the same name', demanded: local, running: ofPull },
    { when: 'the name is that of a file elsewhere', demanded: central, running: ofDefault },
    { when: 'it demands one here', demanded: local, running: ofCentral },
    {
      when: 'it demands another file',
      demanded: { ...central, path: '.github/workflows/lint.yml' },
      running: ofCentral,
    },
    { when: 'it demands another branch', demanded: { ...central, ref: 'release' }, running: ofCentral },
    { when: 'it demands another commit', demanded: { ...central, sha: sha('e') }, running: ofCentral },
    { when: 'the runner does not say what runs', demanded: central, running: '' },
  ])('but not where $when', async ({ demanded, running }) => {
    const workflow = parseWorkflowRef(running, sha('d'));

    expect(await enforcement(demanding(demanded), { workflow })).toMatchObject({ by: 'nothing' });
  });
});
