import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { start } from '../fake-github/running.ts';
import { filesOf } from '../fake-github/git-store.ts';
import type { RepositorySeed } from '../fake-github/seed.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import type { RunEvent } from './action-events.ts';
import { pullRequested, pushed } from './action-events.ts';
import { deployed, mirror, openPull } from './action-mirror.ts';
import { anOrigin, aPull, approving, blocking, checkOut, policyPath } from './action-repository.ts';
import type { Pull, Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const [older, newer] = ['c'.repeat(40), 'd'.repeat(40)];

/** The policies of an organisation: nothing goes out since the newer commit. */
const policies: RepositorySeed = {
  fullName: 'acme/policies',
  isPrivate: true,
  commits: [
    { sha: older, changes: { 'base/gate.yml': approving, 'base/gate.test.yml': 'tests: []\n' } },
    { sha: newer, changes: { 'base/gate.yml': blocking } },
  ],
};

const tokens = [
  { token: 'of-the-run', kind: 'actions', repositories: ['acme/shop'] },
  { token: 'for-policies', kind: 'app', login: 'acme-bot[bot]', repositories: ['acme/policies', 'acme/records'] },
] as const;

type Stage = { readonly fake: FakeGitHub; readonly story: Story };

async function stage(policy: string): Promise<Stage> {
  const story = anOrigin(policy);
  const records: RepositorySeed = { fullName: 'acme/records', isPrivate: true };
  const { fake } = await start({ tokens, repositories: [{ fullName: 'acme/shop' }, policies, records] });
  mirror(fake, story);
  return { fake, story };
}

async function judge(
  { fake, story }: Stage,
  inputs: Readonly<Record<string, string>> = {},
  event: RunEvent = pushed(story),
): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const usual = { environment: 'production', base: story.live, token: 'of-the-run', 'policy-token': 'for-policies' };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs: { ...usual, ...inputs } });
}

/** The files on the ledger of a repository. */
function ledgerIn(fake: FakeGitHub, repository: string): Readonly<Record<string, string>> {
  const { git } = fake.repository(repository);
  const tip = git.commits.get(git.refs.get('heads/change-records') ?? '');
  const files = filesOf(git, tip?.tree ?? '');
  return Object.fromEntries([...files].map(([path, { sha }]) => [path, git.blobs.get(sha) ?? '']));
}

function policyIn(files: Readonly<Record<string, string>>): unknown {
  const [, text = 'null'] = Object.entries(files).find(([path]) => path.startsWith('policies/')) ?? [];
  return JSON.parse(text);
}

describe('a policy of another repository', () => {
  test('judges where the input names it; the record holds the commit that was meant, the report leads there', async () => {
    const staged = await stage(approving);

    const run = await judge(staged, { policy: 'acme/policies//base@main' });

    expect(run.code).toBe(11);
    expect(run.outputs['reasons']).toContain('schedule/stopped');
    expect(run.summary).toContain(`https://github.example/acme/policies/blob/${newer}/base/gate.yml#L4`);
    expect(policyIn(ledgerIn(staged.fake, 'acme/shop'))).toMatchObject({
      files: [{ path: 'acme/policies//base/gate.yml@main', ref: newer }],
    });
  });

  test('judges as it was at the commit that is named', async () => {
    const run = await judge(await stage(blocking), { policy: `acme/policies//base/gate.yml@${older}` });

    expect(run.code).toBe(0);
  });

  test('is built on by the repository’s own', async () => {
    const staged = await stage('version: 1\nextends: [acme/policies//base@main]\n');

    const run = await judge(staged);

    expect(run.code).toBe(11);
    expect(policyIn(ledgerIn(staged.fake, 'acme/shop'))).toMatchObject({
      files: [{ path: 'acme/policies//base/gate.yml@main', ref: newer }, { path: policyPath }],
    });
  });

  test.each([
    { token: '', words: 'Give the input `policy-token` a token with `contents: read` on acme/policies' },
    { token: 'of-the-run', words: 'Let the token of the input `policy-token` read acme/policies' },
  ])('that the token $token does not reach is an error with the remedy, and no output is set', async (given) => {
    const inputs = { policy: 'acme/policies//base@main', 'policy-token': given.token };

    const run = await judge(await stage(approving), inputs);

    expect(run.code).toBe(3);
    expect(run.outputs).toEqual({});
    expect(run.summary).toContain(given.words);
  });

  test('that is not there is told so', async () => {
    const run = await judge(await stage(approving), { policy: 'acme/policies//none.yml@main' });

    expect(run.code).toBe(2);
    expect(run.summary.replaceAll('\u200b', '')).toContain('There is no policy at `acme/policies//none.yml@main`');
  });

  test('leaves no trace of the token that read it', async () => {
    const staged = await stage('version: 1\nextends: [acme/policies//base@main]\n');

    const run = await judge(staged, { reason: 'for-policies' });

    const annotations = run.annotations.filter(({ level }) => level !== 'add-mask');
    const told = [run.log, run.summary, run.stderr, JSON.stringify(run.outputs), JSON.stringify(annotations)];
    expect(run.annotations).toContainEqual(expect.objectContaining({ level: 'add-mask', message: 'for-policies' }));
    expect(told.join('\n')).not.toContain('for-policies');
    expect(JSON.stringify(ledgerIn(staged.fake, 'acme/shop'))).not.toContain('for-policies');
  });
});

const extending = 'version: 1\nextends: [acme/policies//base@main]\n';

async function judgePull(policy: string, text: { readonly from?: string }): Promise<Run> {
  const { fake, story } = await stage(policy);
  const pull: Pull = aPull(story, { [policyPath]: `${extending}risk: { base: 11 }\n` });
  mirror(fake, story);
  openPull(fake, { number: 7, author: 'mia', head: 'topic' });
  return await judge({ fake, story }, {}, pullRequested(pull, text));
}

describe('a pull request whose policy is built on one of another repository', () => {
  test('shows what that would do', async () => {
    const run = await judgePull(approving, {});

    expect(run.summary).toContain('new: `schedule/stopped`');
  });

  test('from a fork has nothing read that the trusted policy does not read', async () => {
    const run = await judgePull(approving, { from: 'eve/shop' });

    expect(run.summary).toContain('is not read for a fork');
    expect(run.summary).not.toContain('new: `schedule/stopped`');
  });

  test('from a fork shows what it would do where the trusted policy reads that repository too', async () => {
    const run = await judgePull(extending, { from: 'eve/shop' });

    expect(run.summary).not.toContain('is not read for a fork');
    expect(run.summary).toContain('**The policy in this change**');
  });
});

describe('a ledger in another repository', () => {
  const central = `${approving}record: { repository: acme/records }\n`;

  test('takes decision and outcome into the folder of the repository, and each can be replayed from there', async () => {
    const staged = await stage(central);

    const gate = await judge(staged);
    const outcome = await judge(staged, { command: 'record-outcome', outcome: 'success' });

    expect([gate.code, outcome.code]).toEqual([0, 0]);
    expect(gate.summary).not.toContain('was not recorded');
    const files = ledgerIn(staged.fake, 'acme/records');
    const decision = Object.keys(files).find((path) => path.includes('-decision-')) ?? '';
    const outcomes = Object.entries(files).filter(([path]) => path.includes('-outcome-'));
    expect(decision).toMatch(/^acme\/shop\/\d{4}\/\d{2}\//);
    expect(outcomes.map(([, text]) => JSON.parse(text))).toMatchObject([
      { repository: 'acme/shop', outcome: 'success', decisionId: decision.slice(-25, -5) },
    ]);
    expect(ledgerIn(staged.fake, 'acme/shop')).toEqual({});
    expect(await replay(files, decision)).toBe(
      `the same: approved, as it was decided on ${decisionOf(gate).evaluatedAt}\n`,
    );
  });

  test('that the token does not reach is a note of the decision, and an error of an outcome', async () => {
    const staged = await stage(central);
    deployed(staged.fake, { commit: staged.story.live });
    const inputs = { 'policy-token': '' };

    const gate = await judge(staged, inputs);
    const outcome = await judge(staged, { ...inputs, command: 'record-outcome', outcome: 'success' });

    expect([gate.code, outcome.code]).toEqual([0, 3]);
    for (const { summary } of [gate, outcome]) {
      expect(summary.toLowerCase()).toContain(
        'give the input `policy-token` a token with `contents: write` on acme/records',
      );
    }
  });
});

async function replay(files: Readonly<Record<string, string>>, record: string): Promise<string> {
  const folder = temporaryDirectory();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  let out = '';
  await main({
    argv: ['replay', record],
    env: {},
    cwd: folder,
    now: () => '2027-01-01T00:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (out += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return out;
}
