import { checkAddress } from '../change/address.ts';
import type { Answer } from '../policy/read-evidence.ts';
import { version } from '../version.ts';

/** A question to a server: where, and the token that it knows us by. */
export type Question = { readonly url: string; readonly token: string | null };

/** How long an answer is waited for, in all. */
const longestSeconds = 10;
const pauseMilliseconds = 1_000;
const largestBytes = 1_000_000;

/**
 * The JSON with which a server answers a GET. Whatever else it does is no answer: it is slow, tells too much, or sends us
 * on to another address, which nobody trusts.
 */
export async function askForJson(question: Question): Promise<Answer> {
  const wrong = checkAddress(question.url);
  if (wrong !== null) return { ok: false, reason: wrong };
  const signal = AbortSignal.timeout(longestSeconds * 1_000);
  const first = await attempt(question, signal);
  if (first.kind !== 'passing') return first.answer;
  // A server that is started anew is down for a moment.
  await new Promise((resolve) => void setTimeout(resolve, pauseMilliseconds));
  return (await attempt(question, signal)).answer;
}

/** `passing`: it may go better in a moment. */
type Attempt = { readonly kind: 'final' | 'passing'; readonly answer: Answer };

async function attempt({ url, token }: Question, signal: AbortSignal): Promise<Attempt> {
  try {
    const response = await fetch(url, { headers: headersWith(token), redirect: 'manual', signal });
    if (response.status === 200) return { kind: 'final', answer: await contentOf(response) };
    return await refusalOf(response, token);
  } catch (error) {
    return failureOf(error);
  }
}

function headersWith(token: string | null): Record<string, string> {
  return {
    accept: 'application/json',
    'user-agent': `change-gate/${version}`,
    ...(token !== null && { authorization: `Bearer ${token}` }),
  };
}

async function contentOf(response: Response): Promise<Answer> {
  const text = await textOf(response);
  if (text === null) return { ok: false, reason: `it answered with more than ${largestBytes} bytes` };
  try {
    return { ok: true, content: JSON.parse(text) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, reason: 'it answered with what is no JSON' };
  }
}

/** The text of an answer; null where it goes on for too long. */
async function textOf({ body }: Response): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  // Leaving the loop early ends the answer.
  for await (const part of body ?? []) {
    bytes += part.length;
    if (bytes > largestBytes) return null;
    text += decoder.decode(part, { stream: true });
  }
  return text + decoder.decode();
}

/** Answers of a server that may be well again in a moment. */
export const passing: ReadonlySet<number> = new Set([429, 502, 503, 504]);

async function refusalOf(response: Response, token: string | null): Promise<Attempt> {
  const { status } = response;
  const kind = passing.has(status) ? 'passing' : 'final';
  const known = becauseOf(status, token);
  // What is not read is given back, so that the connection ends.
  if (known !== '') await response.body?.cancel();
  const said = known === '' ? await errorIn(response) : known;
  return { kind, answer: { ok: false, reason: `it answered ${status}${said}` } };
}

const longestError = 300;

/** What a server says of itself in the field `error`, as Prometheus does of a query that it does not understand. */
async function errorIn(response: Response): Promise<string> {
  const answer = await contentOf(response);
  const { content } = answer.ok ? answer : { content: null };
  const error = typeof content === 'object' && content !== null && 'error' in content ? content.error : null;
  return typeof error === 'string' ? `: ${error.slice(0, longestError)}` : '';
}

/** What a status says beyond its number. */
export function becauseOf(status: number, token: string | null): string {
  if (status >= 300 && status < 400) return ': it sends on to another address, which is not followed';
  if (status !== 401 && status !== 403) return '';
  return token === null ? ': it wants a token, and none was given' : ': it does not take the token, or no longer';
}

/** No answer came. */
type Failed = { readonly kind: Attempt['kind']; readonly answer: Extract<Answer, { readonly ok: false }> };

/** What `fetch` throws where there is no answer: a deadline, or a connection that failed. */
export function failureOf(error: unknown): Failed {
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return { kind: 'final', answer: { ok: false, reason: `it did not answer within ${longestSeconds} seconds` } };
  }
  if (!(error instanceof TypeError)) throw error;
  return { kind: 'passing', answer: { ok: false, reason: `it cannot be reached${codeOf(error.cause)}` } };
}

function codeOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' ? ` (${code})` : '';
}
