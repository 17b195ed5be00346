import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { policyFile, recordFile } from '../../src/decision/record-file.ts';
import type { ChangeRecord } from '../../src/decision/record.ts';
import { aDecision, anOutcome } from '../decision/a-record.ts';
import { start } from '../fake-github/running.ts';
import type { DeploymentSeed } from '../fake-github/seed.ts';
import { temporaryRepository } from '../git/temporary-repository.ts';
import type { TemporaryRepository } from '../git/temporary-repository.ts';

type Story = { readonly repository: TemporaryRepository; readonly shas: readonly string[] };

/** Seven changes in a month long ago, and one of today. */
function aStory(): Story {
  const repository = temporaryRepository();
  const shas = Array.from({ length: 7 }, (_, index) =>
    repository.commit({ at: `2026-01-0${index + 1}T10:00:00Z`, files: { 'src/a.ts': `${index}\n` } }),
  );
  return { repository, shas: [...shas, repository.commit({ at: '2026-06-01T10:00:00Z' })] };
}

/** Puts records on the branch of the ledger. */
function record({ repository }: Story, records: readonly ChangeRecord[], more: readonly object[] = []): void {
  const files = [...records.map(recordFile), ...more.map((policy) => policy)];
  repository.git('checkout', '-q', '--orphan', 'change-records');
  repository.git('rm', '-q', '-r', '-f', '.');
  repository.commit({
    files: Object.fromEntries(files.map((file) => [Reflect.get(file, 'path'), Reflect.get(file, 'text')])),
  });
  repository.git('checkout', '-q', 'main');
}

type Ran = {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
  readonly failed: readonly unknown[];
};

async function backtest(
  { repository: { directory } }: Story,
  argv: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv: ['backtest', '--policy', 'standard', '--rows', 'rows.jsonl', ...argv],
    env,
    cwd: directory,
    now: () => '2026-11-24T10:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 400 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors, failed: code === 0 ? failedIn(directory) : [] };
}

/** What each row says of failure: its place on the line, whether it failed, and who says so. */
function failedIn(directory: string): readonly unknown[] {
  return readFileSync(join(directory, 'rows.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((row) => JSON.parse(row))
    .map(({ failed, failedBy }, index) => [index, failed, failedBy])
    .filter(([, failed]) => failed !== false);
}

describe('failed deployments in a backtest', () => {
  test('are those of the ledger, blamed on the change that was new', async () => {
    const story = aStory();
    const { shas } = story;
    const failure = anOutcome({ head: shas[3] ?? '', outcome: 'rolled-back', at: '2026-01-04T12:00:00Z' });
    record(story, [anOutcome({ head: shas[2] ?? '', at: '2026-01-03T12:00:00Z' }), failure]);

    const { failed, out } = await backtest(story);

    expect(failed).toEqual([[3, true, `ledger:${failure.id}`]]);
    expect(out).toContain(
      'deployments to production, told by the records on `change-records`: 1 commit went well, 1 badly; of these 1 brought a single change, which counts as failed',
    );
    expect(out).toContain('or if it alone was new in a deployment that failed');
  });

  test('of several changes leave all of them out, and say so', async () => {
    const story = aStory();
    const { shas } = story;
    const failure = anOutcome({ head: shas[4] ?? '', outcome: 'failure', at: '2026-01-06T12:00:00Z' });
    record(story, [anOutcome({ head: shas[1] ?? '', at: '2026-01-02T12:00:00Z' }), failure]);

    const { failed, out } = await backtest(story);

    expect(failed).toEqual([2, 3, 4].map((place) => [place, null, `ledger:${failure.id}`]));
    expect(out).toContain('4 changes say something of failure');
    expect(out).toContain('3 of which one or more made a deployment fail');
    expect(out).toContain('1 brought several, and which of them failed is not known: they are left out');
  });

  test('know what was live from the decision, where no success was recorded', async () => {
    const story = aStory();
    const { shas } = story;
    const { record: decision, policy } = await aDecision({ base: shas[4] ?? '', head: shas[5] ?? '' });
    const failure = anOutcome({ head: shas[5] ?? '', outcome: 'failure', decisionId: decision.id });
    record(story, [decision, failure], [policyFile(policy)]);

    expect((await backtest(story)).failed).toEqual([[5, true, `ledger:${failure.id}`]]);
  });

  test('that were cancelled say nothing', async () => {
    const story = aStory();
    const { shas } = story;
    record(story, [anOutcome({ head: shas[2] ?? '' }), anOutcome({ head: shas[3] ?? '', outcome: 'cancelled' })]);

    const { failed, out } = await backtest(story);

    expect(failed).toEqual([]);
    expect(out).toContain('1 commit went well, 0 badly');
  });

  test('elsewhere say nothing of this environment', async () => {
    const story = aStory();
    const { shas } = story;
    const environment = 'staging';
    const failure = anOutcome({ environment, head: shas[2] ?? '', outcome: 'failure' });
    record(story, [anOutcome({ environment, head: shas[1] ?? '' }), failure]);

    expect((await backtest(story)).failed).toEqual([]);
    expect((await backtest(story, ['--environment', 'staging'])).failed).toEqual([
      [2, true, expect.stringMatching(/^ledger:/)],
    ]);
  });

  test('are those that GitHub tells of, where it is asked', async () => {
    const story = aStory();
    const { fake, env } = await aGitHub(story, [
      { commit: story.shas[0] ?? '' },
      { commit: story.shas[1] ?? '', statuses: ['in_progress', 'failure'] },
      { commit: story.shas[2] ?? '' },
    ]);

    const { failed, out } = await backtest(story, ['--github', 'acme/shop'], env);

    const [, bad] = [...fake.repository('acme/shop').deployments.keys()];
    expect(failed).toEqual([[1, true, `github:${bad}`]]);
    expect(out).toContain('told by GitHub: 2 commits went well, 1 badly');
  });

  test('of GitHub and the ledger count once, by the last word on each commit', async () => {
    const story = aStory();
    const { env } = await aGitHub(story, [
      { commit: story.shas[0] ?? '', createdAt: '2026-01-01T12:00:00Z' },
      { commit: story.shas[1] ?? '', createdAt: '2026-01-02T12:00:00Z' },
    ]);
    const failure = anOutcome({ head: story.shas[1] ?? '', outcome: 'rolled-back', at: '2026-01-02T15:00:00Z' });
    record(story, [failure]);

    const { failed } = await backtest(story, ['--github', 'acme/shop'], env);

    expect(failed).toEqual([[1, true, `ledger:${failure.id}`]]);
  });

  test('are unknown without a ledger and GitHub, and the report says so', async () => {
    const { out, failed } = await backtest(aStory());

    expect(failed).toEqual([]);
    expect(out).toContain('failed deployments would be seen in a branch of change records, or with `--github`');
  });

  test.each([
    { argv: ['--github', 'shop'], env: { GITHUB_TOKEN: 'x' }, code: 2, says: '`--github shop` names no repository' },
    { argv: ['--github', 'acme/shop'], env: {}, code: 2, says: 'neither `GITHUB_TOKEN` nor `GH_TOKEN` is set' },
  ])('end with $code where $says', async ({ argv, env, code, says }) => {
    const ran = await backtest(aStory(), argv, env);

    expect(ran.code).toBe(code);
    expect(ran.errors).toContain(says);
  });

  test('that the token may not read are an error, never none', async () => {
    const story = aStory();
    const { env } = await aGitHub(story, []);

    const { code, errors } = await backtest(story, ['--github', 'acme/shop'], { ...env, GITHUB_TOKEN: 'weak' });

    expect(code).toBe(3);
    expect(errors).toContain('reading the deployments');
  });
});

async function aGitHub({ shas }: Story, deployments: readonly DeploymentSeed[]) {
  const { fake } = await start({
    tokens: [{ token: 'strong' }, { token: 'weak', permissions: { contents: 'read', metadata: 'read' } }],
    repositories: [{ fullName: 'acme/shop', commits: shas.map((sha) => ({ sha })), deployments }],
  });
  return { fake, env: { GITHUB_TOKEN: 'strong', GITHUB_API_URL: fake.url } };
}
