import { describe, expect, test } from 'vitest';
import { openPostReview } from '../../src/github/post-review.ts';
import type { NewReview } from '../../src/github/post-review.ts';
import { shopOf } from '../acceptance/action-mirror.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { daysAgo, now, openShop, shop } from './scene.ts';

const label = 'post-implementation-review';
const key = '<!-- change-gate review 0123 ';

const review: NewReview = {
  key,
  marker: `${key}4711 -->`,
  title: 'Post-implementation review: emergency',
  body: `${key}4711 -->\nLook back.`,
  owner: 'bob',
};

type Client = Parameters<typeof openPostReview>[0];

async function open(github: Client, parts: Partial<NewReview> = {}, viewer: string | null = 'github-actions[bot]') {
  const since = daysAgo(31);
  return await openPostReview(github, { repository: shop, label, viewer, since, review: { ...review, ...parts } });
}

function issuesOn(fake: FakeGitHub) {
  return [...shopOf(fake).issues.values()].map(({ number, state, title, labels, assignees, author }) => ({
    number,
    state,
    title,
    labels,
    assignees,
    author,
  }));
}

const opened = {
  number: 8,
  state: 'open',
  title: review.title,
  labels: [label],
  assignees: ['bob'],
  author: 'github-actions[bot]',
};

describe('a post-implementation review', () => {
  test('is an issue with the label, assigned to its owner', async () => {
    const { fake, github } = await openShop();

    expect(await open(github)).toMatchObject({ kind: 'opened', number: 8 });
    expect(issuesOn(fake)).toEqual([opened]);
  });

  test('is opened without an owner where nobody may be assigned', async () => {
    const { fake, github } = await openShop();

    await open(github, { owner: 'stranger' });

    expect(issuesOn(fake)).toEqual([{ ...opened, assignees: [] }]);
  });

  test('is opened once while it is open, whichever run asks, and whoever the account is', async () => {
    const { fake, github } = await openShop();

    await open(github);

    const other = { marker: `${key}4712 -->`, body: `${key}4712 -->\nLook back.` };
    expect(await open(github, other, null)).toMatchObject({ kind: 'there-already', number: 8 });
    expect(issuesOn(fake)).toHaveLength(1);
  });

  test('is not opened again by the run that opened it, when it is closed', async () => {
    const { fake, github } = await openShop();
    await open(github);
    await github.rest.issues.update({ ...shop, issue_number: 8, state: 'closed' });

    expect(await open(github)).toMatchObject({ kind: 'there-already', number: 8 });
    expect(await open(github, { marker: `${key}4712 -->` })).toMatchObject({ kind: 'opened', number: 9 });
    expect(issuesOn(fake)).toHaveLength(2);
  });

  test.each([
    { what: 'of somebody else', issue: { author: 'eve', body: review.body } },
    { what: 'about something else', issue: { author: 'github-actions[bot]', body: '<!-- change-gate review 9 1 -->' } },
    { what: 'that quotes the marker', issue: { author: 'github-actions[bot]', body: `> ${review.body}` } },
    { what: 'without a text', issue: { author: 'github-actions[bot]', body: null } },
  ])('is opened beside an issue $what', async ({ issue }) => {
    const { github } = await openShop({ issues: [{ number: 8, labels: [label], createdAt: now, ...issue }] });

    expect(await open(github)).toMatchObject({ kind: 'opened', number: 9 });
  });

  test('is found on the second page', async () => {
    const others = Array.from({ length: 100 }, (_, index) => ({ number: index + 100, labels: [label] }));
    const ours = {
      number: 8,
      labels: [label],
      author: 'github-actions[bot]',
      body: review.body,
      createdAt: daysAgo(9),
    };
    const { github } = await openShop({ issues: [ours, ...others] });

    expect(await open(github)).toMatchObject({ kind: 'there-already', number: 8 });
  });

  test('of two runs at once is one: the later one closes again', async () => {
    const { fake, github } = await openShop();

    const done = await Promise.all([open(github), open(github, { marker: `${key}4712 -->` })]);

    expect(issuesOn(fake)).toEqual([opened, { ...opened, number: 9, state: 'closed', assignees: [] }]);
    expect(shopOf(fake).issues.get(9)?.body).toContain(
      'Two runs opened this review at once: #8 is the one that counts.',
    );
    expect(done).toMatchObject([
      { kind: 'opened', number: 8 },
      { kind: 'there-already', number: 8 },
    ]);
  });

  test.each([{ kind: 'drop' }, { kind: 'drop-answer' }] as const)(
    'whose answer got lost ($kind) is opened once',
    async (fault) => {
      const { fake, github } = await openShop();
      fake.fault({ method: 'POST', path: '/repos/acme/shop/issues', with: fault });

      expect(await open(github)).toMatchObject({ number: 8 });
      expect(issuesOn(fake)).toEqual([opened]);
    },
  );

  test('is refused to a token that may not write issues, and says which permission it lacks', async () => {
    const { fake, github } = await openShop({}, { tokens: [{ token: 'reader', permissions: { issues: 'read' } }] });

    expect(await open(github)).toEqual({
      kind: 'refused',
      reason:
        'GitHub answered 403 to opening the post-implementation review; the token lacks the permission `issues: write`',
    });
    expect(issuesOn(fake)).toEqual([]);
  });

  test('is not opened where nobody knows whose account it is', async () => {
    const { fake, github } = await openShop();
    fake.fault({ path: '/graphql', with: { kind: 'status', status: 401 }, times: 100 });

    expect(await open(github, {}, null)).toMatchObject({ kind: 'refused' });
  });
});
