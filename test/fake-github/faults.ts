import { errorBody, type Answer } from './answer.ts';

/** A failure to be had on purpose. Without `times` it happens once; without `nth` at the first request that matches. */
export type Fault = {
  readonly method?: string;
  /** A glob over the path (one star within a segment, two across), or an expression over path and query. */
  readonly path?: string | RegExp;
  readonly nth?: number;
  readonly times?: number;
  readonly with: FaultKind;
};

export type FaultKind =
  /** Answered with this status and nothing done. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The connection is cut before anything is done. */
  | { readonly kind: 'drop' }
  /** The request is carried out and the connection cut before the answer. */
  | { readonly kind: 'drop-answer' }
  /** The request is carried out and the answer cut in the middle. */
  | { readonly kind: 'truncate' }
  /** The answer waits. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The hourly limit is used up; `resetInSeconds` counts from the fake's clock. */
  | { readonly kind: 'primary-limit'; readonly status?: 403 | 429; readonly resetInSeconds?: number }
  /** The limit on bursts is hit. */
  | { readonly kind: 'secondary-limit'; readonly status?: 403 | 429; readonly retryAfterSeconds?: number }
  /** The `Date` of the answer is off: ahead of the fake's clock, or behind it if negative. */
  | { readonly kind: 'clock-skew'; readonly seconds: number }
  /** A query is answered with status 200, no data and this error. */
  | { readonly kind: 'query-error'; readonly type: string; readonly message: string }
  /** A field of a query, by the names that lead to it (`repository.pullRequest`), is null and has this error. */
  | { readonly kind: 'field-error'; readonly path: string; readonly type: string; readonly message: string };

export interface Faults {
  add(fault: Fault): void;
  /** The fault that this request runs into, if any; counts the request. */
  strike(method: string, path: string): FaultKind | undefined;
}

export function faultList(): Faults {
  const armed: { fault: Fault; seen: number }[] = [];
  return {
    add(fault) {
      armed.push({ fault, seen: 0 });
    },
    strike(method, path) {
      const matching = armed.filter(({ fault }) => isMeant(fault, method, path));
      for (const entry of matching) entry.seen += 1;
      return matching.find(({ fault, seen }) => isDue(fault, seen))?.fault.with;
    },
  };
}

function isMeant(fault: Fault, method: string, path: string): boolean {
  if (fault.method !== undefined && fault.method.toUpperCase() !== method) return false;
  if (fault.path === undefined) return true;
  return typeof fault.path === 'string' ? globMatches(fault.path, path) : path.search(fault.path) !== -1;
}

function isDue({ nth = 1, times = 1 }: Fault, seen: number): boolean {
  return seen >= nth && seen < nth + times;
}

function globMatches(glob: string, pathAndQuery: string): boolean {
  const [path = ''] = pathAndQuery.split('?');
  const source = glob
    .replace(/[.+^${}()|[\]\\?]/g, '\\$&')
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*');
  return new RegExp(`^${source}$`).test(path);
}

/** The answer of a fault that answers by itself. */
export function faultAnswer(fault: FaultKind, nowSeconds: number): Answer | undefined {
  if (fault.kind === 'status') return failed(fault);
  if (fault.kind === 'query-error') return queryError(fault.type, fault.message);
  if (fault.kind === 'primary-limit') {
    return primaryLimit(fault.status ?? 403, nowSeconds + (fault.resetInSeconds ?? 3600));
  }
  if (fault.kind === 'secondary-limit') return secondaryLimit(fault.status ?? 403, fault.retryAfterSeconds ?? 60);
  return undefined;
}

type Failure = Extract<FaultKind, { readonly kind: 'status' }>;

function failed({ status, message = 'made to fail', headers = {} }: Failure): Answer {
  return { status, body: errorBody(status, message), headers };
}

function primaryLimit(status: number, reset: number): Answer {
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
  return { status, headers, body: errorBody(status, 'API rate limit exceeded for installation ID 1.') };
}

function secondaryLimit(status: number, retryAfterSeconds: number): Answer {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
  return { status, headers: { 'retry-after': String(retryAfterSeconds) }, body: errorBody(status, message) };
}

function queryError(type: string, message: string): Answer {
  return { status: 200, body: { data: null, errors: [{ type, message }] } };
}

/** A query over the hourly limit is told so with status 200. */
export function faultAnswerToQuery(fault: FaultKind, nowSeconds: number): Answer | undefined {
  const answer = faultAnswer(fault, nowSeconds);
  if (fault.kind !== 'primary-limit' || fault.status !== undefined) return answer;
  const { body } = queryError('RATE_LIMITED', 'API rate limit exceeded for installation ID 1.');
  return answer && { ...answer, status: 200, body };
}
