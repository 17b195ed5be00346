import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, test } from 'vitest';
import { aServer, status } from '../endpoint/json-server.ts';
import { startShop } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { pullRequested, pushed } from './action-events.ts';
import { mirror } from './action-mirror.ts';
import { anOrigin, aPull, approving, blocking, checkOut } from './action-repository.ts';
import type { Story } from './action-repository.ts';
import type { Run } from './action-run.ts';
import { decisionOf, runAction } from './action-run.ts';

type Received = { readonly headers: IncomingHttpHeaders; readonly text: string };

/** A server that takes events and keeps them. */
async function aSink(): Promise<{ readonly url: string; readonly received: readonly Received[] }> {
  const received: Received[] = [];
  const { url } = await aServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (part: string) => void (text += part));
    request.on('end', () => {
      received.push({ headers: request.headers, text });
      response.writeHead(202).end();
    });
  });
  return { url, received };
}

const tokens = [{ token: 'of-the-gate', kind: 'actions' }] as const;

async function stage(policy: string): Promise<{ readonly fake: FakeGitHub; readonly story: Story }> {
  const story = anOrigin(policy);
  const { fake } = await startShop({}, { tokens });
  mirror(fake, story);
  return { fake, story };
}

type Running = Awaited<ReturnType<typeof stage>> & { readonly event?: ReturnType<typeof pushed> };

async function run(
  { fake, story, event = pushed(story) }: Running,
  given: Readonly<Record<string, string>>,
): Promise<Run> {
  const clone = checkOut(story, { sha: event.sha, ref: event.ref });
  const inputs = { environment: 'production', token: 'of-the-gate', base: story.live, ...given };
  return await runAction({ event, workspace: clone.directory, apiUrl: fake.url, inputs });
}

function eventIn({ text }: Received): { readonly context: object; readonly subject: { readonly content: object } } {
  return JSON.parse(text);
}

describe('the server of `events-url`', () => {
  test('gets the decision and the outcome, with the token, and each names the record of the decision', async () => {
    const staged = await stage(approving);
    const sink = await aSink();
    const events = { 'events-url': sink.url, 'events-token': 'very-secret' };

    const gate = await run(staged, events);
    const after = await run(staged, { ...events, command: 'record-outcome', outcome: 'failure' });

    expect([gate.code, after.code]).toEqual([0, 0]);
    const [decided, ended] = sink.received.map(eventIn);
    expect(sink.received).toHaveLength(2);
    expect(sink.received[0]?.headers).toMatchObject({
      authorization: 'Bearer very-secret',
      'content-type': 'application/cdevents+json; charset=utf-8',
      'ce-type': 'dev.cdeventsx.changegate-decision.made.0.1.0',
      'ce-source': 'https://github.example/acme/shop',
    });
    expect(decided?.subject.content).toMatchObject({
      outcome: 'approved',
      head: staged.story.tip,
      environment: 'production',
    });
    const recordId: unknown = Reflect.get(decided?.subject.content ?? {}, 'recordId');
    expect(recordId).toMatch(/^[0-9a-f]{20}$/);
    expect(ended?.subject.content).toMatchObject({ outcome: 'failure', decisionId: recordId, head: staged.story.tip });
    for (const { stdout, summary } of [gate, after]) expect(`${stdout}${summary}`).not.toMatch(/not sent/);
  });

  test('changes nothing where it fails: the answer says so and stands', async () => {
    const server = await aServer(status(500));

    const approved = await run(await stage(approving), { 'events-url': `${server.url}/very-hidden` });
    const blocked = await run(await stage(blocking), { 'events-url': `${server.url}/very-hidden` });

    expect([approved.code, decisionOf(approved).outcome]).toEqual([0, 'approved']);
    expect([blocked.code, decisionOf(blocked).outcome]).toEqual([11, 'blocked']);
    for (const each of [approved, blocked]) {
      expect(each.summary).toContain('it answered 500');
      expect(each.annotations).toContainEqual(
        expect.objectContaining({
          level: 'warning',
          message: 'the event was not sent to the server of `events-url`: it answered 500',
        }),
      );
      expect(`${each.stdout}${each.summary}`).not.toContain('very-hidden');
    }
  });

  test('gets no forecast', async () => {
    const staged = await stage(approving);
    const sink = await aSink();
    const event = pullRequested(aPull(staged.story, { 'src/other.ts': 'one\n' }));

    const judged = await run({ ...staged, event }, { 'events-url': sink.url, comment: 'false' });

    expect(decisionOf(judged).environment).toBe('production');
    expect(sink.received).toEqual([]);
  });
});
