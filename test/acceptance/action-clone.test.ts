import { chownSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openTemporary, temporaryDirectory } from '../git/temporary-repository.ts';
import { pullRequested, pushed } from './action-events.ts';
import { anOrigin, aPull, approving, checkOut, cutOff } from './action-repository.ts';
import type { Run, RunOptions } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

const main = 'refs/heads/main';
const experienced = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: newcomer, because: new here, when: author.changesBefore < 1 || change.commits > 1, from: [peers] }]
`;

function run(options: Omit<RunOptions, 'apiUrl'>): Promise<Run> {
  return runAction({ apiUrl: 'http://127.0.0.1:9', ...options });
}

describe('a shallow checkout', () => {
  test('is deepened, without contents, until the history of the change is known', async () => {
    const story = anOrigin(experienced);
    const clone = checkOut(story, { sha: story.tip, ref: main });

    const { code } = await run({ event: pushed(story), workspace: clone.directory, inputs: { base: story.live } });

    expect(code).toBe(0);
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('false');
    expect(clone.git('rev-list', '--count', 'HEAD')).toBe('3');
    expect(clone.git('status', '--porcelain')).toBe('');
  });

  test('of a pull request is deepened to both sides of the trial merge', async () => {
    const story = anOrigin(approving);
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });

    const judged = await run({ event: pullRequested(pull), workspace: clone.directory });

    expect(judged.code).toBe(0);
    expect(decisionOf(judged)).toMatchObject({ base: story.live, head: pull.head });
  });

  test('that is whole already does without a network, and says that nothing newer was seen', async () => {
    const story = anOrigin(experienced);
    const clone = checkOut(story, { sha: story.tip, ref: main, depth: 0 });
    cutOff(clone);

    const judged = await run({ event: pushed(story), workspace: clone.directory, inputs: { base: story.live } });

    expect(judged.code).toBe(0);
    expect(judged.summary).toContain('could not be fetched');
  });
});

describe('a fetch that fails', () => {
  test('leaves what is live unknown, and so holds the change, with the remedy', async () => {
    const story = anOrigin(approving);
    const clone = checkOut(story, { sha: story.tip, ref: main });
    cutOff(clone);

    const judged = await run({ event: pushed(story), workspace: clone.directory, inputs: { base: story.live } });

    expect(judged.code).toBe(10);
    expect(judged.summary).toContain('could not be fetched');
    expect(judged.summary).toContain('`fetch-depth: 0`');
    expect(decisionOf(judged)).toMatchObject({ base: null });
  });

  test('does not make a change small whose base happens to be there', async () => {
    const story = anOrigin(experienced);
    const clone = checkOut(story, { sha: story.tip, ref: main, depth: 2 });
    cutOff(clone);

    const judged = await run({ event: pushed(story), workspace: clone.directory, inputs: { base: story.live } });

    expect(judged.code).toBe(10);
    expect(decisionOf(judged)).toMatchObject({ base: story.live });
    expect(judged.outputs['reasons']).toContain('newcomer');
  });

  test('leaves where a pull request parted from its base unknown', async () => {
    const story = anOrigin(approving);
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge', depth: 2 });
    cutOff(clone);

    const judged = await run({ event: pullRequested(pull), workspace: clone.directory });

    expect(judged.code).toBe(10);
    expect(judged.summary).toContain('could not be fetched');
  });

  test('leaves a pull request without a policy, which is an error', async () => {
    const story = anOrigin(approving);
    const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
    const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });
    cutOff(clone);

    const judged = await run({ event: pullRequested(pull), workspace: clone.directory });

    expect(judged.code).toBe(3);
    expect(judged.outputs).toEqual({});
    expect(judged.summary).toContain('could not be fetched');
  });

  test('leaves a first deployment of unknown size', async () => {
    const story = anOrigin(approving);
    const clone = checkOut(story, { sha: story.tip, ref: main });
    cutOff(clone);
    const inputs = { 'first-deployment': 'true', reason: 'new' };

    const judged = await run({ event: pushed(story), workspace: clone.directory, inputs });

    expect(judged.code).toBe(10);
  });
});

describe('a workspace', () => {
  test('without a checkout is an error that names the step that is missing', async () => {
    const story = anOrigin();

    const judged = await run({ event: pushed(story), workspace: temporaryDirectory() });

    expect(judged.code).toBe(3);
    expect(judged.outputs).toEqual({});
    expect(judged.summary).toContain('actions/checkout');
  });

  test('of another repository is an error', async () => {
    const story = anOrigin();
    const other = anOrigin();
    other.work.commit({ message: 'Something else', files: { 'other.txt': 'other' } });
    const clone = checkOut(other, { sha: other.first, ref: main });
    cutOff(clone);

    const judged = await run({ event: pushed({ ...story, tip: 'a'.repeat(40) }), workspace: clone.directory });

    expect(judged.code).toBe(3);
    expect(judged.summary).toContain('has no such commit');
  });

  test('without a remote is judged by what is there', async () => {
    const story = anOrigin();
    const clone = checkOut(story, { sha: story.tip, ref: main });
    clone.git('remote', 'remove', 'origin');

    const judged = await run({ event: pushed(story), workspace: clone.directory, inputs: { base: story.live } });

    expect(judged.code).toBe(10);
  });

  test.runIf(process.getuid?.() === 0)('may belong to another user, as in a container job', async () => {
    const story = anOrigin();
    const clone = checkOut(story, { sha: story.tip, ref: main });
    for (const path of [clone.directory, join(clone.directory, '.git')]) chownSync(path, 12_345, 12_345);

    const judged = await run({ event: pushed(story), workspace: clone.directory, inputs: { base: story.live } });

    expect(judged.code).toBe(0);
  });

  test('may be a folder below the checkout', async () => {
    const story = anOrigin();
    const clone = checkOut(story, { sha: story.tip, ref: main });
    mkdirSync(join(clone.directory, 'packages'));

    const judged = await run({
      event: pushed(story),
      workspace: join(clone.directory, 'packages'),
      inputs: { base: story.live },
    });

    expect(judged.code).toBe(0);
  });
});

describe('the token', () => {
  test('is lent to git for GitHub alone, and only where the checkout kept none', async () => {
    const { url, seen } = await gitServer();
    const elsewhere = await gitServer();
    const story = anOrigin();
    const judge = async (origin: string, header?: string): Promise<Run> => {
      const clone = checkOut(story, { sha: story.tip, ref: main });
      clone.git('remote', 'set-url', 'origin', `${origin}/acme/shop`);
      if (header !== undefined) openTemporary(clone.directory).git('config', `http.${origin}/.extraheader`, header);
      return await run({
        event: pushed(story),
        workspace: clone.directory,
        inputs: { token: 'ghs_secret', base: story.live },
        env: { GITHUB_SERVER_URL: url },
      });
    };

    const kept = 'AUTHORIZATION: basic kept';
    const runs = await Promise.all([judge(url), judge(elsewhere.url), judge(url, kept)]);

    const lent = `basic ${Buffer.from('x-access-token:ghs_secret').toString('base64')}`;
    expect(new Set(seen)).toEqual(new Set([lent, 'basic kept']));
    expect(new Set(elsewhere.seen)).toEqual(new Set(['']));
    for (const { code, stdout, summary } of runs) {
      expect(code).toBe(11);
      expect(stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toMatch(/ghs_secret|eC1hY2Nlc3M/);
      expect(summary).not.toMatch(/ghs_secret|eC1hY2Nlc3M/);
    }
  });
});

/** A server that refuses git, and remembers with which credentials it came. */
async function gitServer(): Promise<{ readonly url: string; readonly seen: readonly string[] }> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization ?? '');
    response.writeHead(403).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  return { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`, seen };
}
