import { describe, expect, test } from 'vitest';
import { client, shop, startShop } from '../fake-github/running.ts';
import type { CommentSeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { commented, followed } from './action-events.ts';
import type { RunEvent } from './action-events.ts';
import { deployed, mirror, openPull, shopOf } from './action-mirror.ts';
import { anOrigin, aPull, checkOut } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const policy = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: four-eyes, because: two people see more than one, from: [peers] }]
emergency: { because: it cannot wait, approvals: { from: [peers] }, reviewWithin: 3d }
`;

type Stage = { readonly fake: FakeGitHub; readonly story: Story; readonly pull: Pull };

/** A pull request by mia with one comment, for which the text gets its head. */
async function discussed(write: (head: string) => CommentSeed): Promise<Stage> {
  const story = anOrigin(policy);
  const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
  const { fake } = await startShop({ collaborators: { mia: 'write', bob: 'write', eve: 'read' } });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  openPull(fake, { number: 7, author: 'mia', head: 'topic', comments: [write(pull.head)] });
  return { fake, story, pull };
}

async function judge({ fake, story }: Stage, event: RunEvent = commented(story)): Promise<Run> {
  const clone = checkOut(story, { sha: story.tip, ref: 'refs/heads/main' });
  const inputs = { environment: 'production', token: fake.token };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs });
}

function answerOn({ fake }: Stage): string {
  return [...shopOf(fake).comments.values()].find(({ author }) => author === 'github-actions[bot]')?.body ?? '';
}

describe('an approval in a comment', () => {
  test('of the head counts, and the answer on the pull request says so', async () => {
    const stage = await discussed((head) => ({ author: 'bob', body: `/change-gate approve ${head.slice(0, 12)}` }));

    const run = await judge(stage);

    expect(decisionOf(run)).toMatchObject({ outcome: 'approved', head: stage.pull.head, base: stage.story.live });
    expect(decisionOf(run).approvals.given).toEqual(['bob']);
    expect(answerOn(stage)).toContain('✅ Approved for production');
  });

  test.each([
    { what: 'of fewer than 12 characters', author: 'bob', length: 11, words: 'expected at least 12 characters' },
    { what: 'by who made the change', author: 'mia', length: 40, words: 'mia made the change' },
    { what: 'by somebody without write', author: 'eve', length: 40, words: 'peers' },
  ])('$what does not count', async ({ author, length, words }) => {
    const stage = await discussed((head) => ({ author, body: `/change-gate approve ${head.slice(0, length)}` }));

    const run = await judge(stage);

    expect(run.code).toBe(10);
    expect(answerOn(stage)).toContain(words);
  });

  test('that was edited does not count', async () => {
    const edits = [{ editedAt: '2026-11-20T13:00:00Z', body: 'nice' }];
    const stage = await discussed((head) => ({ author: 'bob', body: `/change-gate approve ${head}`, edits }));

    const run = await judge(stage);

    expect(run.code).toBe(10);
    expect(answerOn(stage)).toContain('the comment was edited after it was written');
  });

  test('of an earlier head does not count', async () => {
    const stage = await discussed((head) => ({ author: 'bob', body: `/change-gate approve ${head}` }));
    const { work, publish } = stage.story;
    work.git('checkout', '-q', 'topic');
    const next = work.commit({ message: 'More', files: { 'src/topic.ts': 'more\n' }, author: 'Mia' });
    publish();
    mirror(stage.fake, stage.story);

    const run = await judge(stage);

    expect(run.code).toBe(10);
    expect(decisionOf(run).head).toBe(next);
    expect(answerOn(stage)).toContain('is not the head');
  });

  test('is judged by the policy of the base, not by what the pull request makes of it', async () => {
    const stage = await discussed(() => ({ author: 'eve', body: 'looks fine' }));

    expect((await judge(stage)).code).toBe(10);
    expect(stage.fake.calls('pulls/get')).toHaveLength(1);
  });
});

describe('a declaration in a comment', () => {
  test('makes an emergency, with its incident and who stands for it', async () => {
    const body = '/change-gate emergency #12 the shop is down';
    const stage = await discussed(() => ({ author: 'bob', body }));

    const run = await judge(stage);

    expect(decisionOf(run)).toMatchObject({ lane: 'emergency', changeType: 'emergency' });
    expect(answerOn(stage)).toContain('Declared as an emergency by bob');
  });

  test('by somebody without write changes nothing', async () => {
    const stage = await discussed(() => ({ author: 'eve', body: '/change-gate emergency #12 the shop is down' }));

    const run = await judge(stage);

    expect(decisionOf(run).lane).toBe('none');
    expect(answerOn(stage)).toContain('need `write`');
  });

  test('of a rollback is proven by what was live before', async () => {
    const stage = await discussed((head) => ({ author: 'bob', body: `/change-gate rollback ${head} it was better` }));
    deployed(stage.fake, { commit: stage.pull.head });

    const run = await judge(stage);

    expect(decisionOf(run)).toMatchObject({ outcome: 'approved', lane: 'rollback' });
  });
});

describe('an event that names a pull request by number alone', () => {
  test('may be a comment on an issue, which is an error with the condition for the job', async () => {
    const stage = await discussed(() => ({ author: 'bob', body: 'hello' }));

    const run = await judge(stage, commented(stage.story, { isPull: false }));

    expect(run.code).toBe(3);
    expect(run.summary).toContain('github.event.issue.pull_request');
  });

  test('may be the run of another workflow', async () => {
    const stage = await discussed((head) => ({ author: 'bob', body: `/change-gate approve ${head}` }));
    const about = { event: 'pull_request', head_sha: stage.pull.head, pull_requests: [{ number: 7 }] };

    const run = await judge(stage, followed(stage.story, about));

    expect(decisionOf(run)).toMatchObject({ outcome: 'approved', head: stage.pull.head });
  });

  test('may be a run of a fork, which names none', async () => {
    const stage = await discussed(() => ({ author: 'bob', body: 'hello' }));
    const about = { event: 'pull_request', head_sha: stage.pull.head, head_branch: 'main', pull_requests: [] };

    expect((await judge(stage, followed(stage.story, about))).code).toBe(3);
  });

  test('that cannot be read is an error', async () => {
    const stage = await discussed(() => ({ author: 'bob', body: 'hello' }));
    stage.fake.fault({ path: '/repos/acme/shop/pulls/7', times: 9, with: { kind: 'status', status: 404 } });

    const run = await judge(stage);

    expect(run.code).toBe(3);
    expect(run.outputs).toEqual({});
  });
});

describe('the run of another workflow that followed a push', () => {
  test('deploys the commit that was pushed, judged by the default branch', async () => {
    const stage = await discussed(() => ({ author: 'bob', body: 'hello' }));
    const { story, fake } = stage;

    const run = await judge(stage, followed(story, { event: 'push', head_sha: story.tip, head_branch: 'main' }));

    expect(decisionOf(run)).toMatchObject({ head: story.tip, base: story.live });
    expect((await client(fake).rest.issues.listComments({ ...shop, issue_number: 7 })).data).toHaveLength(1);
  });
});
