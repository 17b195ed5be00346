import { createHash } from 'node:crypto';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { version } from '../version.ts';

const GateOctokit = Octokit.plugin(retry, throttling);

export type GitHub = InstanceType<typeof GateOctokit>;

/** A repository on GitHub. */
export type RepositoryName = { readonly owner: string; readonly repo: string };

/** A limit that resets later than this is not waited for. */
const longestWaitSeconds = 60;
const longestRequestMilliseconds = 15_000;

type ClientOptions = { readonly token: string; readonly apiUrl: string };

/** A client of GitHub's API that repeats what failed in passing and waits for short limits, never for long ones. */
export function connect({ token, apiUrl }: ClientOptions): GitHub {
  return new GateOctokit({
    auth: token,
    baseUrl: apiUrl.replace(/\/+$/, ''),
    userAgent: `change-gate/${version}`,
    log: silent,
    request: { fetch: fetchWhole },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      // Limits are those of a token, so that clients with other tokens need not queue.
      id: createHash('sha256').update(`${apiUrl} ${token}`).digest('hex'),
      onRateLimit: isWorthWaiting,
      onSecondaryRateLimit: isWorthWaiting,
    },
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
