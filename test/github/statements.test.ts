import { describe, expect, test } from 'vitest';
import type { CheckRunSeed, CommentSeed, ReviewSeed, UserSeed } from '../fake-github/seed.ts';
import { daysAgo, factsOf, minutesAgo, sha } from './scene.ts';

const approve = `/change-gate approve ${sha('b').slice(0, 12)}`;
const emergency = '/change-gate emergency #12 the checkout is down';

type Said = {
  readonly comments: readonly CommentSeed[];
  readonly reviews?: readonly ReviewSeed[];
  readonly checkRuns?: readonly CheckRunSeed[];
  readonly users?: readonly UserSeed[];
};

/** The facts of the pull request after these comments; its head was committed a day ago. */
function after({ comments, reviews = [], checkRuns = [], users = [] }: Said) {
  const pull = { number: 7, author: 'ann', head: 'round-total', comments, reviews };
  return factsOf({ pulls: [pull], checkRuns }, {}, { users });
}

function by(author: string, body: string, minutes = 10): CommentSeed {
  return { author, body, createdAt: minutesAgo(minutes), updatedAt: minutesAgo(minutes) };
}

describe('an approval in a comment', () => {
  test('names the head with what its author may do', async () => {
    const { approvals } = await after({ comments: [by('bob', approve)] });

    expect(approvals).toEqual([{ by: 'bob', permission: 'write', teams: [], sha: sha('b'), at: minutesAgo(10) }]);
  });

  test('of somebody without permission tells that they have none', async () => {
    const { approvals } = await after({ comments: [by('mallory', approve)] });

    expect(approvals).toMatchObject([{ by: 'mallory', permission: 'read' }]);
  });

  test.each([
    {
      what: 'for a commit that is not the head',
      comment: by('bob', `/change-gate approve ${sha('a')}`),
      why: `a command of bob does not count: ${sha('a')} is not the head`,
    },
    {
      what: 'with too few characters',
      comment: by('bob', '/change-gate approve bbbbbbbbbbb'),
      why: 'a command of bob does not count: `approve` names `bbbbbbbbbbb`, expected at least 12 characters of a commit',
    },
    {
      what: 'that was edited after it was written',
      comment: { ...by('bob', approve), edits: [{ editor: 'bob', editedAt: minutesAgo(1), body: approve }] },
      why: 'a command of bob does not count: the comment was edited after it was written',
    },
    {
      what: 'that somebody else put into another’s comment',
      comment: { ...by('bob', approve), edits: [{ editor: 'mallory', editedAt: minutesAgo(1), body: approve }] },
      why: 'a command of bob does not count: the comment was edited after it was written',
    },
    {
      what: 'by a bot',
      comment: by('helper[bot]', approve),
      why: 'a command of helper[bot] does not count: it is no person',
    },
  ])('$what does not count, and it is said why', async ({ comment, why }) => {
    const { approvals, ignoredCommands } = await after({ comments: [comment] });

    expect(approvals).toEqual([]);
    expect(ignoredCommands).toEqual([why]);
  });

  test('is taken back by a later review that asks for changes', async () => {
    const reviews = [{ author: 'bob', state: 'CHANGES_REQUESTED', submittedAt: minutesAgo(5) } as const];

    expect((await after({ comments: [by('bob', approve, 10)], reviews })).approvals).toEqual([]);
    expect((await after({ comments: [by('bob', approve, 1)], reviews })).approvals).toMatchObject([{ by: 'bob' }]);
  });

  test('is found on the second page of comments', async () => {
    const chatter = Array.from({ length: 100 }, (_, index) => by('ann', `word ${index}`, 200 - index));

    expect((await after({ comments: [...chatter, by('bob', approve)] })).approvals).toMatchObject([{ by: 'bob' }]);
  });

  test('is not looked for among more comments than are read', async () => {
    const chatter = Array.from({ length: 1_001 }, (_, index) => by('ann', `word ${index}`, 2_000 - index));

    expect((await after({ comments: chatter })).approvals).toEqual({
      unknown: 'reading the comments of pull request #7 ended after 1000: there are more',
    });
  }, 20_000);
});

describe('an emergency in a comment', () => {
  test('is declared with incident, reason and who stands for it', async () => {
    expect((await after({ comments: [by('bob', emergency)] })).declared).toEqual({
      lane: 'emergency',
      reason: 'the checkout is down',
      incident: '#12',
      by: 'bob',
    });
  });

  test('is declared by those alone who may write', async () => {
    const { declared, ignoredCommands } = await after({ comments: [by('mallory', emergency)] });

    expect(declared).toBeNull();
    expect(ignoredCommands).toEqual([
      'the emergency that mallory declared does not count: they have the permission `read`, and need `write`',
    ]);
  });

  test('holds for the head at the time: not for one that was committed later', async () => {
    const { declared, ignoredCommands } = await after({ comments: [by('bob', emergency, 25 * 60)] });

    expect(declared).toBeNull();
    expect(ignoredCommands).toEqual([
      'a command of bob does not count: the emergency was declared for an earlier head',
    ]);
  });

  test('holds for no head that was pushed later, whatever date its commit has', async () => {
    const checkRuns = [{ commit: sha('b'), startedAt: minutesAgo(5) }];

    expect((await after({ comments: [by('bob', emergency, 10)], checkRuns })).declared).toBeNull();
    expect((await after({ comments: [by('bob', emergency, 5)], checkRuns })).declared).not.toBeNull();
  });

  test('counts by the latest word', async () => {
    const { declared } = await after({
      comments: [by('bob', '/change-gate emergency #13 worse', 5), by('cid', emergency, 30)],
    });

    expect(declared).toMatchObject({ incident: '#13', by: 'bob' });
  });
});

describe('a rollback in a comment', () => {
  const rollback = `/change-gate rollback ${sha('b')} orders are lost`;

  test('is declared for what is to be deployed', async () => {
    expect((await after({ comments: [by('bob', rollback)] })).declared).toEqual({
      lane: 'rollback',
      reason: 'orders are lost',
      incident: null,
      by: 'bob',
    });
  });

  test('is declared for nothing else', async () => {
    const { declared } = await after({ comments: [by('bob', `/change-gate rollback ${sha('a')} now`)] });

    expect(declared).toBeNull();
  });
});

describe('the comments on a range', () => {
  const merge = {
    sha: sha('c'),
    author: 'gus',
    committer: 'web-flow',
    isVerified: true,
    parents: [sha('a'), sha('b')],
  };
  const commits = [
    { sha: sha('a'), date: daysAgo(3) },
    { sha: sha('b'), branch: 'round-total', author: 'ann', date: daysAgo(1) },
    merge,
  ];
  const deployed = async (comments: readonly CommentSeed[], head = sha('c'), live = sha('a')) =>
    await factsOf(
      {
        commits,
        pulls: [{ number: 7, author: 'ann', head: 'round-total', headSha: sha('b'), mergeCommit: sha('c'), comments }],
        deployments: [{ commit: live }],
      },
      { head, subject: { kind: 'deployment', base: null, isFirst: false } },
    );

  test('declare an emergency for the pull request whose merge is deployed', async () => {
    expect((await deployed([by('bob', emergency)])).declared).toMatchObject({ lane: 'emergency', by: 'bob' });
  });

  test('approve the last head of the pull request, or what is deployed', async () => {
    expect((await deployed([by('bob', approve)])).approvals).toMatchObject([{ by: 'bob', sha: sha('b') }]);
    expect((await deployed([by('bob', `/change-gate approve ${sha('c')}`)])).approvals).toMatchObject([
      { by: 'bob', sha: sha('c') },
    ]);
  });

  test('declare a rollback to a commit, on the pull request that it belongs to', async () => {
    const comments = [by('bob', `/change-gate rollback ${sha('b')} orders are lost`)];

    expect((await deployed(comments, sha('b'), sha('c'))).declared).toMatchObject({ lane: 'rollback', by: 'bob' });
  });
});
