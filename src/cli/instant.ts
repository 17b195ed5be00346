import { instantInUtc } from '../change/instant.ts';
import { InputError } from '../errors.ts';

/** An instant that an option names, in UTC; null if the option was left out. */
export function readInstant(text: string | null): string | null {
  if (text === null) return null;
  const instant = instantInUtc(text);
  if (instant !== null) return instant;
  throw new InputError({
    problem: `\`${text}\` is no instant`,
    remedy: 'write a date and time that exist, with the offset: `2026-11-27T15:00:00+01:00`, or `Z` for UTC',
  });
}
