import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answer } from './answer.ts';
import type { FaultKind } from './faults.ts';
import type { Incoming } from './exchange.ts';

/** A request read to its end; a body that is no JSON is kept as text. */
export async function readRequest(request: IncomingMessage, origin: string): Promise<Incoming> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')] as const);
  return {
    method: request.method ?? 'GET',
    url: new URL(request.url ?? '/', origin),
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

export type Delivery = { readonly answer: Answer; readonly now: string; readonly fault: FaultKind | undefined };

/** Sends an answer, as badly as the fault wants. The `Date` header is the fake's clock. */
export async function deliver(response: ServerResponse, { answer, now, fault }: Delivery): Promise<void> {
  if (fault?.kind === 'drop-answer') {
    response.destroy();
    return;
  }
  if (fault?.kind === 'slow') await wait(fault.milliseconds);
  const body = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body));
  response.sendDate = false;
  response.writeHead(answer.status, {
    date: new Date(now).toUTCString(),
    'x-github-media-type': 'github.v3; format=json',
    ...(answer.body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': body.length,
    ...answer.headers,
  });
  if (fault?.kind === 'truncate') {
    response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
    return;
  }
  response.end(body);
}
