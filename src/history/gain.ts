import type { Estimate } from './statistics.ts';

/** A change under two scores. */
export type ScoredTwice = { readonly before: number; readonly after: number; readonly failed: boolean };

/** Standard errors to either side of a 95 % interval. */
const z = 1.959964;

/**
 * How much larger the AUC of the second score is, with a 95 % interval that knows that both rank the same changes
 * (DeLong, DeLong and Clarke-Pearson 1988); null without both failed and other changes.
 */
export function aucGain(scored: readonly ScoredTwice[]): Estimate | null {
  const failed = scored.filter((change) => change.failed);
  const fine = scored.filter((change) => !change.failed);
  if (failed.length === 0 || fine.length === 0) return null;
  const ofFailed = gains(failed, fine);
  const ofFine = gains(fine, failed).map((gain) => -gain);
  const value = mean(ofFailed);
  const reach = z * Math.sqrt(variance(ofFailed) / failed.length + variance(ofFine) / fine.length);
  return { value, low: value - reach, high: value + reach };
}

/** For each change, how many more of the others the second score puts it above, as a share. */
function gains(changes: readonly ScoredTwice[], others: readonly ScoredTwice[]): readonly number[] {
  const before = shareBelow(others.map((other) => other.before));
  const after = shareBelow(others.map((other) => other.after));
  return changes.map((change) => after(change.after) - before(change.before));
}

/** The share of numbers below one, equal ones counting half. */
function shareBelow(numbers: readonly number[]): (score: number) => number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return (score) => (countBelow(sorted, score) + countBelow(sorted, score, 'or-equal')) / 2 / sorted.length;
}

function countBelow(sorted: readonly number[], score: number, what: 'only' | 'or-equal' = 'only'): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const at = sorted[middle] ?? 0;
    if (at < score || (what === 'or-equal' && at === score)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function variance(numbers: readonly number[]): number {
  const middle = mean(numbers);
  return numbers.reduce((sum, number) => sum + (number - middle) ** 2, 0) / Math.max(1, numbers.length - 1);
}
