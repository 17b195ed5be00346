import { describe, expect, test } from 'vitest';
import { startShop } from '../fake-github/running.ts';
import type { Seed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import type { RunEvent } from './action-events.ts';
import { dispatched, pullRequested, pushed } from './action-events.ts';
import { deployed, markMerged, mirror, openPull, squash } from './action-mirror.ts';
import { anOrigin, aPull, approving, checkOut, holding } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

type Stage = { readonly fake: FakeGitHub; readonly story: Story };

async function aShop(policy = approving, seed: Omit<Seed, 'repositories'> = {}): Promise<Stage> {
  const story = anOrigin(policy);
  const { fake } = await startShop({ collaborators: { mia: 'write', bob: 'write' } }, seed);
  mirror(fake, story);
  return { fake, story };
}

type Told = { readonly event?: RunEvent; readonly inputs?: Readonly<Record<string, string>> };

async function judge({ fake, story }: Stage, { event = pushed(story), inputs = {} }: Told = {}): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const given = { environment: 'production', token: fake.token, ...inputs };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: given });
}

function codesOf(run: Run): readonly string[] {
  return decisionOf(run).findings.map(({ code }) => code);
}

describe('what is live', () => {
  test('is the newest deployment that succeeded, whatever the input `base` says', async () => {
    const stage = await aShop();
    deployed(stage.fake, { commit: stage.story.live });
    deployed(stage.fake, { commit: stage.story.tip, statuses: ['failure'] });

    const run = await judge(stage, { inputs: { base: stage.story.first } });

    expect(decisionOf(run).base).toBe(stage.story.live);
    expect(run.code).toBe(0);
  });

  test('is what the deployers of the policy put there, not what anybody says', async () => {
    const stage = await aShop();
    deployed(stage.fake, { commit: stage.story.first });
    deployed(stage.fake, { commit: stage.story.live, creator: 'mallory' });

    expect(decisionOf(await judge(stage)).base).toBe(stage.story.first);
  });

  test('is what others put there where the policy says that theirs count', async () => {
    const stage = await aShop(`${approving}record: { deployers: [mallory] }\n`);
    deployed(stage.fake, { commit: stage.story.live, creator: 'mallory' });
    deployed(stage.fake, { commit: stage.story.tip });

    expect(decisionOf(await judge(stage)).base).toBe(stage.story.live);
  });

  test('is the input `base` where nothing was deployed yet', async () => {
    const stage = await aShop();

    expect(decisionOf(await judge(stage, { inputs: { base: stage.story.live } })).base).toBe(stage.story.live);
  });

  test('makes a first deployment none', async () => {
    const stage = await aShop();
    deployed(stage.fake, { commit: stage.story.live });

    const run = await judge(stage, { inputs: { 'first-deployment': 'true', reason: 'it is new' } });

    expect(decisionOf(run).base).toBe(stage.story.live);
    expect(codesOf(run)).not.toContain('change/first-deployment');
    expect(run.summary).toContain('Something is live already');
  });

  test('is asked of GitHub where the clone does not have it', async () => {
    const stage = await aShop();
    const { work } = stage.story;
    work.git('checkout', '-q', '-b', 'hotfix', stage.story.live);
    const hotfix = work.commit({ message: 'Hotfix', files: { 'src/hot.ts': 'fix\n' } });
    mirror(stage.fake, stage.story);
    deployed(stage.fake, { commit: hotfix });

    const run = await judge(stage);

    expect(decisionOf(run)).toMatchObject({ base: hotfix, head: stage.story.tip });
    expect(codesOf(run)).not.toContain('change/lineage-unknown');
    expect(run.summary).toContain('is not in this clone');
  });

  test('that the token may not see stops the change, and the answer names the permission', async () => {
    const permissions = { contents: 'read', 'pull-requests': 'write', checks: 'read' } as const;
    const stage = await aShop(approving, { tokens: [{ token: 'weak', kind: 'actions', permissions }] });
    deployed(stage.fake, { commit: stage.story.live });

    const run = await judge(stage, { inputs: { base: stage.story.live } });

    expect(run.code).toBe(11);
    expect(codesOf(run)).toEqual(expect.arrayContaining(['change/base-unknown', 'change/lineage-unknown']));
    expect(run.summary).toContain('`deployments: read`');
  });
});

describe('an approval', () => {
  test('of somebody who dispatched the run does not count', async () => {
    const stage = await aShop(holding);
    const { fake, story } = stage;
    const { head } = aPull(story, { 'src/topic.ts': 'topic\n' });
    const landed = squash(story, { branch: 'topic', author: 'Mia' });
    mirror(fake, story);
    deployed(fake, { commit: story.tip });
    openPull(fake, { number: 7, author: 'mia', head: 'topic', reviews: [{ author: 'olga', commit: head }] });
    markMerged(fake, { mergeCommit: landed, head });

    const run = await judge(stage, { event: dispatched(story, { sha: landed }) });

    expect(codesOf(run)).toContain('approvals/four-eyes');
    expect(run.summary).toContain('olga made the change');
  });

  test('of an older text of the rollback plan does not count', async () => {
    const stage = await aShop(holding);
    const pull = aPull(stage.story, { 'src/topic.ts': 'topic\n' });
    mirror(stage.fake, stage.story);
    const body = '## Rollback plan\n\n- Strategy: redeploy-previous\n';
    const edits = [{ editedAt: '2026-11-20T12:00:00Z', body }];
    const reviews = [{ author: 'bob', submittedAt: '2026-11-20T11:59:00Z' }];
    openPull(stage.fake, { number: 7, author: 'mia', head: 'topic', body, edits, reviews });

    const run = await judge(stage, { event: pullRequested(pull) });

    expect(decisionOf(run).rollback.source).toBe('pull request');
    expect(codesOf(run)).toContain('approvals/four-eyes');
  });
});

describe('a typical pull request', () => {
  const reviewers = ['bob', 'cid', 'dora', 'eve', 'fay'];

  test('costs at most 10 calls, at most 3 of them one after another', async () => {
    const stage = await aShop(holding);
    const files = Array.from({ length: 100 }, (_, index) => [`src/file-${index}.ts`, 'x\n']);
    const pull = aPull(stage.story, Object.fromEntries(files));
    mirror(stage.fake, stage.story);
    deployed(stage.fake, { commit: stage.story.live });
    const reviews = reviewers.map((author) => ({ author }));
    openPull(stage.fake, { number: 7, author: 'mia', head: 'topic', reviews });
    const slow = { times: 99, with: { kind: 'slow', milliseconds: 2_000 } } as const;

    const quick = await judge(stage, { event: pullRequested(pull) });
    const calls = stage.fake.requests.length;
    stage.fake.fault(slow);
    const waited = await judge(stage, { event: pullRequested({ ...pull }) });

    expect(decisionOf(quick).outcome).toBe('approved');
    expect(calls).toBeLessThanOrEqual(10);
    expect(Math.floor((waited.seconds - quick.seconds) / 2)).toBeLessThanOrEqual(3);
  });
});
