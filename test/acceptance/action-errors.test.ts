import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory } from '../git/temporary-repository.ts';
import { pushed } from './action-events.ts';
import { anOrigin, checkOut } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { runAction } from './action-run.ts';

type Case = {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The text of the event file, instead of a push. */
  readonly event?: string;
};

async function judge({ inputs = {}, env = {}, event }: Case): Promise<Run> {
  const story = anOrigin();
  const clone = checkOut(story, { sha: story.tip, ref: 'refs/heads/main' });
  return await runAction({
    event: pushed(story),
    workspace: clone.directory,
    apiUrl: 'http://127.0.0.1:9',
    inputs: { base: story.live, ...inputs },
    env: event === undefined ? env : { ...env, GITHUB_EVENT_PATH: fileOf(event) },
  });
}

function fileOf(text: string): string {
  const path = join(temporaryDirectory(), 'event.json');
  writeFileSync(path, text);
  return path;
}

function told({ annotations }: Run): string {
  return annotations.map(({ message }) => message).join('\n');
}

describe('an input that is mistyped', () => {
  test.each([
    { inputs: { mode: 'advice' }, words: 'did you mean `advise`?' },
    { inputs: { mode: 'off' }, words: 'expected `enforce` or `advise`' },
    { inputs: { 'change-type': 'emergancy' }, words: 'did you mean `emergency`?' },
    { inputs: { 'change-type': 'standard' }, words: 'expected `emergency` or `rollback`' },
    { inputs: { comment: 'no' }, words: 'expected `true` or `false`' },
    { inputs: { 'first-deployment': 'yes' }, words: 'expected `true` or `false`' },
    { inputs: { 'first-deployment': 'true', base: '' }, words: 'needs a `reason`' },
    { inputs: { 'first-deployment': 'true', reason: 'new' }, words: 'leave one of them out' },
  ])('($words) is an error of usage', async ({ inputs, words }) => {
    const run = await judge({ inputs: Object.fromEntries(Object.entries(inputs)) });

    expect(run.code).toBe(2);
    expect(run.outputs).toEqual({});
    expect(told(run)).toContain(words);
    expect(run.summary).toContain('Not judged, and so not approved');
  });
});

describe('a run that does not say what it is about', () => {
  test.each([
    { name: 'without an event file', env: { GITHUB_EVENT_PATH: '/nowhere/event.json' }, words: 'default_branch' },
    { name: 'with half an event file', event: '{"action":', words: 'cannot be read' },
    { name: 'with an event file of another shape', event: '[1]', words: 'default_branch' },
    { name: 'with an empty object as event', event: 'null', words: 'GITHUB_EVENT_PATH' },
    { name: 'without a name of the event', env: { GITHUB_EVENT_NAME: undefined }, words: 'has no event' },
    { name: 'of a pull request without one', env: { GITHUB_EVENT_NAME: 'pull_request' }, words: '`pull_request`' },
    { name: 'of a merge group without one', env: { GITHUB_EVENT_NAME: 'merge_group' }, words: '`merge_group`' },
    { name: 'of a comment', env: { GITHUB_EVENT_NAME: 'issue_comment' }, words: 'the input `head`' },
    { name: 'of another workflow', env: { GITHUB_EVENT_NAME: 'workflow_run' }, words: 'the input `head`' },
    { name: 'of a deleted branch', env: { GITHUB_SHA: '0'.repeat(40) }, words: 'the input `head`' },
    { name: 'without a commit', env: { GITHUB_SHA: undefined }, words: 'the input `head`' },
  ] as readonly (Case & { name: string; words: string })[])('($name) is not judged', async ({ words, ...given }) => {
    const run = await judge(given);

    expect(run.code).toBe(3);
    expect(run.outputs).toEqual({});
    expect(told(run)).toContain(words);
    expect(run.stderr).toBe('');
  });

  test('is judged all the same when the input `head` says it', async () => {
    const run = await judge({ inputs: { head: 'main' }, env: { GITHUB_EVENT_NAME: 'issue_comment' } });

    expect(run.code).toBe(0);
  });
});
