import type { Answer } from '../policy/read-evidence.ts';
import { askForJson } from './ask.ts';
import { tokenFor } from './token.ts';

type Given = {
  /** One token, or lines of a host and its token; null: none. */
  readonly token: string | null;
  /** Every address that may be asked. */
  readonly urls: readonly string[];
};

/** Asks addresses, each with the token that is meant for it. */
export function asker({ token, urls }: Given): (url: string) => Promise<Answer> {
  return async (url) => {
    const choice = tokenFor(url, { text: token, urls });
    return choice.ok ? await askForJson({ url, token: choice.token }) : choice;
  };
}
