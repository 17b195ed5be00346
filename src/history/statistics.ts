// Measures of how a score ranks failures, and how sure one can be of them.

/** A number with its 95 % confidence interval. */
export type Estimate = { readonly value: number; readonly low: number; readonly high: number };

/** What was scored, and whether it failed. */
export type Scored = { readonly score: number; readonly failed: boolean };

/** A change by its score, counted: how many failed and how many did not. */
type Bucket = { readonly score: number; readonly failed: number; readonly fine: number };

const z = 1.959964;

/** A share with its Wilson interval; null without cases. */
export function shareOf(hits: number, cases: number): Estimate | null {
  if (cases === 0) return null;
  const share = hits / cases;
  const middle = (share + z ** 2 / (2 * cases)) / (1 + z ** 2 / cases);
  const reach = (z / (1 + z ** 2 / cases)) * Math.sqrt((share * (1 - share)) / cases + z ** 2 / (4 * cases ** 2));
  return { value: share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** How many times the odds of failure are with something than without it; cells are halves larger, so that none is empty. */
export function oddsRatio(having: Odds, without: Odds): Estimate {
  const cells = [having.failed, having.fine, without.failed, without.fine].map((count) => count + 0.5);
  const [a = 1, b = 1, c = 1, d = 1] = cells;
  const log = Math.log((a * d) / (b * c));
  const reach = z * Math.sqrt(cells.reduce((sum, count) => sum + 1 / count, 0));
  return { value: Math.exp(log), low: Math.exp(log - reach), high: Math.exp(log + reach) };
}

export type Odds = { readonly failed: number; readonly fine: number };

/** The chance that a failed change has a higher score than another one, ties counting half; null if there is nothing to compare. */
export function aucOf(scored: readonly Scored[]): number | null {
  return aucOfBuckets(bucketsOf(scored));
}

/** The same with its interval, from resampled failed and other changes; the same input gives the same interval. */
export function aucEstimate(scored: readonly Scored[], rounds = 400): Estimate | null {
  const buckets = bucketsOf(scored);
  const value = aucOfBuckets(buckets);
  if (value === null) return null;
  const random = randomFrom(20_261_121);
  const failed = samplerOf(buckets.map((bucket) => bucket.failed));
  const fine = samplerOf(buckets.map((bucket) => bucket.fine));
  const values = Array.from({ length: rounds }, () => {
    const [failedNow, fineNow] = [failed(random), fine(random)];
    const resampled = buckets.map(({ score }, index) => ({
      score,
      failed: failedNow[index] ?? 0,
      fine: fineNow[index] ?? 0,
    }));
    return aucOfBuckets(resampled) ?? value;
  });
  return { value, ...percentiles(values) };
}

/**
 * The share of all failures among the changes with the highest scores; where a tie is cut, its failures are shared out.
 * Null if nothing failed.
 */
export function recallAt(scored: readonly Scored[], top: number): Estimate | null {
  const failures = scored.filter(({ failed }) => failed).length;
  if (failures === 0) return null;
  const { failed } = takeFrom(bucketsOf(scored).toReversed(), scored.length * top);
  const estimate = shareOf(failed, failures);
  return estimate === null ? null : { ...estimate, value: failed / failures };
}

/** The changes with the lowest scores, and how many of them failed; a tie that is cut is shared out. */
export function lowestPart(
  scored: readonly Scored[],
  part: number,
): { readonly changes: number; readonly failed: number } {
  const changes = scored.length * part;
  return { changes, failed: takeFrom(bucketsOf(scored), changes).failed };
}

/** The 2.5th and 97.5th percentile. */
export function percentiles(values: readonly number[]): { readonly low: number; readonly high: number } {
  const sorted = values.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** By rising score. */
function bucketsOf(scored: readonly Scored[]): readonly Bucket[] {
  const counts = new Map<number, { failed: number; fine: number }>();
  for (const { score, failed } of scored) {
    const bucket = counts.get(score) ?? { failed: 0, fine: 0 };
    if (failed) bucket.failed += 1;
    else bucket.fine += 1;
    counts.set(score, bucket);
  }
  return [...counts].map(([score, bucket]) => ({ score, ...bucket })).toSorted((one, other) => one.score - other.score);
}

function aucOfBuckets(buckets: readonly Bucket[]): number | null {
  let [below, wins, failures] = [0, 0, 0];
  for (const { failed, fine } of buckets) {
    wins += failed * (below + fine / 2);
    below += fine;
    failures += failed;
  }
  return failures === 0 || below === 0 ? null : wins / (failures * below);
}

function takeFrom(buckets: readonly Bucket[], changes: number): { readonly failed: number } {
  let [left, failures] = [changes, 0];
  for (const { failed, fine } of buckets) {
    const size = failed + fine;
    failures += failed * Math.min(1, Math.max(0, left) / size);
    left -= size;
  }
  return { failed: failures };
}

/** Draws as many as there are, with replacement, by bucket. */
function samplerOf(counts: readonly number[]): (random: () => number) => readonly number[] {
  const owners = Int32Array.from(counts.flatMap((count, bucket) => Array.from({ length: count }, () => bucket)));
  return (random) => {
    const drawn = counts.map(() => 0);
    for (let index = 0; index < owners.length; index++) {
      const bucket = owners[Math.floor(random() * owners.length)] ?? 0;
      drawn[bucket] = (drawn[bucket] ?? 0) + 1;
    }
    return drawn;
  };
}
