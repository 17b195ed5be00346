import { instantInUtc } from '../change/instant.ts';
import { InputError } from '../errors.ts';

/** The instant that `--at` names, in UTC; null if it was left out. */
export function readInstant(text: string | null): string | null {
  if (text === null) return null;
  const instant = instantInUtc(text);
  if (instant !== null) return instant;
  throw new InputError({
    problem: `\`--at ${text}\` is no instant`,
    remedy: 'write a date and a time that exist, with the offset: `2026-11-27T15:00:00+01:00`, or `Z` for UTC',
  });
}
