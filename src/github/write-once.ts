import { RequestError } from '@octokit/request-error';

type Writing = {
  /** Asks GitHub once, without Octokit's own repetition: `request: { retries: 0 }`. */
  readonly write: () => Promise<unknown>;
  /** Whether what was to be written stands on GitHub. */
  readonly isThere: () => Promise<boolean>;
};

/**
 * Writes something, and once more if that failed in passing. Writing is not repeated blindly: an answer may get lost
 * after GitHub did what it was asked, and a second comment, check run or review would stay for ever.
 */
export async function writeOnce({ write, isThere }: Writing): Promise<void> {
  for (const isLast of [false, true]) {
    try {
      await write();
      return;
    } catch (error) {
      if (!mayBeDone(error)) throw error;
      if (await isThere()) return;
      if (isLast) throw error;
    }
  }
}

/** Whether a request that failed may have been carried out all the same; Octokit calls a lost answer a 500. */
function mayBeDone(error: unknown): boolean {
  return error instanceof RequestError && error.status >= 500;
}
