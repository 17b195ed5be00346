import { describe, expect, test } from 'vitest';
import { gatherGitHubFacts } from '../../src/github/facts.ts';
import type { CommitSeed, ReviewSeed } from '../fake-github/seed.ts';
import { aRequest, factsOf, minutesAgo, openShop, sha, twoCommits } from './scene.ts';

const pull = { number: 7, author: 'ann', head: 'round-total', title: 'Round the total once' };

describe('a pull request', () => {
  test('tells title, author, labels and branches', async () => {
    const { change } = await factsOf({ pulls: [{ ...pull, labels: ['bug', 'emergency-change'] }] });

    expect(change).toEqual({
      title: 'Round the total once',
      author: 'ann',
      authors: ['ann'],
      isBot: false,
      labels: ['bug', 'emergency-change'],
      branch: 'round-total',
      baseBranch: 'main',
    });
  });

  test('tells its text and when that was edited, for a plan in it', async () => {
    const body = '## Rollback plan';

    const { pulls } = await factsOf({ pulls: [{ ...pull, body, edits: [{ editedAt: minutesAgo(9), body }] }] });

    expect(pulls).toEqual([
      { number: 7, title: 'Round the total once', author: 'ann', body, textEditedAt: minutesAgo(9) },
    ]);
  });

  test('has the base that git tells, and no lineage', async () => {
    const facts = await factsOf({});

    expect(facts).not.toHaveProperty('base');
    expect(facts).not.toHaveProperty('lineage');
  });

  test('that has moved on leaves unknown who made the head that is judged', async () => {
    const facts = await factsOf({}, { head: sha('9') });

    expect(facts.makers).toEqual({ unknown: `pull request #7 has another head by now, ${sha('b')}` });
    expect(facts.change.isBot).toHaveProperty('unknown');
  });

  test('that does not exist is unknown', async () => {
    const { change, approvals } = await factsOf({}, { subject: { kind: 'pull', number: 8 } });

    expect(change.title).toEqual({ unknown: 'GitHub answered NOT_FOUND to reading pull request #8' });
    expect(approvals).toHaveProperty('unknown');
  });
});

function withCommits(...commits: readonly CommitSeed[]): Promise<Awaited<ReturnType<typeof factsOf>>> {
  const [live] = twoCommits;
  const own = commits.map((commit) => ({ branch: 'round-total', author: 'ann', ...commit }));
  return factsOf({ commits: live === undefined ? own : [live, ...own] }, { head: own.at(-1)?.sha ?? '' });
}

describe('the makers of a pull request', () => {
  test('are its author, those of its commits, and their co-authors', async () => {
    const message = [
      'Round once',
      '',
      'Co-authored-by: Dora <7+dora@users.noreply.github.com>',
      'co-authored-by: Eve <eve@example.com>',
    ].join('\n');

    const { makers, change } = await withCommits({ sha: sha('c'), author: 'cid', committer: 'bob', message });

    expect(makers).toEqual(['ann', 'cid', 'dora', 'eve@example.com', 'bob']);
    expect(change.authors).toEqual(['cid', 'dora', 'eve@example.com']);
  });

  test('are not GitHub, which commits for people', async () => {
    const { makers } = await withCommits({ sha: sha('c'), author: 'cid', committer: 'web-flow' });

    expect(makers).toEqual(['ann', 'cid']);
  });

  test('are named by their address if GitHub does not know them', async () => {
    const { makers } = await withCommits({ sha: sha('c'), author: null, authorEmail: 'zoe@example.com' });

    expect(makers).toEqual(['ann', 'zoe@example.com', 'somebody@example.com']);
  });

  test('are found on the second page of commits', async () => {
    const many = Array.from({ length: 101 }, (_, index) => ({
      sha: sha(`c${String(index).padStart(3, '0')}`),
      author: index === 100 ? 'last' : 'ann',
      message: `Step ${index}`,
    }));

    const { makers } = await withCommits(...many);

    expect(makers).toEqual(['ann', 'last']);
  });

  test('are unknown of more commits than GitHub tells', async () => {
    const many = Array.from({ length: 251 }, (_, index) => ({ sha: sha(`c${String(index).padStart(3, '0')}`) }));

    const { makers } = await withCommits(...many);

    expect(makers).toEqual({ unknown: 'GitHub tells of no more than 250 commits' });
  });

  test('include who dispatched the run', async () => {
    const { makers } = await factsOf({}, { dispatchedBy: 'gus' });

    expect(makers).toEqual(['ann', 'gus']);
  });
});

describe('a bot', () => {
  const bot = 'dependabot[bot]';
  const botCommit = { sha: sha('b'), branch: 'round-total', author: bot, committer: 'web-flow', isVerified: true };
  const ofBot = async (...commits: readonly CommitSeed[]) => {
    const [live] = twoCommits;
    const { change } = await factsOf(
      { commits: live === undefined ? commits : [live, ...commits], pulls: [{ ...pull, author: bot }] },
      { head: commits.at(-1)?.sha ?? '' },
    );
    return change;
  };

  test('is one if each commit is its own with a valid signature', async () => {
    expect(await ofBot(botCommit)).toMatchObject({ author: bot, authors: [bot], isBot: true });
  });

  test.each([
    { when: 'a person added a commit', commit: { ...botCommit, author: 'ann' } },
    { when: 'a commit in its name has no signature', commit: { ...botCommit, isVerified: false } },
    { when: 'a person signed a commit in its name', commit: { ...botCommit, committer: 'ann' } },
    {
      when: 'somebody wrote it together with the bot',
      commit: { ...botCommit, message: 'X\n\nCo-authored-by: a <a@b.c>' },
    },
  ])('is none if $when', async ({ commit }) => {
    expect(await ofBot(botCommit, { ...commit, sha: sha('c') })).toMatchObject({ isBot: false });
  });

  test('in the name of a commit alone makes no bot of a person’s pull request', async () => {
    const { change } = await factsOf({ commits: [...twoCommits.slice(0, 1), botCommit] });

    expect(change).toMatchObject({ author: 'ann', isBot: false });
  });
});

async function approvalsAfter(reviews: readonly ReviewSeed[]) {
  const { approvals } = await factsOf({ pulls: [{ ...pull, reviews }] });
  return approvals;
}

describe('the reviews of a pull request', () => {
  const approved = { author: 'bob', submittedAt: minutesAgo(30) };
  const asApproval = { by: 'bob', permission: 'write', teams: [], sha: sha('b'), at: minutesAgo(30) };

  test('approve with the permission of who wrote them', async () => {
    expect(await approvalsAfter([approved])).toEqual([asApproval]);
  });

  test('name the commit that was looked at', async () => {
    expect(await approvalsAfter([{ ...approved, commit: sha('a') }])).toEqual([{ ...asApproval, sha: sha('a') }]);
  });

  test.each([
    { what: 'a plain comment leaves it', state: 'COMMENTED' as const, approvals: [asApproval] },
    { what: 'asking for changes takes it back', state: 'CHANGES_REQUESTED' as const, approvals: [] },
    { what: 'dismissing takes it back', state: 'DISMISSED' as const, approvals: [] },
  ])('count by the last word of a person: $what', async ({ state, approvals }) => {
    expect(await approvalsAfter([approved, { author: 'bob', state, submittedAt: minutesAgo(5) }])).toEqual(approvals);
  });

  test('count by the last word that was not dismissed for another', async () => {
    const reviews = [
      { author: 'bob', state: 'DISMISSED', submittedAt: minutesAgo(30) } as const,
      { author: 'bob', submittedAt: minutesAgo(5) },
    ];

    expect(await approvalsAfter(reviews)).toMatchObject([{ by: 'bob', at: minutesAgo(5) }]);
    expect(await approvalsAfter(reviews.toReversed())).toMatchObject([{ by: 'bob', at: minutesAgo(5) }]);
  });

  test('count for people alone', async () => {
    const bots = [{ author: 'helper[bot]' }, { author: 'github-actions[bot]' }];

    expect(await approvalsAfter(bots)).toEqual([]);
  });

  test('of the account that the gate uses do not count', async () => {
    const { fake, github } = await openShop(
      { pulls: [{ ...pull, reviews: [{ author: 'bob' }] }] },
      { tokens: [{ token: 'his', kind: 'user', login: 'bob' }] },
    );

    const { approvals } = await gatherGitHubFacts(github, aRequest());

    expect(fake.token).toBe('his');
    expect(approvals).toEqual([]);
  });

  test('are read to the last page', async () => {
    const reviews = Array.from({ length: 101 }, (_, index) => ({
      author: `reviewer-${index}`,
      state: index === 100 ? ('APPROVED' as const) : ('CHANGES_REQUESTED' as const),
    }));

    expect(await approvalsAfter(reviews)).toMatchObject([{ by: 'reviewer-100', permission: 'read' }]);
  });

  test('of more people than are looked up have an unknown permission', async () => {
    const approvals = await approvalsAfter(Array.from({ length: 51 }, (_, index) => ({ author: `person-${index}` })));

    expect(approvals).toHaveLength(51);
    expect(approvals).toMatchObject({ 50: { permission: { unknown: 'more than 50 people said something' } } });
  });
});

describe('the teams of an approver', () => {
  const reviewed = { pulls: [{ ...pull, reviews: [{ author: 'bob' }] }] };
  const teams = { 'acme/sre': ['bob', 'cid'], 'acme/board': ['dora'] };

  test('are those asked about', async () => {
    const tokens = [{ token: 'app', kind: 'app' as const, login: 'gate[bot]' }];

    const { approvals } = await factsOf(reviewed, { teams: ['acme/sre', 'acme/board'] }, { teams, tokens });

    expect(approvals).toMatchObject([{ by: 'bob', teams: ['acme/sre'] }]);
  });

  test('are found on the second page of members', async () => {
    const crowd = [...Array.from({ length: 100 }, (_, index) => `person-${index}`), 'bob'];
    const tokens = [{ token: 'app', kind: 'app' as const, login: 'gate[bot]' }];

    const { approvals } = await factsOf(reviewed, { teams: ['acme/sre'] }, { teams: { 'acme/sre': crowd }, tokens });

    expect(approvals).toMatchObject([{ teams: ['acme/sre'] }]);
  });

  test('are unknown to the token of a workflow', async () => {
    const { approvals } = await factsOf(reviewed, { teams: ['acme/sre'] }, { teams });

    expect(approvals).toMatchObject([
      {
        teams: {
          unknown:
            'GitHub answered 403 to reading the members of the team acme/sre; the token lacks the permission `members: read`; the token of a workflow never can: give the action the token of an app or a person',
        },
      },
    ]);
  });

  test('are asked about only where somebody approved', async () => {
    const { fake, github } = await openShop({}, { teams });

    await gatherGitHubFacts(github, aRequest({ teams: ['acme/sre'] }));

    expect(fake.calls('teams/list-members-in-org')).toEqual([]);
  });
});

describe('the labels of a pull request', () => {
  test('are read to the last page', async () => {
    const labels = Array.from({ length: 101 }, (_, index) => `label-${index}`);

    const { change } = await factsOf({ pulls: [{ ...pull, labels }] });

    expect(change.labels).toEqual(labels);
  });
});
