import { describe, expect, test } from 'vitest';
import type { GitHub } from '../../src/github/client.ts';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import { isUnknown } from '../../src/change/facts.ts';
import { aRequest, daysAgo, minutesAgo, openShop, sha } from './scene.ts';

const reviewers = ['bob', 'cid', 'dora', 'eve', 'fay'];

/** 100 files, 5 reviews, checks, a history of deployments. */
const typical = {
  commits: [
    { sha: sha('a'), date: daysAgo(3) },
    {
      sha: sha('b'),
      branch: 'round-total',
      author: 'ann',
      changes: Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`src/file-${index}.ts`, 'x\n'])),
    },
  ],
  pulls: [{ number: 7, author: 'ann', head: 'round-total', reviews: reviewers.map((author) => ({ author })) }],
  collaborators: Object.fromEntries(reviewers.map((login) => [login, 'write' as const])),
  deployments: Array.from({ length: 60 }, (_, index) => ({ commit: sha('a'), createdAt: daysAgo(60 - index) })),
  runs: [{ id: 5, name: 'CI', commit: sha('b') }],
  checkRuns: [{ name: 'test', run: 5, commit: sha('b') }],
  statuses: [{ commit: sha('b') }],
  issues: [{ labels: ['incident'], createdAt: minutesAgo(5) }],
  environments: [{ name: 'production', branchPolicies: ['main'] }],
  rulesets: [{ rules: ['pull_request'] }],
};

const enforcement = {
  purpose: 'forecast',
  environment: 'production',
  branch: 'main',
  workflow: null,
  own: { fullName: 'acme/shop', id: 1, defaultBranch: 'main' },
  lacking: [],
} as const;

/** The most calls that waited for each other: one after another, each begun when the one before had ended. */
function watchDepth(github: GitHub): () => number {
  const calls: { readonly depth: number; end: number }[] = [];
  let instant = 0;
  const watch = async <T>(call: () => Promise<T>): Promise<T> => {
    const started = (instant += 1);
    const before = calls.filter(({ end }) => end < started).map(({ depth }) => depth);
    const own = { depth: Math.max(0, ...before) + 1, end: Number.POSITIVE_INFINITY };
    calls.push(own);
    try {
      return await call();
    } finally {
      own.end = instant += 1;
    }
  };
  github.hook.wrap('request', async (request, options) => await watch(async () => await request(options)));
  const { query } = github;
  Object.assign(github, { query: async (text: string) => await watch(async () => await query(text)) });
  return () => Math.max(0, ...calls.map(({ depth }) => depth));
}

describe('the facts of a typical pull request', () => {
  test('cost at most 8 calls, so that policy and comment fit into 10, and at most 3 one after another', async () => {
    const teams = { 'acme/sre': ['bob'] };
    const { fake, github } = await openShop(typical, {
      teams,
      tokens: [{ token: 'app', kind: 'app', login: 'gate[bot]' }],
    });
    const depth = watchDepth(github);

    await gatherGitHubFacts(github, aRequest({ teams: ['acme/sre'], enforcement }));

    expect(fake.requests.length).toBeLessThanOrEqual(8);
    expect(depth()).toBeLessThanOrEqual(3);
  });

  test('are all known', async () => {
    const { github } = await openShop(typical);

    const facts = await gatherGitHubFacts(github, aRequest({ enforcement }));

    const leaves = [facts, facts.change, facts.deployments].flatMap((group) => Object.values(group));
    expect(leaves.filter(isUnknown)).toEqual([]);
    expect(facts.approvals).toHaveLength(5);
  });

  test('need no more than to read', async () => {
    const names = ['contents', 'pull-requests', 'checks', 'statuses', 'actions', 'deployments', 'issues'];
    const permissions = Object.fromEntries(names.map((name) => [name, 'read' as const]));
    const { fake, github } = await openShop(typical, { tokens: [{ token: 'reader', permissions }] });

    const facts = await gatherGitHubFacts(github, aRequest({ enforcement }));

    expect([facts, facts.change, facts.deployments].flatMap((group) => Object.values(group)).filter(isUnknown)).toEqual(
      [],
    );
    expect(fake.writes()).toEqual([]);
  });
});

describe('the facts of a deployment of one pull request', () => {
  test('cost at most 12 calls', async () => {
    const merge = { sha: sha('c'), committer: 'web-flow', isVerified: true, parents: [sha('a'), sha('b')] };
    const [pull] = typical.pulls;
    const { fake, github } = await openShop({
      ...typical,
      commits: [...typical.commits, merge],
      pulls: [{ ...pull, headSha: sha('b'), mergeCommit: sha('c') }],
    });

    const facts = await gatherGitHubFacts(
      github,
      aRequest({
        enforcement: { ...enforcement, purpose: 'deployment' },
        head: sha('c'),
        subject: { kind: 'deployment', base: null, isFirst: false },
      }),
    );

    expect(fake.requests.length).toBeLessThanOrEqual(12);
    expect(facts.approvals).toMatchObject(reviewers.map((by) => ({ by, sha: sha('b') })));
  });
});
