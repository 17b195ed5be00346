import { authenticate } from './access.ts';
import { errorBody, Refusal, refuse, type Answer } from './answer.ts';
import { complete } from './complete.ts';
import { conditional } from './conditional.ts';
import type { Description, Mismatch } from './description.ts';
import { isRecord, type JsonRecord } from './json.ts';
import type { Call, Operation } from './operation.ts';
import type { RateLimits } from './limits.ts';
import type { Route } from './routes.ts';
import type { State } from './state.ts';

/** What came in over the wire. */
export type Incoming = {
  readonly method: string;
  readonly url: URL;
  /** Without the prefix that an enterprise server has. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
};

export type Violation = {
  readonly kind: 'unknown-endpoint' | 'request' | 'response' | 'bug';
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  readonly problems: readonly string[];
};

export type World = {
  readonly state: State;
  readonly description: Description;
  readonly operations: ReadonlyMap<string, Operation>;
  readonly violations: Violation[];
  readonly limits: RateLimits;
};

type Exchange = { readonly world: World; readonly incoming: Incoming; readonly route: Route | undefined };

/** The answer to a request; what fits no description is put on the list of violations and answered so that nobody can miss it. */
export function answerTo(world: World, incoming: Incoming): Answer {
  const exchange: Exchange = { world, incoming, route: routeOf(world, incoming) };
  try {
    return checkedAnswer(exchange);
  } catch (error) {
    if (error instanceof Refusal) return acceptedError(exchange, error.answer);
    return violated(exchange, 'bug', [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  }
}

export function routeOf(world: World, { method, path }: Incoming): Route | undefined {
  return world.description.routes.match(method, path);
}

function checkedAnswer(exchange: Exchange): Answer {
  const { world, incoming, route } = exchange;
  const token = authenticate(world.state, incoming.headers['authorization']);
  const operation = world.operations.get(route?.operationId ?? '');
  if (route === undefined || operation === undefined) return unknownEndpoint(exchange);
  const mismatches = [
    ...requestMismatches(world.description, route, incoming),
    ...mediaTypeMismatches(operation, incoming),
  ];
  const grave = mismatches.filter(({ keyword }) => !isSize(keyword));
  if (grave.length > 0) return violated(exchange, 'request', wordsOf(grave));
  if (mismatches.length > 0) throw refuse(422, `Invalid request.\n\n${wordsOf(mismatches).join('\n')}`);
  const call: Call = {
    state: world.state,
    token,
    method: incoming.method,
    url: incoming.url,
    params: route.params,
    query: incoming.url.searchParams,
    body: isRecord(incoming.body) ? incoming.body : {},
    wantsRaw: mediaTypeOf(incoming) === 'raw',
  };
  return conditional(incoming, acceptedAnswer(exchange, route, operation.answer(call)));
}

/** GitHub itself answers what is too long with 422, and a client must be ready for that. */
function isSize(keyword: string): boolean {
  return keyword === 'maxLength' || keyword === 'maxItems';
}

function requestMismatches(description: Description, route: Route, incoming: Incoming): Mismatch[] {
  const schema = description.requestSchema(route.operationId);
  const unknown = schema && incoming.body !== undefined ? complete(schema, incoming.body, '').unknown : [];
  return [
    ...description.checkRequest({
      operationId: route.operationId,
      method: incoming.method,
      path: route.describedPath,
      headers: incoming.headers,
      query: queryOf(incoming.url),
      body: incoming.body,
    }),
    ...unknown.map((path) => ({ keyword: 'unknown', words: `body has unknown ${path}` })),
  ];
}

/** The plain JSON of each thing is served, and some things raw: no diffs or rendered texts. */
function mediaTypeMismatches({ servesRaw }: Operation, incoming: Incoming): Mismatch[] {
  const asked = mediaTypeOf(incoming);
  if (asked === undefined || (asked === 'raw' && servesRaw === true)) return [];
  return [{ keyword: 'accept', words: '/header/accept asks for a media type that is not served' }];
}

function mediaTypeOf({ headers }: Incoming): string | undefined {
  return /github\.(?:v3\.)?(raw|diff|patch|html|text|full|object|sha|base64)\b/.exec(headers['accept'] ?? '')?.[1];
}

export function queryOf(url: URL): Record<string, string | string[]> {
  const names = [...new Set(url.searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = url.searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values] as const;
    }),
  );
}

function acceptedAnswer(exchange: Exchange, { operationId }: Route, answer: Answer): Answer {
  if (answer.text !== undefined) return answer;
  const { description, state } = exchange.world;
  const schema = description.responseSchema(operationId, answer.status);
  if (schema === undefined || answer.body === undefined) return statusAnswer(exchange, answer);
  const { value, unknown } = complete(schema, answer.body, state.now);
  const problems = [
    ...unknown.map((path) => `the description has no ${path}`),
    ...wordsOf(description.checkResponse(operationId, answer.status, value)),
  ];
  return problems.length > 0 ? violated(exchange, 'response', problems) : { ...answer, body: value };
}

function statusAnswer(exchange: Exchange, answer: Answer): Answer {
  if (answer.status === 204 || answer.status === 304) return answer;
  return violated(exchange, 'response', [`the description has no body for status ${answer.status}`]);
}

/** Statuses that any operation may answer with, whether its description lists them or not. */
const everywhere = new Set([400, 401, 403, 404, 405, 409, 422, 429, 500, 502, 503]);

function acceptedError(exchange: Exchange, answer: Answer): Answer {
  const { world, route } = exchange;
  if (!everywhere.has(answer.status)) return violated(exchange, 'response', [`status ${answer.status} is unheard of`]);
  const problems =
    route === undefined ? [] : wordsOf(world.description.checkResponse(route.operationId, answer.status, answer.body));
  return problems.length > 0 ? violated(exchange, 'response', problems) : answer;
}

function unknownEndpoint(exchange: Exchange): Answer {
  const { method, path } = exchange.incoming;
  const words = `the fake GitHub does not serve ${method} ${path}: add an operation to test/fake-github/operations`;
  violated(exchange, 'unknown-endpoint', [words]);
  return { status: 404, body: errorBody(404, words) };
}

function violated({ world, incoming, route }: Exchange, kind: Violation['kind'], problems: readonly string[]): Answer {
  return violation(world, incoming, { kind, problems, operationId: route?.operationId });
}

/** Puts it on the list, and says so to whoever asked. */
export function violation(
  { violations }: Pick<World, 'violations'>,
  { method, path }: Incoming,
  { kind, problems, operationId }: Pick<Violation, 'kind' | 'problems' | 'operationId'>,
): Answer {
  violations.push({ kind, method, path, operationId, problems });
  const body: JsonRecord = errorBody(500, `fake GitHub, ${kind} of ${method} ${path}: ${problems.join('; ')}`);
  return { status: 500, body };
}

function wordsOf(mismatches: readonly Mismatch[]): string[] {
  return mismatches.map(({ words }) => words);
}
