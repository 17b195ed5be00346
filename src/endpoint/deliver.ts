import { checkAddress } from '../change/address.ts';
import { version } from '../version.ts';
import { becauseOf, failureOf, passing } from './ask.ts';

/** A message for a server, and the token that it knows us by. */
export type Message = {
  readonly url: string;
  readonly token: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** Whether a server took a message, and if not, why: a clause that says nothing of the address. */
export type Delivery = { readonly ok: true } | { readonly ok: false; readonly reason: string };

/** How long it is tried, in all. */
const longestSeconds = 10;
const pauseMilliseconds = 1_000;

/** Sends a message by POST. It goes to that address alone: where the server sends on to another one, it did not take it. */
export async function deliver(message: Message): Promise<Delivery> {
  if (!URL.canParse(message.url)) return { ok: false, reason: 'it is no address' };
  const wrong = checkAddress(message.url);
  if (wrong !== null) return { ok: false, reason: wrong };
  const signal = AbortSignal.timeout(longestSeconds * 1_000);
  const first = await attempt(message, signal);
  if (first.kind === 'final') return first.delivery;
  await new Promise((resolve) => void setTimeout(resolve, pauseMilliseconds));
  return (await attempt(message, signal)).delivery;
}

/** `passing`: it may go better in a moment. */
type Attempt = { readonly kind: 'final' | 'passing'; readonly delivery: Delivery };

async function attempt({ url, token, headers, body }: Message, signal: AbortSignal): Promise<Attempt> {
  const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
  const all = { ...headers, ...authorization, 'user-agent': `change-gate/${version}` };
  try {
    const response = await fetch(url, { method: 'POST', headers: all, body, redirect: 'manual', signal });
    await response.body?.cancel();
    return attempted(response.status, token);
  } catch (error) {
    const { kind, answer } = failureOf(error);
    return { kind, delivery: answer };
  }
}

function attempted(status: number, token: string | null): Attempt {
  if (status >= 200 && status < 300) return { kind: 'final', delivery: { ok: true } };
  const reason = `it answered ${status}${becauseOf(status, token)}`;
  return { kind: passing.has(status) ? 'passing' : 'final', delivery: { ok: false, reason } };
}
