import { describe, expect, test } from 'vitest';
import { deliver } from '../../src/endpoint/deliver.ts';
import { aServer, hangUp, nobody, silence, status } from './json-server.ts';

const send = async (url: string, token: string | null = null) =>
  await deliver({ url, token, headers: { 'content-type': 'application/json' }, body: '{}' });

describe('a message', () => {
  test('is sent by one POST that says who sends it', async () => {
    const server = await aServer(status(202));

    expect(await send(`${server.url}/sink?team=a`, 'secret')).toEqual({ ok: true });
    expect(server.requests).toMatchObject([{ method: 'POST', url: '/sink?team=a' }]);
    expect(server.requests[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer secret');
    expect(server.requests[0]?.headers['user-agent']).toMatch(/^change-gate\//);
  });

  test('does not follow a server that sends on to another one', async () => {
    const other = await aServer(status(200));
    const server = await aServer(status(307, { location: other.url }));

    expect(await send(server.url, 'secret')).toEqual({
      ok: false,
      reason: 'it answered 307: it sends on to another address, which is not followed',
    });
    expect(other.requests).toEqual([]);
  });

  test('is sent again, once, to a server that is down for a moment', async () => {
    const server = await aServer(status(503), status(200));
    const down = await aServer(hangUp(), status(502), status(200));

    expect(await send(server.url)).toEqual({ ok: true });
    expect(await send(down.url)).toEqual({ ok: false, reason: 'it answered 502' });
    expect(down.requests).toHaveLength(2);
  });

  test.each([
    { code: 400, reason: 'it answered 400' },
    { code: 401, reason: 'it answered 401: it does not take the token, or no longer' },
    { code: 500, reason: 'it answered 500' },
  ])('that is answered with $code was not taken', async ({ code, reason }) => {
    const server = await aServer(status(code));

    expect(await send(server.url, 'secret')).toEqual({ ok: false, reason });
    expect(server.requests).toHaveLength(1);
  });

  test('is given up where nobody answers, or nobody is there', async () => {
    const server = await aServer(silence());

    expect(await send(server.url)).toEqual({ ok: false, reason: 'it did not answer within 10 seconds' });
    expect(await send(await nobody())).toEqual({ ok: false, reason: 'it cannot be reached (ECONNREFUSED)' });
  });

  test.each([
    {
      url: 'http://events.example.com/secret',
      reason: '`http://` can be read and changed on the way; `https://` cannot',
    },
    { url: 'file:///etc/passwd', reason: '`file://` can be read and changed on the way; `https://` cannot' },
    { url: 'secret', reason: 'it is no address' },
  ])('goes nowhere but to https: $url', async ({ url, reason }) => {
    expect(await send(url)).toEqual({ ok: false, reason });
  });
});
