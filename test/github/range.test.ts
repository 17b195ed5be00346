import { describe, expect, test } from 'vitest';
import type { CommitSeed, PullSeed, RepositorySeed } from '../fake-github/seed.ts';
import { daysAgo, factsOf, minutesAgo, now, sha } from './scene.ts';

const live = { commit: sha('a'), createdAt: daysAgo(1) };
const bySignature = { committer: 'web-flow', isVerified: true };
const merge = { sha: sha('c'), author: 'gus', ...bySignature, parents: [sha('a'), sha('b')] };

/** What is live, the branch of pull request #7 by ann with one commit, and what follows on main. */
function commitsWith(...more: readonly CommitSeed[]): readonly CommitSeed[] {
  return [
    { sha: sha('a'), changes: { 'README.md': '# shop\n' } },
    { sha: sha('b'), branch: 'round-total', author: 'ann', changes: { 'total.ts': 'one\n' } },
    ...more,
  ];
}

function merged(seed: PullSeed = {}): PullSeed {
  return {
    number: 7,
    author: 'ann',
    title: 'Round the total once',
    head: 'round-total',
    headSha: sha('b'),
    mergeCommit: sha('c'),
    reviews: [{ author: 'bob', submittedAt: minutesAgo(50) }],
    ...seed,
  };
}

type Deployed = Partial<RepositorySeed> & { readonly head?: string; readonly base?: string | null };

function deploy({ head = sha('c'), base = null, ...repository }: Deployed) {
  return factsOf(
    { commits: commitsWith(merge), pulls: [merged()], deployments: [live], ...repository },
    { head, subject: { kind: 'deployment', base, isFirst: false } },
  );
}

describe('the base of a deployment', () => {
  test('is what is live', async () => {
    expect(await deploy({})).toMatchObject({ base: sha('a'), baseSource: 'deployment', lineage: 'ahead' });
  });

  test('is what is live, whatever the input says', async () => {
    expect(await deploy({ base: sha('c') })).toMatchObject({ base: sha('a'), baseSource: 'deployment' });
  });

  test('is the input where nothing was ever deployed', async () => {
    const facts = await deploy({ base: sha('a'), deployments: [] });

    expect(facts).toMatchObject({ base: sha('a'), baseSource: 'input', lineage: 'ahead' });
  });

  test('is unknown with neither', async () => {
    const facts = await deploy({ deployments: [] });

    const unknown = 'no successful deployment to this environment was found, and no `base` was given';
    expect(facts).toMatchObject({ base: { unknown }, baseSource: { unknown }, makers: { unknown } });
    expect(facts).not.toHaveProperty('lineage');
  });

  test('is none of a first deployment, which is judged by its head alone', async () => {
    const facts = await factsOf(
      { commits: commitsWith(merge), pulls: [merged()] },
      { head: sha('c'), subject: { kind: 'deployment', base: null, isFirst: true } },
    );

    expect(facts).toMatchObject({ baseSource: 'first-deployment', makers: ['ann'] });
    expect(facts.approvals).toMatchObject([{ by: 'bob', sha: sha('c') }]);
  });

  test('is unknown, with the lineage, to a token that may not see deployments, whatever the input says', async () => {
    const permissions = { contents: 'read', 'pull-requests': 'read', issues: 'read' } as const;

    const facts = await factsOf(
      { commits: commitsWith(merge), pulls: [merged()], deployments: [live] },
      { head: sha('c'), subject: { kind: 'deployment', base: sha('b'), isFirst: true } },
      { tokens: [{ token: 'weak', permissions }] },
    );

    const unknown = expect.stringContaining('the token lacks the permission `deployments: read`');
    expect(facts).toMatchObject({ base: { unknown }, baseSource: { unknown }, lineage: { unknown } });
  });

  test('that GitHub does not know leaves the range unknown', async () => {
    const facts = await deploy({ base: sha('9'), deployments: [] });

    expect(facts.lineage).toEqual({ unknown: `GitHub answered 404 to comparing ${sha('9')} with ${sha('c')}` });
    expect(facts.approvals).toEqual(facts.lineage);
  });
});

describe('the lineage of a head', () => {
  test.each([
    { head: sha('c'), deployed: sha('a'), lineage: 'ahead' },
    { head: sha('a'), deployed: sha('a'), lineage: 'same' },
    { head: sha('a'), deployed: sha('c'), lineage: 'behind' },
    { head: sha('d'), deployed: sha('c'), lineage: 'diverged' },
  ])('is $lineage', async ({ head, deployed, lineage }) => {
    const hotfix = { sha: sha('d'), branch: 'hotfix', parents: [sha('a')], author: 'ann' };

    const facts = await deploy({
      head,
      commits: commitsWith(merge, hotfix),
      deployments: [{ ...live, commit: deployed }],
    });

    expect(facts.lineage).toBe(lineage);
  });

  test('that is the same has no makers and no approvals of nothing', async () => {
    const facts = await deploy({ deployments: [{ ...live, commit: sha('c') }] });

    expect(facts).toMatchObject({ makers: [], approvals: [{ by: 'bob', sha: sha('b') }], parts: [] });
  });
});

describe('an approval of a range', () => {
  test('covers the merge commit that GitHub made of a pull request', async () => {
    const { approvals, parts, makers } = await deploy({});

    expect(approvals).toEqual([{ by: 'bob', permission: 'write', teams: [], sha: sha('c'), at: minutesAgo(50) }]);
    expect(parts).toMatchObject([{ commits: [sha('c')], pull: 7, head: sha('b') }]);
    expect(makers).toEqual(['ann']);
  });

  test('covers the squashed commit of a pull request', async () => {
    const squash = { sha: sha('c'), author: 'ann', ...bySignature, changes: { 'total.ts': 'one\n' } };

    const { approvals, makers } = await deploy({ commits: commitsWith(squash) });

    expect(approvals).toMatchObject([{ by: 'bob', sha: sha('c') }]);
    expect(makers).toEqual(['ann']);
  });

  test('covers the rebased commits of a pull request, whose committer only merged', async () => {
    const { approvals, makers } = await deploy({
      commits: commitsWith(
        { sha: sha('e'), branch: 'round-total', author: 'cid' },
        { sha: sha('d'), author: 'ann', committer: 'bob', parents: [sha('a')] },
        { sha: sha('c'), author: 'cid', committer: 'bob' },
      ),
      pulls: [merged({ headSha: sha('e'), landed: [sha('d'), sha('c')], baseSha: sha('a') })],
    });

    expect(approvals).toMatchObject([{ by: 'bob', sha: sha('c') }]);
    expect(makers).toEqual(['ann', 'cid']);
  });

  test.each([
    {
      what: 'a commit that somebody pushed',
      commits: commitsWith({ sha: sha('d'), author: 'mallory' }, { ...merge, parents: [sha('d'), sha('b')] }),
    },
    { what: 'a merge that somebody made by hand', commits: commitsWith({ ...merge, committer: 'gus' }) },
    { what: 'a merge without a signature', commits: commitsWith({ ...merge, isVerified: false }) },
    {
      what: 'a merge of something else than the last head',
      commits: commitsWith(
        { sha: sha('e'), branch: 'round-total', author: 'ann' },
        { ...merge, parents: [sha('a'), sha('e')] },
      ),
    },
    {
      what: 'a commit pushed on top of the head, which makes the pull request merged',
      commits: commitsWith({ sha: sha('c'), author: 'mallory', parents: [sha('b')] }),
    },
  ])('does not cover $what', async ({ commits }) => {
    const { approvals } = await deploy({ commits });

    expect(approvals).toMatchObject([{ by: 'bob', sha: sha('b') }]);
  });

  test('does not cover more commits than the pull request has', async () => {
    const { approvals, parts } = await deploy({
      commits: commitsWith({ sha: sha('d'), author: 'mallory', parents: [sha('a')] }, { sha: sha('c'), author: 'ann' }),
      pulls: [merged({ landed: [sha('d'), sha('c')], baseSha: sha('a') })],
    });

    expect(parts).toMatchObject([{ commits: [sha('c'), sha('d')], head: null, approvals: [] }]);
    expect(approvals).toMatchObject([{ by: 'bob', sha: sha('b') }]);
  });

  test('of an older head of the pull request covers nothing', async () => {
    const { approvals } = await deploy({ pulls: [merged({ reviews: [{ author: 'bob', commit: sha('a') }] })] });

    expect(approvals).toMatchObject([{ by: 'bob', sha: sha('a') }]);
  });

  test('that names what is deployed covers everything', async () => {
    const { approvals } = await deploy({
      commits: commitsWith({ sha: sha('d'), author: 'mallory' }, { ...merge, parents: [sha('d'), sha('b')] }),
      pulls: [merged({ comments: [{ author: 'cid', body: `/change-gate approve ${sha('c').slice(0, 12)}` }] })],
    });

    expect(approvals).toMatchObject([
      { by: 'bob', sha: sha('b') },
      { by: 'cid', sha: sha('c'), permission: 'maintain' },
    ]);
  });

  test('covers a branch that is deployed before it is merged', async () => {
    const { approvals, parts } = await deploy({
      head: sha('b'),
      commits: commitsWith(),
      pulls: [{ number: 7, author: 'ann', head: 'round-total', reviews: [{ author: 'bob' }] }],
    });

    expect(parts).toMatchObject([{ pull: null }]);
    expect(approvals).toMatchObject([{ by: 'bob', sha: sha('b') }]);
  });
});

function tax(seed: PullSeed = {}): PullSeed {
  return {
    number: 8,
    author: 'cid',
    title: 'Add the tax',
    head: 'tax',
    headSha: sha('d'),
    mergeCommit: sha('e'),
    ...seed,
  };
}

describe('an emergency that is declared in a comment', () => {
  const comments = [{ author: 'bob', body: '/change-gate emergency #5 orders are lost', createdAt: now }];

  test('holds for a branch that is deployed before it is merged', async () => {
    const pulls = [{ number: 7, author: 'ann', head: 'round-total', comments }];

    const { declared } = await deploy({ head: sha('b'), commits: commitsWith(), pulls });

    expect(declared).toMatchObject({ lane: 'emergency', incident: '#5', by: 'bob' });
  });

  test('does not hold for what landed after its pull request', async () => {
    const later = { sha: sha('d'), author: 'cid' };

    const { declared } = await deploy({
      head: sha('d'),
      commits: commitsWith(merge, later),
      pulls: [merged({ comments })],
    });

    expect(declared).toBeNull();
  });
});

describe('a range of several pull requests', () => {
  const second = { sha: sha('d'), branch: 'tax', author: 'cid', changes: { 'tax.ts': 'one\n' } };
  const commits = commitsWith(second, merge, { ...merge, sha: sha('e'), parents: [sha('c'), sha('d')] });

  test('is approved by who approved each of them, since the first approval', async () => {
    const reviews = [{ author: 'bob', submittedAt: minutesAgo(5) }, { author: 'dora' }];

    const { approvals, parts } = await deploy({ head: sha('e'), commits, pulls: [merged(), tax({ reviews })] });

    expect(approvals).toMatchObject([
      { by: 'bob', sha: sha('e'), at: minutesAgo(50) },
      { by: 'dora', sha: sha('d') },
    ]);
    expect(parts).toMatchObject([{ pull: 8 }, { pull: 7 }]);
  });

  test('has all their makers and titles, and no single author', async () => {
    const { change, makers, pulls } = await deploy({ head: sha('e'), commits, pulls: [merged(), tax()] });

    expect(change).toMatchObject({
      title: '2 changes: Add the tax; Round the total once',
      author: { unknown: 'there are several: cid, ann' },
      authors: ['cid', 'ann'],
      isBot: false,
    });
    expect(makers).toEqual(['cid', 'ann']);
    expect(pulls.map(({ number }) => number)).toEqual([8, 7]);
  });

  test.each([
    { one: ['docs'], other: ['docs'], labels: ['docs'] },
    { one: ['docs'], other: [], labels: { unknown: 'the pull requests of the range have different labels' } },
  ])('labelled $one and $other is labelled $labels', async ({ one, other, labels }) => {
    const pulls = [merged({ labels: one }), tax({ labels: other })];

    expect((await deploy({ head: sha('e'), commits, pulls })).change.labels).toEqual(labels);
  });
});

describe('the makers of a range', () => {
  test('hold those of every commit, also of those that were squashed away', async () => {
    const { makers } = await deploy({
      commits: commitsWith(
        { sha: sha('e'), branch: 'round-total', author: 'eve' },
        { sha: sha('c'), author: 'ann', parents: [sha('a')], ...bySignature },
      ),
      pulls: [merged({ headSha: sha('e') })],
    });

    expect(makers).toEqual(['ann', 'eve']);
  });

  test('hold those of what a merge by hand brought', async () => {
    const { makers } = await deploy({
      commits: commitsWith({ ...merge, committer: 'gus', isVerified: false }),
      pulls: [],
    });

    expect(makers).toEqual(['gus', 'ann']);
  });

  test('do not hold who merged', async () => {
    expect((await deploy({})).makers).toEqual(['ann']);
  });
});

describe('a bot’s range', () => {
  const bot = 'dependabot[bot]';
  const own = { sha: sha('b'), branch: 'round-total', author: bot, ...bySignature };
  const commits = [{ sha: sha('a') }, own, merge];

  test('is a bot’s if a person only merged it', async () => {
    const { change } = await deploy({ commits, pulls: [merged({ author: bot })] });

    expect(change).toMatchObject({ author: bot, isBot: true });
  });

  test('is not with a person’s commit beside it', async () => {
    const pushed = { sha: sha('d'), author: 'mallory' };

    const { change } = await deploy({
      commits: [{ sha: sha('a') }, own, pushed, { ...merge, parents: [sha('d'), sha('b')] }],
      pulls: [merged({ author: bot })],
    });

    expect(change.isBot).toBe(false);
  });

  test('is not in its name without a signature', async () => {
    const pushed = { sha: sha('c'), author: bot };

    expect((await deploy({ commits: [{ sha: sha('a') }, pushed], pulls: [] })).change.isBot).toBe(false);
  });
});

function pushes(count: number): readonly CommitSeed[] {
  return Array.from({ length: count }, (_, index) => ({
    sha: sha(`c${String(index).padStart(3, '0')}`),
    author: index === count - 1 ? 'last' : 'ann',
  }));
}

describe('a long range', () => {
  test('is read to its last page', async () => {
    const commits = pushes(102);

    const { makers, parts } = await deploy({
      commits: [{ sha: sha('a') }, ...commits],
      pulls: [],
      head: commits.at(-1)?.sha ?? '',
    });

    expect(makers).toEqual(['last', 'ann']);
    expect(parts).toHaveLength(102);
  });

  test('of more commits than are looked at is unknown', async () => {
    const commits = pushes(251);

    const { makers } = await deploy({
      commits: [{ sha: sha('a') }, ...commits],
      pulls: [],
      head: commits.at(-1)?.sha ?? '',
    });

    expect(makers).toEqual({ unknown: 'the range has 251 commits, and no more than 250 are looked at' });
  });
});

describe('a range between two commits', () => {
  test('is judged from where it is told, whatever is live', async () => {
    const facts = await factsOf(
      { commits: commitsWith(merge), pulls: [merged()], deployments: [{ ...live, commit: sha('c') }] },
      { head: sha('c'), subject: { kind: 'range', base: sha('a') } },
    );

    expect(facts).toMatchObject({ base: sha('a'), lineage: 'ahead', approvals: [{ by: 'bob', sha: sha('c') }] });
  });
});

async function runFrom(body: string, conversation: number | null) {
  return await factsOf(
    { commits: commitsWith(merge), pulls: [merged(), elsewhere(body)], deployments: [live] },
    { head: sha('c'), subject: { kind: 'deployment', base: null, isFirst: false }, conversation },
  );
}

function elsewhere(body: string): PullSeed {
  return {
    number: 9,
    author: 'eve',
    head: 'other',
    createdAt: daysAgo(2),
    comments: [{ author: 'bob', body, createdAt: now }],
  };
}

describe('the pull request where a comment started the run', () => {
  test('is read for what it declares, though it brings nothing', async () => {
    const rollback = `/change-gate rollback ${sha('c')} orders are lost`;

    expect((await runFrom(rollback, 9)).declared).toMatchObject({ lane: 'rollback', by: 'bob' });
    expect((await runFrom(rollback, null)).declared).toBeNull();
    expect((await runFrom(rollback, 9)).pulls.map(({ number }) => number)).toEqual([7]);
  });

  test('makes nobody a maker', async () => {
    expect((await runFrom('hello', 9)).makers).toEqual(['ann']);
  });
});
