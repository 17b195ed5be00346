import { describe, expect, test } from 'vitest';
import { client, shop, start, startShop } from './running.ts';

describe('the contents of a repository', () => {
  const commits = [{ changes: { 'README.md': '# Shop\n', 'src/a.ts': 'a\n' } }];

  test.each([
    { path: '', paths: ['README.md', 'src'] },
    { path: 'src', paths: ['src/a.ts'] },
  ])('in the folder "$path" are $paths', async ({ path, paths }) => {
    const { octokit } = await startShop({ commits });

    const { data } = await octokit.repos.getContent({ ...shop, path });

    expect(Array.isArray(data) && data.map((entry) => entry.path)).toEqual(paths);
  });

  test('are text when they are asked for raw', async () => {
    const { octokit } = await startShop({ commits });

    const { data, headers } = await octokit.repos.getContent({
      ...shop,
      path: 'src/a.ts',
      mediaType: { format: 'raw' },
    });

    expect([data, headers['content-type']]).toEqual(['a\n', 'application/vnd.github.raw+json; charset=utf-8']);
  });
});

async function ask(origin: string, etag?: string) {
  const headers = { authorization: 'token default-token', ...(etag === undefined ? {} : { 'if-none-match': etag }) };
  const response = await fetch(`${origin}/repos/acme/shop/pulls/7`, { headers });
  const used = response.headers.get('x-ratelimit-used');
  return { status: response.status, etag: response.headers.get('etag') ?? '', used, body: await response.text() };
}

describe('an answer that the client has already', () => {
  test('is 304 without a body, and costs nothing', async () => {
    const { fake } = await start();

    const first = await ask(fake.url);
    const second = await ask(fake.url, first.etag);

    expect(first.status).toBe(200);
    expect(second).toEqual({ status: 304, etag: first.etag, used: first.used, body: '' });
  });

  test('is sent again once it changed', async () => {
    const { fake, octokit } = await start();
    const first = await ask(fake.url);

    await octokit.pulls.update({ ...shop, pull_number: 7, title: 'Other' });

    expect(await ask(fake.url, first.etag)).toMatchObject({ status: 200, body: expect.stringContaining('Other') });
  });
});

async function dateOf(octokit: ReturnType<typeof client>): Promise<string | undefined> {
  return (await octokit.repos.get(shop)).headers.date;
}

describe('the Date of an answer', () => {
  const now = '2026-11-20T12:00:00Z';
  test('follows the clock of the fake', async () => {
    const { fake, octokit } = await start({ now });

    const before = await dateOf(octokit);
    fake.setNow('2026-11-20T13:00:00Z');

    expect([before, await dateOf(octokit)]).toEqual(['Fri, 20 Nov 2026 12:00:00 GMT', 'Fri, 20 Nov 2026 13:00:00 GMT']);
  });

  test('is off for a token whose server is off', async () => {
    const { fake } = await start({ now, tokens: [{ token: 'right' }, { token: 'slow', clockSkewSeconds: -90 }] });

    const dates = [await dateOf(client(fake, 'right')), await dateOf(client(fake, 'slow'))];

    expect(dates).toEqual(['Fri, 20 Nov 2026 12:00:00 GMT', 'Fri, 20 Nov 2026 11:58:30 GMT']);
  });

  test('is off while a fault makes it so', async () => {
    const { fake, octokit } = await start({ now });
    fake.fault({ path: '/repos/**', with: { kind: 'clock-skew', seconds: 3600 } });

    expect([await dateOf(octokit), await dateOf(octokit)]).toEqual([
      'Fri, 20 Nov 2026 13:00:00 GMT',
      'Fri, 20 Nov 2026 12:00:00 GMT',
    ]);
  });
});

describe('a failure', () => {
  test('can name the permissions that would do', async () => {
    const { fake } = await start();
    const headers = { 'x-accepted-github-permissions': 'checks=write' };
    fake.fault({ with: { kind: 'status', status: 403, headers } });

    const response = await fetch(`${fake.url}/repos/acme/shop`, { headers: { authorization: `token ${fake.token}` } });

    expect([response.status, response.headers.get('x-accepted-github-permissions')]).toEqual([403, 'checks=write']);
  });
});
