import { instantInUtc } from '../change/instant.ts';
import { InputError } from '../errors.ts';
import { isoOf } from '../schedule/instant.ts';
import { zoneNamed } from '../schedule/zone.ts';

/** An instant in UTC, once it is known on whose clocks it was read. */
type InstantIn = (timezone: string) => string;

/**
 * The instant that `--at` names, null if it was left out: with an offset, or as the clocks of the policy's zone show it.
 * Of a reading that comes twice it is the first, of one that they skip the instant of the jump.
 */
export function readAt(text: string | null): InstantIn | null {
  if (text === null) return null;
  const isLocal = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?$/u.test(text);
  const instant = readInstant('at', isLocal ? `${text}Z` : text, text);
  if (!isLocal) return () => instant;
  // At the ends of the calendar the instant may lie outside it.
  return (timezone) => readInstant('at', isoOf(zoneNamed(timezone).startOf(Date.parse(instant))), text);
}

/** An instant with its offset, in UTC; `written` is what the option was given. */
export function readInstant(option: string, text: string, written = text): string {
  const instant = instantInUtc(text);
  if (instant !== null) return instant;
  throw new InputError({
    problem: `\`--${option} ${written}\` is no instant`,
    remedy: remedies[option] ?? remedyOfInstants,
  });
}

const remedyOfInstants =
  'write a date and a time that exist, with the offset: `2026-11-27T15:00:00+01:00`, or `Z` for UTC';

const remedies: Readonly<Record<string, string>> = {
  at: `${remedyOfInstants}; without one it is read on the clocks of the policy's time zone`,
  since: 'write a day like `2026-01-31`, or an instant like `2026-01-31T15:00:00+01:00`',
};
