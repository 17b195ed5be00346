/**
 * A GitHub for tests: a real HTTP server on loopback that holds state and checks every request and every response
 * against GitHub's own OpenAPI description.
 *
 *     const fake = await fakeGitHub({
 *       repositories: [{ fullName: 'acme/shop', pulls: [{ number: 7, author: 'ann', reviews: [{ author: 'bob' }] }] }],
 *       tokens: [{ token: 'weak', permissions: { contents: 'read' } }],
 *     });
 *     const octokit = new Octokit({ baseUrl: fake.url, auth: 'weak' });
 *     …
 *     await fake.close(); // throws if anything did not fit the description
 *
 * - Seeds (`seed.ts`) are plain data with safe defaults: a repository has a README on `main`, a pull request has a
 *   branch with one commit, a deployment succeeded, a token may do all that a workflow's may. Shas and branches name commits.
 * - `fake.repository('acme/shop')` is the live state, for what tests look at afterwards and for what changes by itself.
 * - `fake.requests` is the log, `fake.calls('issues/create-comment')` the part of one operation.
 * - `fake.fault({ method: 'GET', path: '/repos/**', nth: 2, with: { kind: 'status', status: 502 } })` makes failures.
 * - `fake.violations` holds what fits no description: an endpoint that is not served (answered 404), a request or a
 *   response that the description does not allow (answered 500). A test that wants some takes them with `takeViolations()`.
 * - What is too long is answered with 422, as GitHub does, and is no violation.
 * - Nothing reads the real clock: `now` in the seed, `fake.setNow()` later. `Date` follows it, off by a token's
 *   `clockSkewSeconds` or a fault of kind `clock-skew`.
 *
 * To serve one more endpoint, add an entry with its operation id to a file in `operations/` (a new file goes into
 * `operations.ts`). An entry answers with what it knows; whatever else the description requires is filled in with null
 * or the emptiest value that fits, and a key that the description does not know is a violation.
 *
 * GraphQL is served at `/graphql` (with `fake.enterpriseUrl` as base at `/api/graphql`) by `graphql/`: queries are executed against
 * GitHub's published schema over the same state. What GitHub would refuse to execute, and fields and arguments that are not
 * served, are violations; what the token may not see is null with an error of type FORBIDDEN. `fake.calls('graphql')` are the queries.
 * To serve one more field, add it to the node of its type. No mutation is served.
 *
 * Stricter than GitHub: a public repository wants the same permissions as a private one, and unknown keys in a body are
 * refused. Simpler: `Link` headers repeat the address that was asked, patches have no context and blobs are text.
 *
 * Where GitHub documents nothing, by choice: lists of GraphQL hold null for each item that the token may not see (not null for
 * the whole list), collaborators need the right to push or to administer, statuses of a deployment come newest first.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tokenOf } from './access.ts';
import { buildState, defaultToken } from './build-state.ts';
import { describeOperations } from './description.ts';
import { answerTo, type Incoming, type Violation, type World } from './exchange.ts';
import { faultAnswer, faultAnswerToQuery, faultList, type Fault, type FaultKind, type Faults } from './faults.ts';
import { graphAnswer } from './graphql/answer.ts';
import { graphSchema } from './graphql/schema.ts';
import { rateLimits, secondsOf } from './limits.ts';
import { isQuery, isRead, logged, type LoggedRequest } from './log.ts';
import { operations } from './operations.ts';
import type { Answer } from './answer.ts';
import type { Seed } from './seed.ts';
import type { Repository, State } from './state.ts';
import { deliver, readRequest } from './wire.ts';

export type { Fault, FaultKind } from './faults.ts';
export type { Violation } from './exchange.ts';
export type { LoggedRequest } from './log.ts';

export interface FakeGitHub {
  /** For Octokit's `baseUrl`, or `GITHUB_API_URL`. */
  readonly url: string;
  /** The same server with the addresses of an enterprise server. */
  readonly enterpriseUrl: string;
  /** The token of a seed without tokens, else the first of the seed. */
  readonly token: string;
  readonly requests: readonly LoggedRequest[];
  readonly violations: readonly Violation[];
  readonly state: State;
  repository(fullName: string): Repository;
  /** The requests of one operation of the description. */
  calls(operationId: string): LoggedRequest[];
  /** Requests that were not reads. */
  writes(): LoggedRequest[];
  fault(fault: Fault): void;
  setNow(now: string): void;
  /** The violations so far, which then count as expected. */
  takeViolations(): Violation[];
  /** Stops the server; throws if there are violations left. */
  close(): Promise<void>;
}

type Hub = World & { readonly faults: Faults; readonly requests: LoggedRequest[]; origin: string };

export async function fakeGitHub(seed: Seed = {}): Promise<FakeGitHub> {
  const hub: Hub = {
    state: buildState(seed),
    description: await describeOperations(operations.map(({ id }) => id)),
    operations: new Map(operations.map((operation) => [operation.id, operation])),
    violations: [],
    faults: faultList(),
    requests: [],
    limits: rateLimits(),
    origin: '',
  };
  const server = createServer((request, response) => {
    serve(hub, request, response).catch(() => response.destroy());
  });
  hub.origin = await listen(server);
  return controls(hub, server, seed.tokens?.[0]?.token ?? defaultToken);
}

function listen(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`);
    });
  });
}

async function serve(hub: Hub, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const incoming = await readRequest(request, hub.origin);
  const fault = hub.faults.strike(incoming.method, incoming.path + incoming.url.search);
  const answer = fault?.kind === 'drop' ? undefined : await limited(hub, incoming, fault);
  hub.requests.push(logged(hub, incoming, fault?.kind === 'drop-answer' ? undefined : answer?.status));
  if (answer === undefined) response.destroy();
  else await deliver(response, { answer, fault, date: dateOf(hub, incoming, fault) });
}

async function limited(hub: Hub, incoming: Incoming, fault: FaultKind | undefined): Promise<Answer> {
  const answer = isQuery(incoming) ? await queried(hub, incoming, fault) : answered(hub, incoming, fault);
  const headers = hub.limits.headers(isQuery(incoming) ? 'graphql' : 'core', hub.state.now);
  const id = { 'x-github-request-id': `FAKE:${hub.requests.length + 1}` };
  return { ...answer, headers: { ...headers, ...id, ...answer.headers } };
}

function answered(hub: Hub, incoming: Incoming, fault: FaultKind | undefined): Answer {
  const failure = fault && faultAnswer(fault, secondsOf(hub.state.now));
  const answer = failure ?? answerTo(hub, incoming);
  if (answer.status !== 304) hub.limits.spend('core', 1);
  return answer;
}

async function queried(hub: Hub, incoming: Incoming, fault: FaultKind | undefined): Promise<Answer> {
  const failure = fault && faultAnswerToQuery(fault, secondsOf(hub.state.now));
  return failure ?? graphAnswer({ ...hub, fault, schema: await graphSchema() }, incoming);
}

/** The fake's clock, as far off as the token or the fault has it. */
function dateOf({ state }: Hub, incoming: Incoming, fault: FaultKind | undefined): Date {
  const skew = fault?.kind === 'clock-skew' ? fault.seconds : (tokenOf(state, incoming)?.clockSkewSeconds ?? 0);
  return new Date(Date.parse(state.now) + skew * 1000);
}

function controls(hub: Hub, server: Server, token: string): FakeGitHub {
  return {
    url: hub.origin,
    enterpriseUrl: `${hub.origin}/api/v3`,
    token,
    state: hub.state,
    requests: hub.requests,
    violations: hub.violations,
    repository(fullName) {
      const repository = hub.state.repository(fullName);
      if (repository === undefined) throw new Error(`the fake GitHub has no repository \`${fullName}\``);
      return repository;
    },
    calls: (operationId) => hub.requests.filter((request) => request.operationId === operationId),
    writes: () => hub.requests.filter((request) => !isRead(request)),
    fault: (fault) => hub.faults.add(fault),
    setNow(now) {
      hub.state.now = now;
    },
    takeViolations: () => hub.violations.splice(0),
    close: () => closed(server, hub.violations),
  };
}

async function closed(server: Server, violations: readonly Violation[]): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  if (violations.length === 0) return;
  const lines = violations.map(
    ({ kind, method, path, problems }) => `${kind} ${method} ${path}: ${problems.join('; ')}`,
  );
  throw new Error(`the fake GitHub saw what fits no description:\n${lines.join('\n')}`);
}
