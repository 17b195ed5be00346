import { readDuration } from '../rule/duration.ts';
import type { FileEvidence } from './evidence-rule.ts';
import type { Proof } from './proof.ts';
import type { When } from './when.ts';

type Dated = Pick<Proof, 'validUntil'> & { readonly at: When };

/** The first instant at which a proof no longer counts: by the age that a rule allows, or by what it says of itself. */
export function expiryOf({ at, validUntil }: Dated, { maxAge }: Pick<FileEvidence, 'maxAge'>): number {
  return Math.min(at.from + readDuration(maxAge), validUntil?.to ?? Number.POSITIVE_INFINITY);
}

const twoWeeks = 14 * 86_400_000;

/** Whether a proof that counts will soon no longer do so: in its last two weeks, or the last quarter of a shorter time. */
export function expiresSoon(
  expiry: number,
  { maxAge, now }: { readonly maxAge: string; readonly now: number },
): boolean {
  return expiry - now <= Math.min(twoWeeks, readDuration(maxAge) / 4);
}
