import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { RunEvent } from './action-events.ts';
import { dispatched, pullRequested, pushed, queued } from './action-events.ts';
import { mirror } from './action-mirror.ts';
import { anOrigin, aPull, approving, blocking, checkOut, holding, policyPath } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const main = 'refs/heads/main';
const merged = 'refs/pull/7/merge';
const start = (): ReturnType<typeof startShop> => startShop({ pulls: [{ number: 7, author: 'mia' }] });

const emergencies = `version: 1
authorities: { peers: { permission: write } }
emergency: { because: it cannot wait, approvals: { from: [peers] }, reviewWithin: 3d }
`;

describe('a push to the default branch', () => {
  test.each([
    { policy: approving, code: 0, outcome: 'approved', approved: 'true', title: '### ✅ Approved for production' },
    { policy: holding, code: 10, outcome: 'needs-approval', approved: 'false', title: '### ✋ Needs 1 approval' },
    { policy: blocking, code: 11, outcome: 'blocked', approved: 'false', title: '### ⛔ Blocked for production' },
  ])('is $outcome with exit code $code', async ({ policy, code, outcome, approved, title }) => {
    const story = anOrigin(policy);
    const { fake } = await start();
    mirror(fake, story);
    const clone = checkOut(story, { sha: story.tip, ref: main });

    const run = await runAction({
      event: pushed(story),
      workspace: clone.directory,
      apiUrl: fake.url,
      inputs: { environment: 'production', base: story.live, token: fake.token },
    });

    expect(run.code).toBe(code);
    expect(run.outputs).toMatchObject({ outcome, approved, proceed: approved, environment: 'production' });
    expect(run.summary).toContain(title);
    expect(run.log).toContain(title.slice(6));
    expect(decisionOf(run)).toMatchObject({ outcome, base: story.live, head: story.tip });
    expect(readFileSync(run.outputs['report'] ?? '', 'utf8')).toBe(run.summary);
    expect(fake.repository('acme/shop').comments.size).toBe(0);
  });

  test('tells each finding that stands in the way as output and as annotation', async () => {
    const run = await runPush(blocking);

    const [reason] = JSON.parse(run.outputs['reasons'] ?? '');
    expect(reason).toMatchObject({ code: 'schedule/stopped', effect: 'block', because: 'nothing goes out today' });
    expect(run.annotations).toContainEqual({
      level: 'error',
      properties: { title: 'change-gate schedule/stopped' },
      message: expect.stringContaining('nothing goes out today'),
    });
  });

  test('links each rule to its line in the policy that judged', async () => {
    const story = anOrigin(blocking);

    const run = await runPushOf(story, { base: story.live });

    const address = `https://github.example/acme/shop/blob/${story.tip}/${policyPath}#L4`;
    expect(run.summary).toContain(`](${address})`);
  });

  test('says what it leaves behind where every output of `action.yml` is named', async () => {
    const run = await runPush(approving);

    const described = [
      ...readFileSync('action.yml', 'utf8')
        .split('outputs:')[1]!
        .matchAll(/^ {2}([\w-]+):$/gm),
    ];
    expect(Object.keys(run.outputs)).toEqual(described.map(([, name]) => name).filter((name) => name !== 'using'));
  });

  test('is held where nobody says what is live', async () => {
    const run = await runPush(approving, { base: '' });

    expect(run.code).toBe(10);
    expect(run.summary).toContain('What is live in this environment is not known');
    expect(decisionOf(run)).toMatchObject({ base: null });
  });
});

describe('a base', () => {
  test.each([
    { how: 'a tag', base: 'v1' },
    { how: 'a branch', base: 'stable/1.0' },
    { how: 'an expression', base: 'HEAD~1' },
  ])('may be $how', async ({ base }) => {
    const story = anOrigin();
    story.work.git('tag', 'v1', story.live);
    story.work.git('branch', 'stable/1.0', story.live);
    story.publish();

    const run = await runPushOf(story, { base });

    expect(run.code).toBe(0);
    expect(decisionOf(run).base).toBe(story.live);
  });

  test.each([
    { input: 'base', name: 'no-such-branch' },
    { input: 'base', name: '1234567890123456789012345678901234567890' },
    { input: 'base', name: '--upload-pack=touch /tmp/owned' },
    { input: 'head', name: 'no-such-tag' },
    { input: 'head', name: 'line\nbreak' },
  ])('or head that does not exist ($name) is an error, not a guess', async ({ input, name }) => {
    const run = await runPush(approving, { [input]: name });

    expect(run.code).toBe(3);
    expect(run.outputs).toEqual({});
    expect(run.summary).toContain('Not judged');
    expect(run.summary).toMatch(/[Nn]ame a (?:commit, a branch or a tag|branch, a tag or a commit)/);
  });

  test('is nothing in a first deployment: every file counts, and the reason is told', async () => {
    const run = await runPush(approving, { base: '', 'first-deployment': 'true', reason: 'a new service' });

    expect(run.code).toBe(0);
    expect(decisionOf(run)).toMatchObject({ base: null });
    expect(decisionOf(run).findings).toContainEqual(expect.objectContaining({ code: 'change/first-deployment' }));
    expect(run.summary).toContain('a new service');
  });
});

describe('a pull request', () => {
  test('is judged from where it parted from its base to its head', async () => {
    const story = anOrigin();
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const { fake } = await start();
    const clone = checkOut(story, { sha: pull.merge, ref: merged });

    const run = await runAction({
      event: pullRequested(pull),
      workspace: clone.directory,
      apiUrl: fake.url,
      inputs: { environment: 'production', token: fake.token },
    });

    expect(run.code).toBe(0);
    expect(decisionOf(run)).toMatchObject({ outcome: 'approved', base: story.live, head: pull.head });
    const [comment] = [...fake.repository('acme/shop').comments.values()];
    expect(comment?.body).toContain('✅ Approved for production');
  });

  test('brings its rollback plan and its labels', async () => {
    const policy = `version: 1
rollback: { plans: [{ id: plan, because: things break, require: [strategy], when: 'labelled("risky")' }] }
`;
    const story = anOrigin(policy);
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const { fake } = await start();
    const clone = checkOut(story, { sha: pull.merge, ref: merged });
    const body = '## Rollback plan\n\n- Strategy: redeploy-previous\n';
    const judge = (text: object): Promise<Run> =>
      runAction({ event: pullRequested(pull, text), workspace: clone.directory, apiUrl: fake.url });

    const [unlabelled, unplanned, planned] = [
      await judge({}),
      await judge({ labels: ['risky'] }),
      await judge({ labels: ['risky'], body }),
    ];

    expect([unlabelled.code, unplanned.code]).toEqual([0, 11]);
    expect(planned.code).not.toBe(11);
    expect(decisionOf(planned).rollback).toMatchObject({ strategy: 'redeploy-previous', source: 'pull request' });
  });
});

describe('a merge group', () => {
  test('is judged from its base, by the policy of the branch and not of what else is queued', async () => {
    const story = anOrigin(blocking);
    const { work } = story;
    work.git('checkout', '-q', '--detach', story.tip);
    const ahead = work.commit({ message: 'Queued before', files: { [policyPath]: approving } });
    const head = work.commit({ message: 'Queued', files: { 'src/app.ts': 'queued\n' } });
    work.git('update-ref', 'refs/heads/gh-readonly-queue/main/pr-7-1234', head);
    story.publish();
    const { fake } = await start();
    const event = queued({ ...story, tip: ahead }, { head });
    const clone = checkOut(story, { sha: head, ref: event.ref });

    const run = await runAction({ event, workspace: clone.directory, apiUrl: fake.url });

    expect(run.code).toBe(11);
    expect(decisionOf(run)).toMatchObject({ base: ahead, head });
    expect(fake.requests).toEqual([]);
  });
});

describe('a dispatched run', () => {
  test('deploys what its inputs name', async () => {
    const story = anOrigin();
    const run = await runPushOf(story, { head: story.live, base: story.first }, { event: dispatched(story) });

    expect(run.code).toBe(0);
    expect(decisionOf(run)).toMatchObject({ base: story.first, head: story.live });
  });

  test('makes its actor answer for the emergency', async () => {
    const story = anOrigin(emergencies);
    const inputs = { base: story.live, 'change-type': 'emergency', reason: 'the shop is down', incident: '#12' };
    const run = await runPushOf(story, inputs, { event: dispatched(story) });

    expect(run.code).toBe(10);
    expect(run.outputs['change-type']).toBe('emergency');
    expect(run.summary).toContain('Declared as an emergency by olga');
    expect(run.summary).toContain('the shop is down');
  });
});

describe('advice', () => {
  test('lets everything pass and says everywhere what it would have done', async () => {
    const story = anOrigin(blocking);
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const { fake } = await start();
    const clone = checkOut(story, { sha: pull.merge, ref: merged });

    const run = await runAction({
      event: pullRequested(pull),
      workspace: clone.directory,
      apiUrl: fake.url,
      inputs: { mode: 'advise', token: fake.token },
    });

    expect(run.code).toBe(0);
    expect(run.outputs).toMatchObject({ outcome: 'blocked', approved: 'false', proceed: 'true' });
    const [comment] = [...fake.repository('acme/shop').comments.values()];
    for (const place of [run.summary, run.log, comment?.body])
      expect(place).toContain('Would be blocked for production');
    const told = run.annotations.filter(({ level }) => level !== 'add-mask');
    expect(told.map(({ level }) => level)).not.toContain('error');
    expect(told.every(({ properties }) => properties['title']?.includes('advice only'))).toBe(true);
  });

  test('does not let an error pass', async () => {
    const run = await runPush('version: 1\nfreezes: []\n', { mode: 'advise' });

    expect(run.code).toBe(2);
    expect(run.outputs).toEqual({});
  });
});

describe('what a run leaves behind', () => {
  test('does without a place for the summary', async () => {
    const run = await runPush(blocking, {}, { GITHUB_STEP_SUMMARY: undefined });

    expect(run.code).toBe(11);
    expect(run.outputs['outcome']).toBe('blocked');
  });

  test('is decided by a summary that cannot be written as little', async () => {
    const run = await runPush(blocking, {}, { GITHUB_STEP_SUMMARY: '/nowhere/summary' });

    expect(run.code).toBe(11);
    expect(run.outputs['outcome']).toBe('blocked');
    expect(run.annotations).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('job summary') }),
    );
  });

  test('lies in a folder of its own, so that a second gate of the job overwrites nothing', async () => {
    const [one, other] = [await runPush(approving), await runPush(approving)];

    expect(dirname(one.outputs['decision'] ?? '')).toBe(dirname(one.outputs['report'] ?? ''));
    expect(one.outputs['decision']).not.toBe(other.outputs['decision']);
  });

  test('warns of a word that the policy does not know', async () => {
    const policy = `version: 1
schedule: { timezone: UTC, freezes: [{ id: stopped, because: stop, environments: [production] }] }
services: { checkout-api: { paths: ['src/**'] } }
`;
    const run = await runPush(policy, { environment: 'prodution', services: 'checkout-apj' });

    expect(run.code).toBe(0);
    expect(run.summary).toMatch(/names `prodution`, which no rule knows; did you mean `production`\?/);
    expect(run.summary).toMatch(/names `checkout-apj`, which no rule knows; did you mean `checkout-api`\?/);
  });
});

async function runPush(
  policy: string,
  inputs: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<Run> {
  const story = anOrigin(policy);
  return await runPushOf(story, { base: story.live, ...inputs }, { env });
}

async function runPushOf(
  story: ReturnType<typeof anOrigin>,
  inputs: Readonly<Record<string, string>>,
  { event = pushed(story), env = {} }: { event?: RunEvent; env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  return await runAction({ event, workspace: clone.directory, apiUrl: 'http://127.0.0.1:9', inputs, env });
}
