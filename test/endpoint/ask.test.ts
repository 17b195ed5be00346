import { describe, expect, test } from 'vitest';
import { askForJson } from '../../src/endpoint/ask.ts';
import { asker } from '../../src/endpoint/asker.ts';
import { tokenFor, tokensIn } from '../../src/endpoint/token.ts';
import { aServer, failing, hangUp, json, nobody, silence, status, text } from './json-server.ts';

const ask = async (url: string, token: string | null = null) => await askForJson({ url, token });

describe('an endpoint', () => {
  test('is asked by one GET that says who asks, and what it answers is taken', async () => {
    const server = await aServer(json([{ service: 'payments-api' }]));

    expect(await ask(`${server.url}/budgets?team=a`)).toEqual({ ok: true, content: [{ service: 'payments-api' }] });
    expect(server.requests).toMatchObject([{ method: 'GET', url: '/budgets?team=a' }]);
    expect(server.requests[0]?.headers).toMatchObject({ accept: 'application/json' });
    expect(server.requests[0]?.headers['user-agent']).toMatch(/^change-gate\//);
    expect(server.requests[0]?.headers.authorization).toBeUndefined();
  });

  test('gets the token that is meant for it', async () => {
    const server = await aServer(json({}));

    await ask(server.url, 'secret');

    expect(server.requests[0]?.headers.authorization).toBe('Bearer secret');
  });

  test.each([
    { does: 'fails', reaction: status(500), reason: 'it answered 500' },
    {
      does: 'says why it fails',
      reaction: failing(400, { status: 'error', error: `parse error: ${'x'.repeat(500)}` }),
      reason: `it answered 400: parse error: ${'x'.repeat(287)}`,
    },
    { does: 'says what cannot be read', reaction: failing(422, { error: { a: 1 } }), reason: 'it answered 422' },
    { does: 'has nothing there', reaction: status(404), reason: 'it answered 404' },
    { does: 'answers without content', reaction: status(204), reason: 'it answered 204' },
    {
      does: 'answers with a web page',
      reaction: text('<html>sign in</html>'),
      reason: 'it answered with what is no JSON',
    },
    { does: 'answers with half of it', reaction: text('{"errorBudget'), reason: 'it answered with what is no JSON' },
    { does: 'answers with nothing', reaction: text(''), reason: 'it answered with what is no JSON' },
    {
      does: 'tells too much',
      reaction: text(`"${'x'.repeat(1_000_000)}"`),
      reason: 'it answered with more than 1000000 bytes',
    },
    {
      does: 'wants a token',
      reaction: status(401),
      reason: 'it answered 401: it wants a token, and none was given',
    },
  ])('that $does tells nothing', async ({ reaction, reason }) => {
    const server = await aServer(reaction);

    expect(await ask(server.url)).toEqual({ ok: false, reason });
    expect(server.requests).toHaveLength(1);
  });

  test.each([401, 403])('that no longer takes the token tells nothing: %i', async (code) => {
    const server = await aServer(status(code));

    expect(await ask(server.url, 'expired')).toEqual({
      ok: false,
      reason: `it answered ${code}: it does not take the token, or no longer`,
    });
  });

  test.each([301, 302, 307])('that sends on to another address is not followed: %i', async (code) => {
    const other = await aServer(json({ errorBudgetRemaining: 1 }));
    const server = await aServer(status(code, { location: other.url }));

    expect(await ask(server.url, 'secret')).toEqual({
      ok: false,
      reason: `it answered ${code}: it sends on to another address, which is not followed`,
    });
    expect(other.requests).toEqual([]);
  });

  test.each([429, 502, 503, 504])('that is down for a moment is asked once more: %i', async (code) => {
    const server = await aServer(status(code), json({ a: 1 }));

    expect(await ask(server.url)).toEqual({ ok: true, content: { a: 1 } });
  });

  test('that breaks off is asked once more, and not again', async () => {
    const server = await aServer(hangUp());

    expect(await ask(server.url)).toMatchObject({ ok: false, reason: expect.stringMatching(/^it cannot be reached/) });
    expect(server.requests).toHaveLength(2);
  });

  test('that is not there tells nothing', async () => {
    expect(await ask(await nobody())).toEqual({ ok: false, reason: 'it cannot be reached (ECONNREFUSED)' });
  });

  test('that breaks off in the middle tells nothing', async () => {
    const server = await aServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{"errorBudgetRemaining": 1');
      setTimeout(() => response.destroy(), 50);
    });

    expect(await ask(server.url)).toMatchObject({ ok: false });
  });

  test('that is slow is waited for no longer than 10 seconds', async () => {
    const server = await aServer(silence());
    const started = performance.now();

    expect(await ask(server.url)).toEqual({ ok: false, reason: 'it did not answer within 10 seconds' });
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  test('that answers a byte at a time is waited for no longer either', async () => {
    const server = await aServer((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(' '), 200);
      response.on('close', () => clearInterval(timer));
    });

    expect(await ask(server.url)).toEqual({ ok: false, reason: 'it did not answer within 10 seconds' });
  });

  test.each([
    'http://slo.example.com/',
    'ftp://slo.example.com/',
    'https://me:pw@slo.example.com/',
    'file:///etc/passwd',
  ])('is not asked at %s, whoever says so', async (url) => {
    expect(await ask(url)).toMatchObject({ ok: false });
  });
});

describe('a token for endpoints', () => {
  const one = 'https://slo.example.com/budgets';
  const other = 'https://prometheus.example.com:9090/api/v1/query?query=x';

  test('goes to the one server that is asked', () => {
    expect(tokenFor(one, { text: ' secret\n', urls: [one, `${one}/2`] })).toEqual({ ok: true, token: 'secret' });
    expect(tokenFor(one, { text: null, urls: [one] })).toEqual({ ok: true, token: null });
  });

  test('goes to none of several that it does not name', () => {
    expect(tokenFor(one, { text: 'secret', urls: [one, other] })).toMatchObject({ ok: false });
  });

  test('goes to the host that its line names, with its port, and to no other', () => {
    const text = 'prometheus.example.com:9090 secret\n\nELSEWHERE.example.com  s2 ';

    expect(tokenFor(other, { text, urls: [one, other] })).toEqual({ ok: true, token: 'secret' });
    expect(tokenFor(one, { text, urls: [one, other] })).toEqual({ ok: true, token: null });
    expect(tokensIn(text)).toEqual(['secret', 's2']);
    expect(tokensIn(' alone ')).toEqual(['alone']);
  });

  test('that may not be shown leaves the server unasked', async () => {
    const server = await aServer(json({}));

    expect(await asker({ token: 'secret', urls: [one, server.url] })(server.url)).toMatchObject({ ok: false });
    expect(server.requests).toEqual([]);
    expect(await asker({ token: 'secret', urls: [server.url] })(server.url)).toEqual({ ok: true, content: {} });
  });
});
