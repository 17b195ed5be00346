import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { RunEvent } from './action-events.ts';
import { deploymentAsked, followed, pullRequested, scheduled } from './action-events.ts';
import { deployed, mirror, openPull } from './action-mirror.ts';
import { anOrigin, aPull, approving, blocking, checkOut, policyPath } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

/** Stops what is on no branch that is known. */
const mainOnly = `version: 1
schedule:
  timezone: UTC
  freezes: [{ id: main-only, because: only main goes out, when: change.branch != "main" }]
`;

type Stage = { readonly fake: FakeGitHub; readonly story: Story };

async function stage(policy: string): Promise<Stage> {
  const story = anOrigin(policy);
  const { fake } = await startShop({ deployments: [] });
  mirror(fake, story);
  deployed(fake, { commit: story.live });
  return { fake, story };
}

async function judge(
  { fake, story }: Stage,
  event: RunEvent,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const given = { environment: 'production', token: fake.token, ...inputs };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: given });
}

describe('a scheduled run', () => {
  test('deploys the tip of the default branch', async () => {
    const staged = await stage(mainOnly);

    const run = await judge(staged, scheduled(staged.story));

    expect(run.code).toBe(0);
    expect(decisionOf(run)).toMatchObject({ base: staged.story.live, head: staged.story.tip });
  });
});

describe('a deployment that somebody asked for', () => {
  test('is judged for its environment, from what is live there', async () => {
    const staged = await stage(mainOnly);
    deployed(staged.fake, { commit: staged.story.first, environment: 'staging' });

    const run = await judge(staged, deploymentAsked(staged.story, { environment: 'staging' }), { environment: '' });

    expect(run.code).toBe(0);
    expect(run.outputs['environment']).toBe('staging');
    expect(decisionOf(run)).toMatchObject({ environment: 'staging', base: staged.story.first, head: staged.story.tip });
  });
});

describe('a pull request whose workflow is that of its base', () => {
  test('is judged as a forecast, by the policy of the base', async () => {
    const staged = await stage(blocking);
    const pull = aPull(staged.story, { [policyPath]: approving });
    mirror(staged.fake, staged.story);
    openPull(staged.fake, { number: 7, author: 'mia', head: 'topic' });
    const event = { ...pullRequested(pull), name: 'pull_request_target', ref: 'refs/heads/main', sha: pull.base };

    const run = await judge(staged, event);

    expect(run.code).toBe(11);
    expect(decisionOf(run)).toMatchObject({ base: staged.story.live, head: pull.head });
  });
});

describe('the run of another workflow', () => {
  test('on the default branch is one of that branch', async () => {
    const staged = await stage(mainOnly);
    const { story } = staged;

    const run = await judge(staged, followed(story, { event: 'push', head_sha: story.tip, head_branch: 'main' }));

    expect(run.code).toBe(0);
  });

  test('on a tag of that name is not, and is judged by what the default branch says', async () => {
    const staged = await stage(mainOnly);
    const { story } = staged;
    story.work.git('checkout', '-q', '--detach', story.tip);
    const sha = story.work.commit({ message: 'On a tag', files: { [policyPath]: approving } });
    story.work.git('tag', 'main', sha);
    story.work.git('push', '-q', 'origin', 'refs/tags/main:refs/tags/main');

    const run = await judge(staged, followed(story, { event: 'push', head_sha: sha, head_branch: 'main' }));

    expect(run.code).toBe(11);
    expect(run.outputs['reasons']).toContain('schedule/main-only');
  });
});
