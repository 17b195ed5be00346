import { createRequire } from 'node:module';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { describe, expect, test } from 'vitest';
import type { GateEvent, RunContext } from '../../src/action/event.ts';
import { readEvent } from '../../src/action/event.ts';
import { FactsError } from '../../src/errors.ts';

// The package is one JSON file, which its types call a module of functions.
const examples: readonly WebhookDefinition[] = createRequire(import.meta.url)('@octokit/webhooks-examples');

const sha = 'a'.repeat(40);

function aContext(parts: Partial<RunContext> = {}): RunContext {
  return {
    eventName: 'push',
    sha,
    ref: 'refs/heads/main',
    actor: 'mia',
    repository: 'acme/shop',
    payload: { repository: { default_branch: 'main' } },
    ...parts,
  };
}

const pull = {
  number: 7,
  title: 'Round the total once',
  body: null,
  user: { login: 'mia', type: 'User' },
  labels: [{ name: 'risky' }, { name: 'small' }],
  head: { ref: 'topic', sha: 'b'.repeat(40) },
  base: { ref: 'main', sha: 'c'.repeat(40) },
};

function aPullContext(parts: object = {}): RunContext {
  return aContext({ eventName: 'pull_request', payload: { pull_request: { ...pull, ...parts } } });
}

describe('an event', () => {
  const real = examples
    .filter(({ name }) => /^(push|pull_request\w*|merge_group|workflow_dispatch|release|deployment)$/.test(name))
    .flatMap(({ name, examples: payloads }) => payloads.map((payload, index) => ({ name, index, payload })));

  test.each(real)('of GitHub’s own examples is read: $name $index', ({ name, payload }) => {
    const event = readEvent(aContext({ eventName: name, payload }));

    expect(event.head).toMatch(/^[0-9a-f]{40}$/);
    expect(event.defaultBranch).toEqual(expect.any(String));
    expect(event.pull === null).toBe(!name.startsWith('pull_request'));
  });

  test('of a push names the commit and the branch', () => {
    expect(readEvent(aContext())).toMatchObject({ head: sha, branch: 'main', defaultBranch: 'main', actor: 'mia' });
  });

  test('of a tag has no branch', () => {
    expect(readEvent(aContext({ ref: 'refs/tags/main' })).branch).toBeNull();
  });

  test.each(['issue_comment', 'workflow_run', 'check_suite', 'fork'])(
    '%s is about no commit to deploy',
    (eventName) => {
      expect(readEvent(aContext({ eventName })).head).toBeNull();
    },
  );

  test.each([undefined, '', '0'.repeat(40), 'abc', 'a'.repeat(41), 'A'.repeat(40)])(
    'with the commit %j names none',
    (found) => {
      expect(readEvent(aContext({ sha: found })).head).toBeNull();
    },
  );

  test('takes the repository from the runner, else from the payload', () => {
    const payload = { repository: { full_name: 'acme/web' } };

    expect(readEvent(aContext({ payload }))).toMatchObject({ owner: 'acme', repository: 'shop' });
    expect(readEvent(aContext({ payload, repository: undefined }))).toMatchObject({ owner: 'acme', repository: 'web' });
  });

  test.each([
    { repository: '' },
    { repository: 'shop' },
    { eventName: undefined },
    { eventName: 'pull_request_target' },
    { eventName: 'merge_group' },
    { eventName: 'pull_request', payload: null },
    { eventName: 'pull_request', payload: 'text' },
  ])('that says too little is an error: %j', (parts) => {
    expect(() => readEvent(aContext(parts))).toThrow(FactsError);
  });
});

describe('the run of another workflow', () => {
  const followed = { event: 'push', head_sha: sha, head_branch: 'main' };

  function read(run: object): Pick<GateEvent, 'head' | 'branch'> {
    const payload = { repository: { default_branch: 'main' }, workflow_run: { ...followed, ...run } };
    return readEvent(aContext({ eventName: 'workflow_run', sha: 'd'.repeat(40), payload }));
  }

  test('names its own commit, and the default branch if it was one of that', () => {
    expect(read({})).toMatchObject({ head: sha, branch: 'main' });
  });

  test.each([
    { what: 'of another branch', run: { head_branch: 'topic' } },
    { what: 'of a pull request', run: { event: 'pull_request' } },
  ])('$what is of no branch', ({ run }) => {
    expect(read(run)).toMatchObject({ head: sha, branch: null });
  });
});

describe('a deployment', () => {
  test('names its environment', () => {
    const deployment = { node_id: 'DE_1', environment: 'staging' };
    const payload = { repository: { default_branch: 'main' }, deployment };

    expect(readEvent(aContext({ eventName: 'deployment', payload }))).toMatchObject({
      deployment: 'DE_1',
      environment: 'staging',
      head: sha,
    });
  });
});

describe('a pull request', () => {
  test('is read from the payload, never from the trial merge', () => {
    expect(readEvent(aPullContext())).toMatchObject({
      head: pull.head.sha,
      pull: {
        number: 7,
        title: 'Round the total once',
        body: '',
        author: 'mia',
        authorIsPerson: true,
        labels: ['risky', 'small'],
        branch: 'topic',
        baseBranch: 'main',
        headSha: pull.head.sha,
        baseSha: pull.base.sha,
      },
    });
  });

  test.each([
    { user: null, author: null },
    { user: { login: 'dependabot[bot]', type: 'Bot' }, author: 'dependabot[bot]' },
    { user: { login: 'acme', type: 'Organization' }, author: 'acme' },
    { user: { login: 'ann' }, author: 'ann' },
  ])('by $author is not known to be a person’s', ({ user, author }) => {
    expect(readEvent(aPullContext({ user })).pull).toMatchObject({ author, authorIsPerson: false });
  });

  test.each([{ head: {} }, { base: { sha: 'main' } }, { head: { sha: 42 } }])(
    'without its commits is an error: %j',
    (parts) => {
      expect(() => readEvent(aPullContext(parts))).toThrow(FactsError);
    },
  );
});

describe('a merge group', () => {
  const group = { head_sha: sha, base_sha: 'd'.repeat(40), base_ref: 'refs/heads/release/1.0' };

  test('names what it is built on and where it is to land', () => {
    const event = readEvent(aContext({ eventName: 'merge_group', payload: { merge_group: group } }));

    expect(event.mergeGroup).toEqual({ baseSha: 'd'.repeat(40), baseBranch: 'release/1.0' });
    expect(event.head).toBe(sha);
  });

  test('without a base is an error', () => {
    const payload = { merge_group: { ...group, base_sha: '0'.repeat(40) } };

    expect(() => readEvent(aContext({ eventName: 'merge_group', payload }))).toThrow(FactsError);
  });
});
