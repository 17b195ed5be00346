import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { commentMarker } from '../../src/report/comment.ts';
import { startShop } from '../fake-github/running.ts';
import type { CommentSeed, TokenSeed } from '../fake-github/seed.ts';
import type { Fault, FakeGitHub } from '../fake-github/server.ts';
import type { PullText } from './action-events.ts';
import { pullRequested } from './action-events.ts';
import { anOrigin, aPull, approving, blocking, checkOut, policyPath } from './action-repository.ts';
import type { Run, RunOptions } from './action-run.ts';
import { runAction } from './action-run.ts';

type Parts = {
  readonly policy?: string;
  readonly comments?: readonly CommentSeed[];
  readonly tokens?: readonly TokenSeed[];
};

type Stage = {
  readonly fake: FakeGitHub;
  readonly judge: (
    inputs?: Readonly<Record<string, string>>,
    text?: PullText,
    options?: Partial<Pick<RunOptions, 'apiUrl' | 'env'>>,
  ) => Promise<Run>;
  /** Bodies of all comments, oldest first. */
  readonly bodies: () => readonly string[];
  readonly setPolicy: (policy: string) => void;
};

/** A pull request on the fake GitHub, and a way to run the gate on it again and again. */
async function stage({ policy = approving, comments = [], tokens }: Parts = {}): Promise<Stage> {
  const story = anOrigin(policy);
  const pull = aPull(story, { 'src/topic.ts': 'topic\n' });
  const pulls = [{ number: 7, author: 'mia', comments }];
  const { fake } = await startShop({ pulls }, tokens === undefined ? {} : { tokens });
  let base = pull.base;
  return {
    fake,
    bodies: () => [...fake.repository('acme/shop').comments.values()].map(({ body }) => body),
    setPolicy: (changed) => {
      writeFileSync(join(story.work.directory, policyPath), changed);
      base = story.work.commit({ message: 'Another policy' });
      story.publish();
    },
    judge: (inputs, text, options) => {
      const clone = checkOut(story, { sha: pull.merge, ref: 'refs/pull/7/merge' });
      return runAction({
        event: pullRequested({ ...pull, base }, text),
        workspace: clone.directory,
        apiUrl: fake.url,
        inputs: { environment: 'production', token: fake.token, ...inputs },
        ...options,
      });
    },
  };
}

describe('the comment on a pull request', () => {
  test('is made once, left alone while nothing changes, and rewritten in place when something does', async () => {
    const { fake, judge, bodies, setPolicy } = await stage();

    const made = await judge();
    const again = await judge();
    const writesBefore = fake.writes().filter(({ path }) => path.includes('/comments')).length;
    setPolicy(blocking);
    const blocked = await judge();
    const blockedAgain = await judge();

    expect([made.code, again.code, blocked.code]).toEqual([0, 0, 11]);
    expect(made.log).toContain('was created');
    expect(again.log).toContain('was left as it is');
    expect(blocked.log).toContain('was updated');
    expect(blockedAgain.log).toContain('was left as it is');
    expect(bodies()[0]).toContain('- **Since last time** approved → blocked; new: `schedule/stopped`');
    expect(writesBefore).toBe(1);
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('⛔ Blocked for production');
  });

  test('is one for each environment', async () => {
    const { judge, bodies } = await stage();

    await judge({ environment: 'staging' });
    await judge({ environment: 'production' });
    await judge({ environment: 'staging' });

    expect(bodies().map((body) => body.split('\n')[0])).toEqual([
      commentMarker('staging'),
      commentMarker('production'),
    ]);
  });

  test.each(['eve', 'github-actions', 'gatekeeper[bot]'])('is never one that %s planted', async (author) => {
    const planted = `${commentMarker('production')}\n### ✅ Approved for production\n`;
    const { judge, bodies } = await stage({ policy: blocking, comments: [{ author, body: planted }] });

    await judge();

    expect(bodies()).toHaveLength(2);
    expect(bodies()[0]).toBe(planted);
    expect(bodies()[1]).toContain('⛔ Blocked for production');
  });

  test('is not one of our account without the marker', async () => {
    const comments = [{ author: 'github-actions[bot]', body: `> ${commentMarker('production')}` }];
    const { judge, bodies } = await stage({ comments });

    await judge();

    expect(bodies()).toHaveLength(2);
  });

  test('is found on the second page', async () => {
    const talk = Array.from({ length: 120 }, (_, index) => ({ author: 'bob', body: `Comment ${index}` }));
    const { judge, bodies } = await stage({ comments: talk });

    await judge();
    await judge();

    expect(bodies()).toHaveLength(121);
  });

  test.each([
    { kind: 'app', login: 'gatekeeper[bot]' },
    { kind: 'user', login: 'robot' },
    { kind: 'actions', login: 'github-actions[bot]' },
  ] as const)('is found again by the token of $login', async ({ kind, login }) => {
    const { judge, bodies } = await stage({ tokens: [{ token: 'theirs', kind, login }] });

    await judge({ token: 'theirs' });
    const again = await judge({ token: 'theirs' });

    expect(bodies()).toHaveLength(1);
    expect(again.log).toContain('was left as it is');
  });

  test('is not wanted with `comment: false`', async () => {
    const { fake, judge } = await stage({ policy: blocking });

    const run = await judge({ comment: 'false' });

    expect(run.code).toBe(11);
    expect(fake.calls('issues/list-comments')).toEqual([]);
    expect(fake.repository('acme/shop').comments.size).toBe(0);
  });

  test('needs a token, and its absence is told', async () => {
    const { fake, judge } = await stage({ policy: blocking });

    const run = await judge({ token: '' });

    expect(run.code).toBe(11);
    expect(run.summary).toContain('there is no `token`');
    expect(fake.requests).toEqual([]);
  });

  test('of an older run does not stand as the answer of one that failed', async () => {
    const { judge, bodies, setPolicy } = await stage();

    await judge();
    setPolicy('version: 1\napprovls: []\n');
    const failed = await judge();

    expect(failed.code).toBe(2);
    expect(failed.outputs).toEqual({});
    expect(bodies()).toHaveLength(1);
    expect(bodies()[0]).toContain('Not judged, and so not approved');
    expect(bodies()[0]).toContain('approvls');
  });

  test('is written where `GITHUB_API_URL` says, on an enterprise server too', async () => {
    const { fake, judge, bodies } = await stage();

    const run = await judge({}, {}, { apiUrl: fake.enterpriseUrl });

    expect(run.log).toContain('was created');
    expect(bodies()).toHaveLength(1);
  });
});

describe('a proxy that the runner names', () => {
  test('stands between the gate and GitHub', async () => {
    const { judge } = await stage();
    const asked: string[] = [];
    const proxy = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(403).end();
    });
    proxy.on('connect', ({ url = '' }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void proxy.close());
    const address = proxy.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;

    const run = await judge({}, {}, { apiUrl: 'http://github.invalid', env: { HTTP_PROXY: url, http_proxy: url } });

    expect(run.code).toBe(0);
    expect(run.summary).toMatch(/[Nn]o comment was written/);
    expect(asked.join(' ')).toContain('github.invalid');
  });
});

describe('the read-only token of a fork', () => {
  const tokens = [
    { token: 'weak', kind: 'actions', permissions: { contents: 'read', 'pull-requests': 'read' } },
  ] as const;

  test.each([
    { policy: approving, code: 0 },
    { policy: blocking, code: 11 },
  ])(
    'leaves exit code $code as it is, and the summary and an annotation name what is missing',
    async ({ policy, code }) => {
      const { judge, bodies } = await stage({ policy, tokens });

      const run = await judge({ token: 'weak' }, { from: 'eve/shop' });

      expect(run.code).toBe(code);
      expect(run.outputs['outcome']).toBe(code === 0 ? 'approved' : 'blocked');
      expect(bodies()).toEqual([]);
      const words = 'the token lacks the permission `issues: write` or `pull-requests: write`';
      expect(run.summary).toContain(words);
      expect(run.annotations).toContainEqual(
        expect.objectContaining({ level: 'warning', message: expect.stringContaining(words) }),
      );
    },
  );

  test('may not even read comments', async () => {
    const { judge } = await stage({ tokens: [{ token: 'blind', kind: 'actions', permissions: {} }] });

    const run = await judge({ token: 'blind' });

    expect(run.code).toBe(0);
    expect(run.summary).toContain('`issues: read` or `pull-requests: read`');
  });

  test('may be no token that is valid', async () => {
    const { judge } = await stage();

    const run = await judge({ token: 'expired' });

    expect(run.code).toBe(0);
    expect(run.summary).toContain('the token is not valid');
    expect(run.stdout.replaceAll('::add-mask::expired', '')).not.toContain('expired');
  });
});

describe('a GitHub in trouble', () => {
  const list = '/repos/acme/shop/issues/7/comments';
  const passing: readonly (Fault & { readonly name: string })[] = [
    { name: '500 to the list', method: 'GET', path: list, with: { kind: 'status', status: 500 } },
    { name: '502 to the new comment', method: 'POST', path: list, with: { kind: 'status', status: 502 } },
    { name: 'a connection cut before the list', method: 'GET', path: list, with: { kind: 'drop' } },
    { name: 'a connection cut before the comment', method: 'POST', path: list, with: { kind: 'drop' } },
    { name: 'a lost answer to the new comment', method: 'POST', path: list, with: { kind: 'drop-answer' } },
    { name: 'half an answer to the new comment', method: 'POST', path: list, with: { kind: 'truncate' } },
    { name: 'a slow answer', method: 'GET', path: list, with: { kind: 'slow', milliseconds: 1_500 } },
    { name: 'a short limit', method: 'POST', path: list, with: { kind: 'secondary-limit', retryAfterSeconds: 1 } },
    {
      name: 'a limit on bursts of reads',
      method: 'GET',
      path: list,
      with: { kind: 'secondary-limit', retryAfterSeconds: 1 },
    },
  ];

  test.each(passing)('($name) gets over it with one comment', async (fault) => {
    const { fake, judge, bodies } = await stage({ policy: blocking });
    fake.fault(fault);

    const run = await judge();
    const again = await judge();

    expect([run.code, again.code]).toEqual([11, 11]);
    expect(bodies()).toHaveLength(1);
    expect(run.summary).not.toContain('no comment was written');
  });

  test('does not say who we are, and gets over it without touching what may not be ours', async () => {
    const planted = `${commentMarker('production')}\n### ✅ Approved for production\n`;
    const { fake, judge, bodies } = await stage({ policy: blocking, comments: [{ author: 'eve', body: planted }] });
    fake.fault({ path: '/graphql', times: 99, with: { kind: 'status', status: 503 } });

    const run = await judge();

    expect(run.code).toBe(11);
    expect(bodies()).toEqual([planted]);
    expect(run.summary).toMatch(/[Nn]o comment was written/);
  });

  const lasting: readonly (Fault & { readonly name: string; readonly words: string })[] = [
    {
      name: '500',
      method: 'GET',
      path: list,
      times: 99,
      with: { kind: 'status', status: 500 },
      words: 'GitHub answered 500',
    },
    { name: 'cut connections', path: list, times: 99, with: { kind: 'drop' }, words: 'GitHub did not answer' },
    {
      name: 'a limit that lasts an hour',
      method: 'POST',
      path: list,
      times: 99,
      with: { kind: 'primary-limit', resetInSeconds: 3_000 },
      words: 'the hourly limit of requests is used up',
    },
  ];

  test.each(lasting)('($name) for good leaves the answer everywhere else', async ({ words, ...fault }) => {
    const { fake, judge, bodies } = await stage({ policy: blocking });
    fake.fault(fault);

    const run = await judge();

    expect(run.code).toBe(11);
    expect(run.outputs['outcome']).toBe('blocked');
    expect(bodies()).toEqual([]);
    expect(run.summary).toMatch(/[Nn]o comment was written/);
    expect(run.summary).toContain(words);
    expect(run.seconds).toBeLessThan(20);
  });
});

describe('what others wrote', () => {
  const hostile = [
    '::set-output name=proceed::true',
    '##[set-output name=proceed;]true',
    '\n::set-env name=NODE_OPTIONS::--require=/tmp/x.js\n',
    '\u001B[31mred\u001B[0m @acme/everyone #1 <!-- change-gate production -->',
    '<img src=x onerror=alert(1)> [link](javascript:alert(1)) | ``` | ${{ secrets.TOKEN }}',
  ].join(' ');
  const policy = `version: 1
authorities: { peers: { permission: write } }
approvals: [{ id: odd-title, because: ${JSON.stringify(hostile.replace(/\n/g, ' '))}, when: change.title != "x" && change.branch != "y", from: [peers] }]
`;

  test('commands nothing, wherever it is shown', async () => {
    const { judge, bodies } = await stage({ policy });

    const text = { title: hostile, body: hostile, branch: hostile.replace(/\s/g, '-'), labels: [hostile] };
    const run = await judge({ reason: hostile, services: hostile, environment: 'production' }, text);

    expect(run.code).toBe(10);
    expect(run.outputs).toMatchObject({ outcome: 'needs-approval', proceed: 'false', approved: 'false' });
    const commands = new Set(run.annotations.map(({ level }) => level));
    expect([...commands].filter((level) => !['add-mask', 'error', 'warning', 'notice'].includes(level))).toEqual([]);
    expect(bodies()).toHaveLength(1);
    for (const markdown of [run.summary, bodies()[0] ?? '']) {
      expect(markdown).not.toContain('@acme/everyone');
      expect(markdown.replace(/(`+)[^`].*?[^`]\1(?!`)/g, '')).not.toContain('<img');
      expect(markdown).not.toContain('\u001B');
      expect(markdown.match(/<!--/g) ?? []).toHaveLength(markdown === run.summary ? 0 : 2);
    }
    expect(run.annotations.some(({ message }) => message.includes('\u001B'))).toBe(false);
  });

  test('does not carry the token, which is nowhere but in what hides it', async () => {
    const secret = 'ghs_abcdefghijklmnopqrstuvwxyz0123456789';
    const { judge, bodies } = await stage({ policy, tokens: [{ token: secret, kind: 'actions' }] });

    const pasted = `ghp_${'Ab1'.repeat(12)}`;
    const run = await judge({ token: secret, reason: pasted, incident: pasted }, { title: `leak ${secret} ${pasted}` });

    const rest = run.stdout.replaceAll(`::add-mask::${secret}\n`, '');
    const places = [rest, run.stderr, run.summary, JSON.stringify(run.outputs), ...bodies()];
    for (const place of places) {
      expect(place).not.toContain(secret);
      expect(place).not.toContain(pasted);
    }
  });
});
