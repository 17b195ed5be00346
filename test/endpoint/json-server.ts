import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

type Reaction = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on this machine, and what it was asked. */
export type JsonServer = { readonly url: string; readonly requests: readonly IncomingMessage[] };

/** Starts a server whose answers are those of `react`, one for each request, the last for all that follow. */
export async function aServer(...reactions: readonly [Reaction, ...Reaction[]]): Promise<JsonServer> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const react = reactions[Math.min(requests.length, reactions.length - 1)] ?? reactions[0];
    requests.push(request);
    react(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => void server.close(resolve));
  });
  return { url: `http://127.0.0.1:${portOf(server.address())}`, requests };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

/** Answers with a value as JSON. */
export function json(value: unknown): Reaction {
  return text(JSON.stringify(value));
}

/** Answers with a text. */
export function text(body: string): Reaction {
  return (_request, response) => void response.end(body);
}

/** Answers with a status and nothing that could be read as a budget. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Reaction {
  return (_request, response) => void response.writeHead(code, headers).end('{"errorBudgetRemaining": 1}');
}

/** Answers with a status and says in JSON why. */
export function failing(code: number, value: unknown): Reaction {
  return (_request, response) => void response.writeHead(code).end(JSON.stringify(value));
}

/** Takes the request and never answers. */
export function silence(): Reaction {
  return () => undefined;
}

/** Breaks the connection off. */
export function hangUp(): Reaction {
  return (request) => void request.socket.destroy();
}

/** An address at which nothing listens. */
export async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  await new Promise((resolve) => void server.close(resolve));
  return url;
}
