import type { Unknown } from '../change/facts.ts';
import type { Refusal } from './refusal.ts';
import { refusalOf } from './refusal.ts';

/** What GitHub gives, or why it does not; what is no refusal of GitHub's is a bug and stays an error. */
export async function attempt<T>(operation: string, call: () => Promise<T>): Promise<T | Unknown> {
  try {
    return await call();
  } catch (error) {
    const refusal = refusalOf(error, operation) ?? limitOfQueries(error, operation);
    if (refusal === null) throw error;
    return { unknown: refusal.reason };
  }
}

/** The same where GitHub may have no such thing, which is null. */
export async function attemptToFind<T>(operation: string, call: () => Promise<T>): Promise<T | Unknown | null> {
  return await attempt(operation, async () => {
    try {
      return await call();
    } catch (error) {
      if (refusalOf(error, operation)?.status === 404) return null;
      throw error;
    }
  });
}

/** The throttling plugin reports a query over the hourly limit as a plain error that carries the response. */
function limitOfQueries(error: unknown, operation: string): Refusal | null {
  if (!(error instanceof Error) || !('response' in error)) return null;
  return { status: 403, reason: `GitHub refused ${operation}; the hourly limit of requests is used up` };
}
