import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { Octokit } from '@octokit/rest';
import { version } from '../version.ts';

const GateOctokit = Octokit.plugin(retry, throttling);

export type GitHub = InstanceType<typeof GateOctokit>;

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
    request: { fetch: fetchWithTimeout },
    retry: { retries: 2, doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451] },
    throttle: {
      onRateLimit: (retryAfter, _options, _octokit, retryCount) => retryCount < 1 && retryAfter <= longestWaitSeconds,
      onSecondaryRateLimit: (retryAfter, _options, _octokit, retryCount) =>
        retryCount < 1 && retryAfter <= longestWaitSeconds,
    },
  });
}

const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

function ignore(): void {}

async function fetchWithTimeout(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  return await fetch(url, { ...init, signal: AbortSignal.timeout(longestRequestMilliseconds) });
}
