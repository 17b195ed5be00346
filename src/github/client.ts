import { createHash } from 'node:crypto';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { version } from '../version.ts';

const PatientOctokit = Octokit.plugin(retry, throttling);

export type GitHub = InstanceType<typeof PatientOctokit> & {
  /** Asks GraphQL, and gives the body of the answer whatever is in it. */
  readonly query: (text: string) => Promise<unknown>;
};

/** A repository on GitHub. */
export type RepositoryName = { readonly owner: string; readonly repo: string };

/** A limit that resets later than this is not waited for. */
const longestWaitSeconds = 60;
const longestRequestMilliseconds = 15_000;

type ClientOptions = { readonly token: string; readonly apiUrl: string };

/** A client of GitHub's API that repeats what failed in passing and waits for short limits, never for long ones. */
export function connect({ token, apiUrl }: ClientOptions): GitHub {
  const baseUrl = apiUrl.replace(/\/+$/, '');
  // Limits are those of a token, so that clients with other tokens need not queue.
  const queue = createHash('sha256').update(`${baseUrl} ${token}`).digest('hex');
  let queries = 0;
  return Object.assign(patient({ token, baseUrl, queue }), {
    query: async (text: string): Promise<unknown> => {
      queries += 1;
      // The throttling plugin takes all that is posted for a write, and lets a second pass between two of them; queries
      // only read, so that each gets a queue of its own. An enterprise server has `/api/v3` for REST and `/api/graphql`.
      const graph = { token, baseUrl: baseUrl.replace(/\/v3$/, ''), queue: `${queue} ${queries}` };
      const { data } = await patient(graph).request('POST /graphql', { query: text });
      return data;
    },
  });
}

type Connection = { readonly token: string; readonly baseUrl: string; readonly queue: string };

function patient({ token, baseUrl, queue }: Connection): InstanceType<typeof PatientOctokit> {
  return new PatientOctokit({
    auth: token,
    baseUrl,
    userAgent: `change-gate/${version}`,
    log: silent,
    request: { fetch: fetchWhole },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: { id: queue, onRateLimit: isWorthWaiting, onSecondaryRateLimit: isWorthWaiting },
  });
}

function isWorthWaiting(retryAfterSeconds: number, ...[, , retryCount]: [unknown, unknown, number]): boolean {
  return retryCount < 1 && retryAfterSeconds <= longestWaitSeconds;
}

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

/** An answer that is cut short counts as none: Octokit would take it for an empty one. */
async function fetchWhole(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(longestRequestMilliseconds) });
  if (/\bjson\b/.test(response.headers.get('content-type') ?? '') && response.body !== null) {
    const text = await response.clone().text();
    if (text !== '') JSON.parse(text);
  }
  return response;
}
