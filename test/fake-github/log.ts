import { tokenOf } from './access.ts';
import { queryOf, routeOf, type Incoming, type World } from './exchange.ts';
import { isRecord } from './json.ts';

export type LoggedRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly operationId: string | undefined;
  readonly body: unknown;
  /** Whose token it was. */
  readonly login: string | undefined;
  /** Undefined if the connection was cut instead. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;
};

/** A query or mutation of GraphQL, which all go to one address. */
export function isQuery({ method, path }: Incoming): boolean {
  return method === 'POST' && path === '/graphql';
}

export function logged(hub: World, incoming: Incoming, status: number | undefined): LoggedRequest {
  const { authorization: _, ...headers } = incoming.headers;
  return {
    method: incoming.method,
    path: incoming.path,
    query: queryOf(incoming.url),
    operationId: isQuery(incoming) ? 'graphql' : routeOf(hub, incoming)?.operationId,
    body: incoming.body,
    login: tokenOf(hub.state, incoming)?.login,
    status,
    headers,
  };
}

/** Whether a request could not have changed anything: a query of GraphQL is posted and does not. */
export function isRead({ method, body }: LoggedRequest): boolean {
  if (method === 'GET' || method === 'HEAD') return true;
  return isRecord(body) && typeof body['query'] === 'string' && !/\bmutation\b/.test(body['query']);
}
