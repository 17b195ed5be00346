import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { FaultKind } from './faults.ts';
import type { Incoming } from './exchange.ts';

/** A request read to its end; a body that is no JSON is kept as text. */
export async function readRequest(request: IncomingMessage, origin: string): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    const piece: Uint8Array = chunk;
    chunks.push(Buffer.from(piece));
  }
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  const url = new URL(request.url ?? '/', origin);
  return {
    method: request.method ?? 'GET',
    url,
    path: url.pathname.replace(/^\/api\/(v3(?=\/)|(?=graphql$))/, '').replace(/^(?!\/)/, '/'),
    headers: Object.fromEntries(headers),
    body: parsed(Buffer.concat(chunks).toString()),
  };
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text; // The check against the description says what is wrong with it.
  }
}

export type Delivery = {
  readonly answer: Answer;
  /** What the `Date` header says. */
  readonly date: Date;
  readonly fault: FaultKind | undefined;
};

/** Sends an answer, as badly as the fault wants. */
export async function deliver(response: ServerResponse, { answer, date, fault }: Delivery): Promise<void> {
  if (fault?.kind === 'drop-answer') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'slow') await wait(fault.milliseconds);
  const body = Buffer.from(textOf(answer));
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: date.toUTCString(),
    ...contentType(answer),
    'content-length': body.length,
    ...answer.headers,
  });
  if (fault?.kind === 'truncate') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}

function textOf({ body, text }: Answer): string {
  return text ?? (body === undefined ? '' : JSON.stringify(body));
}

function contentType({ body, text }: Answer): Record<string, string> {
  const raw = 'application/vnd.github.raw+json; charset=utf-8';
  if (text !== undefined) return { 'x-github-media-type': 'github.v3; param=raw; format=json', 'content-type': raw };
  const json = { 'content-type': 'application/json; charset=utf-8' };
  return { 'x-github-media-type': 'github.v3; format=json', ...(body === undefined ? {} : json) };
}
