import { describe, expect, test } from 'vitest';
import { judgeApprovals } from '../../src/approval/judge.ts';
import type { GitHubFacts } from '../../src/github/facts.ts';
import { aJudgedChange } from '../builders.ts';
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

const peers = { id: 'second-pair-of-eyes', because: 'two see more', from: ['peers'], count: 1, source: 'policy.yml:1' };

/** What is missing where somebody with write permission must have approved. */
function lackingIn({ makers, approvals, parts, change }: GitHubFacts, head = sha('c')): readonly string[] {
  const { author, authors } = change;
  return judgeApprovals({
    rules: [peers],
    emergency: null,
    authorities: { peers: { permission: 'write', source: 'policy.yml:2' } },
    change: aJudgedChange({ head, makers, approvals, parts, change: { author, authors } }),
    holds: [],
  }).findings.map(({ problem }) => problem);
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
    expect(lackingIn(facts)).toEqual([]);
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
  test('names the head of the pull request whose merge commit GitHub made', async () => {
    const facts = await deploy({});

    expect(facts.approvals).toEqual([{ by: 'bob', permission: 'write', teams: [], sha: sha('b'), at: minutesAgo(50) }]);
    expect(facts.parts).toEqual([{ pull: 7, head: sha('b'), makers: ['ann'] }]);
    expect(facts.makers).toEqual(['ann']);
    expect(lackingIn(facts)).toEqual([]);
  });

  test('covers the squashed commit of a pull request', async () => {
    const squash = { sha: sha('c'), author: 'ann', ...bySignature, changes: { 'total.ts': 'one\n' } };

    const facts = await deploy({ commits: commitsWith(squash) });

    expect(facts.makers).toEqual(['ann']);
    expect(lackingIn(facts)).toEqual([]);
  });

  test('covers the rebased commits of a pull request, whose committer only merged', async () => {
    const facts = await deploy({
      commits: commitsWith(
        { sha: sha('e'), branch: 'round-total', author: 'cid' },
        { sha: sha('d'), author: 'ann', committer: 'bob', parents: [sha('a')] },
        { sha: sha('c'), author: 'cid', committer: 'bob' },
      ),
      pulls: [merged({ headSha: sha('e'), landed: [sha('d'), sha('c')], baseSha: sha('a') })],
    });

    expect(facts).toMatchObject({ makers: ['ann', 'cid'], parts: [{ pull: 7, makers: ['ann', 'cid'] }] });
    expect(lackingIn(facts)).toEqual([]);
  });

  test.each([
    {
      what: 'a commit that somebody pushed',
      commits: commitsWith({ sha: sha('d'), author: 'mallory' }, { ...merge, parents: [sha('d'), sha('b')] }),
      parts: [
        { pull: 7, head: sha('b'), makers: ['ann'] },
        { pull: null, head: null, makers: ['mallory'] },
      ],
      lacking: 'for what came without a pull request',
    },
    {
      what: 'a merge that somebody made by hand',
      commits: commitsWith({ ...merge, committer: 'gus' }),
      parts: [{ pull: null, head: null, makers: ['gus', 'ann'] }],
      lacking: 'approved another commit',
    },
    {
      what: 'a merge without a signature',
      commits: commitsWith({ ...merge, isVerified: false }),
      parts: [{ pull: null, head: null, makers: ['gus', 'ann'] }],
      lacking: 'approved another commit',
    },
    {
      what: 'a merge of something else than the last head',
      commits: commitsWith(
        { sha: sha('e'), branch: 'round-total', author: 'eve' },
        { ...merge, parents: [sha('a'), sha('e')] },
      ),
      parts: [{ pull: null, head: null, makers: ['gus', 'eve', 'ann'] }],
      lacking: 'approved another commit',
    },
    {
      what: 'a commit pushed on top of the head, which makes the pull request merged',
      commits: commitsWith({ sha: sha('c'), author: 'mallory', parents: [sha('b')] }),
      parts: [
        { pull: null, head: null, makers: ['mallory'] },
        { pull: null, head: null, makers: ['ann'] },
      ],
      lacking: 'approved another commit',
    },
  ])('does not cover $what', async ({ commits, parts, lacking }) => {
    const facts = await deploy({ commits });

    expect(facts).toMatchObject({ approvals: [{ by: 'bob', sha: sha('b') }], parts });
    expect(lackingIn(facts)).toEqual([expect.stringContaining(lacking)]);
  });

  test('does not cover more commits than the pull request has', async () => {
    const facts = await deploy({
      commits: commitsWith({ sha: sha('d'), author: 'mallory', parents: [sha('a')] }, { sha: sha('c'), author: 'ann' }),
      pulls: [merged({ landed: [sha('d'), sha('c')], baseSha: sha('a') })],
    });

    expect(facts.parts).toEqual([{ pull: 7, head: null, makers: ['ann', 'mallory'] }]);
    expect(lackingIn(facts)).toEqual([expect.stringContaining('bob approved another commit')]);
  });

  test('of an older head of the pull request covers nothing', async () => {
    const facts = await deploy({ pulls: [merged({ reviews: [{ author: 'bob', commit: sha('a') }] })] });

    expect(facts.approvals).toMatchObject([{ by: 'bob', sha: sha('a') }]);
    expect(lackingIn(facts)).toEqual([expect.stringContaining('bob approved another commit')]);
  });

  test('that names what is deployed covers everything', async () => {
    const facts = await deploy({
      commits: commitsWith({ sha: sha('d'), author: 'mallory' }, { ...merge, parents: [sha('d'), sha('b')] }),
      pulls: [merged({ comments: [{ author: 'cid', body: `/change-gate approve ${sha('c').slice(0, 12)}` }] })],
    });

    expect(facts.approvals).toMatchObject([
      { by: 'cid', sha: sha('c'), permission: 'maintain' },
      { by: 'bob', sha: sha('b') },
    ]);
    expect(lackingIn(facts)).toEqual([]);
  });

  test('covers a branch that is deployed before it is merged', async () => {
    const facts = await deploy({
      head: sha('b'),
      commits: commitsWith(),
      pulls: [{ number: 7, author: 'ann', head: 'round-total', reviews: [{ author: 'bob' }] }],
    });

    expect(facts).toMatchObject({ approvals: [{ by: 'bob', sha: sha('b') }], parts: [{ pull: null }] });
    expect(lackingIn(facts, sha('b'))).toEqual([]);
  });

  test('given on another pull request with the same head does not cover this one', async () => {
    const other = { number: 9, author: 'eve', head: 'round-total', base: 'old', headSha: sha('b') };

    const facts = await factsOf(
      {
        commits: commitsWith(merge, { sha: sha('d'), branch: 'old', parents: [sha('a')] }),
        pulls: [merged({ reviews: [] }), { ...other, reviews: [{ author: 'bob' }] }],
        deployments: [live],
      },
      { head: sha('c'), subject: { kind: 'deployment', base: null, isFirst: false }, conversation: 9 },
    );

    expect(facts).toMatchObject({ approvals: [], parts: [{ pull: 7, head: sha('b') }] });
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

const by = (author: string) => ({ reviews: [{ author }] });
const whole = (author: string) => [{ author, body: `/change-gate approve ${sha('e')}`, createdAt: now }];

describe('a range of several pull requests', () => {
  const second = { sha: sha('d'), branch: 'tax', author: 'cid', changes: { 'tax.ts': 'one\n' } };
  const commits = commitsWith(second, merge, { ...merge, sha: sha('e'), parents: [sha('c'), sha('d')] });

  const several = (one: PullSeed, other: PullSeed) =>
    deploy({ head: sha('e'), commits, pulls: [merged(one), tax(other)] });

  test('has each with its own head and makers', async () => {
    const { parts } = await several({}, {});

    expect(parts).toEqual([
      { pull: 8, head: sha('d'), makers: ['cid'] },
      { pull: 7, head: sha('b'), makers: ['ann'] },
    ]);
  });

  test('is approved when their authors approved each other’s', async () => {
    const facts = await several(by('cid'), by('ann'));

    expect(facts.approvals).toMatchObject([
      { by: 'ann', sha: sha('d') },
      { by: 'cid', sha: sha('b') },
    ]);
    expect(lackingIn(facts, sha('e'))).toEqual([]);
  });

  test('is approved by who approved each of them', async () => {
    const facts = await several(by('bob'), by('bob'));

    expect(facts.approvals).toMatchObject([
      { by: 'bob', sha: sha('d') },
      { by: 'bob', sha: sha('b') },
    ]);
    expect(lackingIn(facts, sha('e'))).toEqual([]);
  });

  test('is not approved while nobody approved one of them', async () => {
    expect(lackingIn(await several(by('bob'), {}), sha('e'))).toEqual(['1 approval from `peers` is missing for #8']);
  });

  test('is not approved by who dispatched the run', async () => {
    const facts = await factsOf(
      { commits, pulls: [merged(by('cid')), tax(by('ann'))], deployments: [live] },
      { head: sha('e'), subject: { kind: 'deployment', base: null, isFirst: false }, dispatchedBy: 'ann' },
    );

    expect(facts.parts).toMatchObject([{ makers: ['cid', 'ann'] }, { makers: ['ann'] }]);
    expect(lackingIn(facts, sha('e'))).toEqual(['1 approval from `peers` is missing for #8; not counted: ann made #8']);
  });

  test('with a push between is held until somebody else approves what is deployed', async () => {
    const pushed = { sha: sha('f'), author: 'eve' };
    const last = { ...merge, sha: sha('e'), parents: [sha('f'), sha('d')] };
    const withPush = async (comments: PullSeed['comments']) =>
      await deploy({
        head: sha('e'),
        commits: commitsWith(second, merge, pushed, last),
        pulls: [merged(by('cid')), tax({ ...by('ann'), comments: comments ?? [] })],
      });

    expect(lackingIn(await withPush([]), sha('e'))).toEqual([
      '1 approval from `peers` is missing for what came without a pull request',
    ]);
    expect(lackingIn(await withPush(whole('eve')), sha('e'))).toHaveLength(1);
    expect(lackingIn(await withPush(whole('bob')), sha('e'))).toEqual([]);
  });

  test('of which the makers of one are unknown is approved by nobody, and names it', async () => {
    const many = Array.from({ length: 250 }, (_, index) => ({
      sha: sha(`d${String(index).padStart(3, '0')}`),
      branch: 'tax',
      author: 'cid',
    }));
    const squash = { sha: sha('e'), author: 'cid', ...bySignature, parents: [sha('c')] };

    const facts = await deploy({
      head: sha('e'),
      commits: commitsWith(...many, merge, squash),
      pulls: [merged(by('cid')), tax({ headSha: many.at(-1)?.sha ?? '', ...by('ann') })],
    });

    const unknown = 'GitHub tells of no more than 250 commits';
    expect(facts.parts).toMatchObject([
      { pull: 8, makers: { unknown } },
      { pull: 7, makers: ['ann'] },
    ]);
    expect(lackingIn(facts, sha('e'))).toEqual([
      `1 approval from \`peers\` is missing for #8; \`parts.#8.makers\` is not known (${unknown})`,
    ]);
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

  test('hold those of a pull request that somebody merged by hand', async () => {
    const { makers } = await deploy({ commits: commitsWith({ ...merge, committer: 'gus', isVerified: false }) });

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

    expect(facts).toMatchObject({ base: sha('a'), lineage: 'ahead', approvals: [{ by: 'bob', sha: sha('b') }] });
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
