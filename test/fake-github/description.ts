import { createRequire } from 'node:module';
import { OpenAPIBackend, OpenAPIValidator, type Document } from 'openapi-backend';
import { isRecord } from './json.ts';
import { spellOutNull } from './nullable.ts';
import { asSchema, type Schema } from './complete.ts';
import { routeTable, type RouteTable } from './routes.ts';

/** GitHub's own OpenAPI description, cut down to the operations served here, with what checks against it. */
export type Description = {
  readonly routes: RouteTable;
  /** Says what is wrong with a request, in words; empty if it fits. */
  checkRequest(request: DescribedRequest): Mismatch[];
  /** Says what is wrong with a response, in words; empty if it fits. */
  checkResponse(operationId: string, status: number, body: unknown): Mismatch[];
  /** The schema of the JSON body of a response, if the description has one for that status. */
  responseSchema(operationId: string, status: number): Schema | undefined;
  requestSchema(operationId: string): Schema | undefined;
};

export type DescribedRequest = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly query: Record<string, string | string[]>;
  readonly body: unknown;
};

export type Mismatch = { readonly words: string; readonly keyword: string };

type AjvError = { readonly instancePath: string; readonly keyword: string; readonly message?: string | undefined };

const cache = new Map<string, Promise<Description>>();

/** Loads the description once in a process for the same set of operations; nothing is read before the first call. */
export function describeOperations(operationIds: readonly string[]): Promise<Description> {
  const key = operationIds.toSorted().join(' ');
  const cached = cache.get(key) ?? load(new Set(operationIds));
  cache.set(key, cached);
  return cached;
}

async function load(operationIds: ReadonlySet<string>): Promise<Description> {
  const whole: unknown = createRequire(import.meta.url)('@octokit/openapi/generated/api.github.com.json');
  const backend = new OpenAPIBackend({ definition: prune(whole, operationIds), quick: true, validate: false });
  await backend.init();
  const definition = backend.definition;
  spellOutNull(definition.paths);
  const validator = new OpenAPIValidator({
    definition,
    lazyCompileValidators: true,
    coerceTypes: true,
    ajvOpts: { strict: false, allErrors: true, formats, code: { optimize: false } },
  });
  const operations = operationsOf(definition);
  return {
    routes: routeTable(operationPaths(definition)),
    checkRequest: (request) => mismatches(validator.validateRequest(request, request.operationId).errors),
    checkResponse: (operationId, status, body) =>
      mismatches(validator.validateResponse(body, operationId, status).errors),
    responseSchema: (operationId, status) => jsonSchemaOf(responseOf(operations.get(operationId), status)),
    requestSchema: (operationId) => jsonSchemaOf(operations.get(operationId)?.['requestBody']),
  };
}

/** Formats that matter are checked; the rest are named so that the validator does not warn of them. */
const formats = {
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  uri: /^([a-z][a-z0-9+.-]*:\S*)?$/i,
  'uri-template': true,
  email: true,
  'repo.nwo': true,
} as const;

function prune(whole: unknown, operationIds: ReadonlySet<string>): Document {
  if (!isRecord(whole) || !isRecord(whole['paths'])) throw new Error('the OpenAPI description has no paths');
  const paths: Record<string, unknown> = {};
  for (const [path, methods] of Object.entries(whole['paths'])) {
    const kept = Object.entries(isRecord(methods) ? methods : {}).filter(
      ([, operation]) => isRecord(operation) && operationIds.has(String(operation['operationId'])),
    );
    if (kept.length > 0) paths[path] = Object.fromEntries(kept);
  }
  const cut: unknown = { ...whole, paths };
  if (!isDocument(cut)) throw new Error('the OpenAPI description is none');
  return cut;
}

/** The document comes from GitHub's package as plain JSON: more than this cannot be told of it. */
function isDocument(value: unknown): value is Document {
  return isRecord(value) && isRecord(value['info']) && isRecord(value['paths']);
}

function operationPaths(definition: Document): { operationId: string; method: string; path: string }[] {
  return Object.entries(definition.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods ?? {}).flatMap(([method, operation]) =>
      isRecord(operation)
        ? [{ operationId: String(operation['operationId']), method: method.toUpperCase(), path }]
        : [],
    ),
  );
}

function operationsOf(definition: Document): Map<string, Record<string, unknown>> {
  const all: unknown[] = Object.values(definition.paths ?? {}).flatMap((methods) => Object.values(methods ?? {}));
  return new Map(all.filter(isRecord).map((operation) => [String(operation['operationId']), operation]));
}

function responseOf(operation: Record<string, unknown> | undefined, status: number): unknown {
  const responses = operation?.['responses'];
  return isRecord(responses) ? responses[String(status)] : undefined;
}

function jsonSchemaOf(carrier: unknown): Schema | undefined {
  const content = isRecord(carrier) ? carrier['content'] : undefined;
  const json = isRecord(content) ? content['application/json'] : undefined;
  return isRecord(json) ? asSchema(json['schema']) : undefined;
}

function mismatches(errors: readonly AjvError[] | null | undefined): Mismatch[] {
  return (errors ?? []).map(({ instancePath, keyword, message }) => ({
    keyword,
    words: `${instancePath || 'body'} ${message ?? keyword}`,
  }));
}
