import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildRun } from '../fake-github/build-actions.ts';
import { buildCheckRun } from '../fake-github/build-repository.ts';
import { client, startShop, shop } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import { filesOn } from '../github/a-ledger.ts';
import type { RunEvent } from './action-events.ts';
import { pullRequested, pushed } from './action-events.ts';
import { markMerged, mirror, openPull, shopOf, squash } from './action-mirror.ts';
import { anOrigin, aPull, checkOut } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { builtFolder, decisionOf, runAction } from './action-run.ts';
import { runCli } from './cli-run.ts';

const policy = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: four-eyes, because: two people see more than one, from: [peers] }]
evidence: [{ id: tested, because: what was not tested does not work, checks: ["CI / *"], changeTypes: [standard, normal] }]
emergency: { because: somebody must stand for it, approvals: { from: [peers] } }
`;

const people = [
  { token: 'of-the-run', kind: 'actions' },
  { token: 'of-bob', login: 'bob', kind: 'user' },
] as const;

/** A shop on GitHub whose second commit is live in production. */
async function aShop(): Promise<{ readonly fake: FakeGitHub; readonly story: Story }> {
  const story = anOrigin(policy);
  const { fake } = await startShop({ collaborators: { mia: 'write', bob: 'write' } }, { tokens: people });
  mirror(fake, story);
  await deploy(fake, story.live);
  return { fake, story };
}

/** A deployment to production by the workflow, with what became of it. */
async function deploy(fake: FakeGitHub, sha: string): Promise<void> {
  const octokit = client(fake, 'of-the-run');
  const wanted = { ref: sha, environment: 'production', auto_merge: false, required_contexts: [] };
  const { data } = await octokit.rest.repos.createDeployment({ ...shop, ...wanted });
  if (!('id' in data)) throw new Error('no deployment was made');
  for (const state of ['in_progress', 'success'] as const) {
    await octokit.rest.repos.createDeploymentStatus({ ...shop, deployment_id: data.id, state });
    pass(fake);
  }
}

async function approve(fake: FakeGitHub, sha: string, pull = 7): Promise<void> {
  const review = { ...shop, pull_number: pull, event: 'APPROVE', commit_id: sha } as const;
  await client(fake, 'of-bob').rest.pulls.createReview(review);
  pass(fake);
}

/** A job of the workflow CI that went well. */
function succeed(fake: FakeGitHub, commit: string): void {
  const site = { registry: fake.state, repository: shopOf(fake) };
  const run = buildRun({ name: 'CI', commit }, site);
  const unit = buildCheckRun({ name: 'unit', run: run.id, commit }, site);
  shopOf(fake).runs.set(run.id, run);
  shopOf(fake).checkRuns.set(unit.id, unit);
}

function pass(fake: FakeGitHub): void {
  fake.setNow(new Date(Date.parse(fake.state.now) + 60_000).toISOString().replace('.000Z', 'Z'));
}

async function judge(
  { fake, story }: { readonly fake: FakeGitHub; readonly story: Story },
  event: RunEvent,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  return await runAction({
    event,
    workspace: clone.directory,
    apiUrl: fake.url,
    inputs: { environment: 'production', token: 'of-the-run', ...inputs },
  });
}

/** The job after the deployment. */
async function tellOutcome(
  { fake, story }: { readonly fake: FakeGitHub; readonly story: Story },
  { sha, outcome }: { readonly sha: string; readonly outcome: string },
): Promise<Run> {
  const inputs = { command: 'record-outcome', environment: 'production', token: 'of-the-run', outcome };
  const event = pushed(story, { sha });
  return await runAction({ event, workspace: temporaryDirectory(), apiUrl: fake.url, inputs });
}

/** A repair on a branch of its own, as pull request #8, read by Bob and squashed onto `main`; gives the sha. */
async function hotfix({ fake, story }: { readonly fake: FakeGitHub; readonly story: Story }): Promise<string> {
  story.work.git('checkout', '-q', '-b', 'hotfix', 'main');
  const head = story.work.commit({ message: 'Repair', files: { 'src/app.ts': 'repaired\n' }, author: 'Mia' });
  story.publish();
  mirror(fake, story);
  openPull(fake, { number: 8, author: 'mia', title: 'Repair the total', head: 'hotfix' });
  await approve(fake, head, 8);
  const mergeCommit = squash(story, { branch: 'hotfix', author: 'Mia' });
  mirror(fake, story);
  markMerged(fake, { number: 8, mergeCommit, head });
  return mergeCommit;
}

/** Every decision of the ledger, decided again from its record alone, by its place. */
async function replayAll(fake: FakeGitHub): Promise<readonly string[]> {
  const folder = temporaryDirectory();
  const files = filesOn(fake);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const decisions = Object.keys(files).filter((path) => path.includes('-decision-'));
  const bundle = builtFolder();
  return await Promise.all(
    decisions.map(async (path) => {
      const { code, stdout } = await runCli({ cwd: folder, bundle }, 'replay', path, '--json');
      return `${code} ${JSON.stringify(JSON.parse(stdout))}`;
    }),
  );
}

function codesOf(run: Run): readonly string[] {
  return decisionOf(run)
    .findings.filter(({ effect }) => effect !== 'note')
    .map(({ code }) => code);
}

describe('the life of a change', () => {
  test('goes from its pull request to production, and back only by a declared rollback', async () => {
    const { fake, story } = await aShop();
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    mirror(fake, story);
    openPull(fake, { number: 7, author: 'mia', title: 'Round the total once', head: 'topic' });

    const opened = await judge({ fake, story }, pullRequested(pull));
    await approve(fake, pull.head);
    succeed(fake, pull.head);
    const reviewed = await judge({ fake, story }, pullRequested(pull));

    expect(codesOf(opened)).toEqual(['evidence/tested', 'approvals/four-eyes']);
    expect(codesOf(reviewed)).toEqual([]);
    expect(decisionOf(reviewed)).toMatchObject({ outcome: 'approved', base: story.live, head: pull.head });

    story.work.git('checkout', '-q', 'topic');
    const second = story.work.commit({ message: 'One more', files: { 'src/topic.ts': 'more\n' }, author: 'Mia' });
    story.publish();
    mirror(fake, story);
    succeed(fake, second);
    const staled = await judge({ fake, story }, pullRequested({ ...pull, head: second }));
    await approve(fake, second);
    const again = await judge({ fake, story }, pullRequested({ ...pull, head: second }));

    expect(codesOf(staled)).toEqual(['approvals/four-eyes']);
    expect(staled.summary).toContain('approved another commit');
    expect(decisionOf(again).outcome).toBe('approved');
    expect([...shopOf(fake).comments.values()]).toHaveLength(1);

    const landed = squash(story, { branch: 'topic', author: 'Mia' });
    mirror(fake, story);
    markMerged(fake, { mergeCommit: landed, head: second });
    const untested = await judge({ fake, story }, pushed(story, { sha: landed }));
    succeed(fake, landed);
    const gate = await judge({ fake, story }, pushed(story, { sha: landed }));

    expect(codesOf(untested)).toContain('evidence/tested');
    // The commit below it on main went there without a pull request, and nobody approved it.
    expect(codesOf(gate)).toEqual(['approvals/four-eyes']);
    expect(decisionOf(gate)).toMatchObject({ base: story.live, head: landed });

    await deploy(fake, story.tip);
    const next = await judge({ fake, story }, pushed(story, { sha: landed }));

    expect(decisionOf(next)).toMatchObject({ outcome: 'approved', base: story.tip, head: landed });
    expect(decisionOf(next).approvals).toMatchObject({ given: ['bob'], missing: 0 });

    await deploy(fake, landed);
    const told = await tellOutcome({ fake, story }, { sha: landed, outcome: 'success' });

    expect(told.code).toBe(0);

    const repair = await hotfix({ fake, story });
    const hurried = await judge({ fake, story }, pushed(story, { sha: repair }));
    const emergency = await judge({ fake, story }, pushed(story, { sha: repair }), {
      'change-type': 'emergency',
      reason: 'nobody can pay',
      incident: '#12',
    });

    expect(codesOf(hurried)).toEqual(['evidence/tested']);
    expect(decisionOf(emergency)).toMatchObject({ outcome: 'approved', changeType: 'emergency', base: landed });

    await deploy(fake, repair);
    await tellOutcome({ fake, story }, { sha: repair, outcome: 'failure' });
    const undeclared = await judge({ fake, story }, pushed(story, { sha: story.live }));
    const declared = await judge({ fake, story }, pushed(story, { sha: story.live }), {
      'change-type': 'rollback',
      reason: 'the total is wrong',
    });

    expect(undeclared.code).toBe(11);
    expect(codesOf(undeclared)).toContain('change/superseded');
    expect(decisionOf(undeclared)).toMatchObject({ base: repair, head: story.live });
    expect(declared.code).toBe(0);
    expect(decisionOf(declared)).toMatchObject({ outcome: 'approved', lane: 'rollback' });

    // The emergency, its failure and the rollback that ended it are looked back at together.
    const reviews = [...shopOf(fake).issues.values()].map(({ title }) => title);
    expect(reviews).toEqual([`Post-implementation review: emergency in production (${repair.slice(0, 12)})`]);

    const outcomes = Object.entries(filesOn(fake)).filter(([path]) => path.includes('-outcome-'));
    expect(outcomes.map(([, text]) => Reflect.get(Object(JSON.parse(text)), 'outcome'))).toEqual([
      'success',
      'failure',
    ]);
    // Untested, unread, approved, hurried, the emergency, undeclared and the rollback: forecasts leave no record.
    expect(await replayAll(fake)).toEqual(Array.from({ length: 7 }, () => '0 {"same":true,"differences":[]}'));
  }, 300_000);
});
