// Logistic regression over steps that do or do not hold, with an intercept for each repository.

/** A change, as a fit sees it. */
export type Example = {
  /** The steps that hold, by number. */
  readonly steps: readonly number[];
  /** The repository, by number: each has a failure rate of its own. */
  readonly group: number;
  readonly failed: boolean;
};

export type FitRequest = {
  readonly examples: readonly Example[];
  /** How each step may count: only up, only down, or either way. */
  readonly signs: readonly ('up' | 'down' | 'free')[];
  readonly groups: number;
  /** How strongly coefficients are held at `prior`; about as many failures as it takes to move one. */
  readonly ridge: number;
  /** Coefficients to start from and to stay near; left out: 0. */
  readonly prior?: readonly number[];
};

/** The logarithms of odds that each step adds. */
export type Fit = { readonly coefficients: readonly number[] };

const mostRounds = 40;
const enough = 1e-4;

/** The coefficients that make the examples most likely, held near the prior and to their signs. Deterministic. */
export function fitSteps(request: FitRequest): Fit {
  const { signs, groups, prior = signs.map(() => 0) } = request;
  let weights = Float64Array.from([...prior, ...baseRates(request)]);
  const pinned = new Set<number>();
  for (let round = 0; round < mostRounds; round++) {
    const { gradient, hessian } = slope(request, weights);
    holdNear(request, { weights, gradient, hessian, prior });
    for (const index of pinned) pin(index, { gradient, hessian });
    const step = solve(hessian, gradient);
    const next = weights.map((weight, index) => weight + Math.max(-2, Math.min(2, step[index] ?? 0)));
    const isNewlyPinned = clamp(next, { signs, pinned });
    const largest = next.reduce((most, weight, index) => Math.max(most, Math.abs(weight - (weights[index] ?? 0))), 0);
    weights = next;
    if (largest < enough && !isNewlyPinned) break;
  }
  return { coefficients: Array.from(weights.subarray(0, weights.length - groups)) };
}

/** Each repository's own failure rate, as logarithms of odds. */
function baseRates({ examples, groups }: FitRequest): readonly number[] {
  const counts = Array.from({ length: groups }, () => ({ failed: 0.5, all: 1 }));
  for (const { group, failed } of examples) {
    const count = counts[group];
    if (count === undefined) continue;
    count.all += 1;
    if (failed) count.failed += 1;
  }
  return counts.map(({ failed, all }) => Math.log(failed / (all - failed)));
}

type Slope = { readonly gradient: Float64Array; readonly hessian: readonly Float64Array[] };

function slope({ examples, signs }: FitRequest, weights: Float64Array): Slope {
  const size = weights.length;
  const gradient = new Float64Array(size);
  const hessian = Array.from({ length: size }, () => new Float64Array(size));
  for (const { steps, group, failed } of examples) {
    const active = [...steps, signs.length + group];
    let sum = 0;
    for (const index of active) sum += weights[index] ?? 0;
    const chance = 1 / (1 + Math.exp(-sum));
    const error = (failed ? 1 : 0) - chance;
    const spread = chance * (1 - chance);
    for (const one of active) {
      gradient[one] = (gradient[one] ?? 0) + error;
      const row = hessian[one];
      if (row !== undefined) for (const other of active) row[other] = (row[other] ?? 0) + spread;
    }
  }
  return { gradient, hessian };
}

type Holding = Slope & { readonly weights: Float64Array; readonly prior: readonly number[] };

/** The ridge; intercepts of repositories are hardly held. */
function holdNear({ ridge, signs }: FitRequest, { weights, gradient, hessian, prior }: Holding): void {
  for (const [index, weight] of weights.entries()) {
    const hold = index < signs.length ? ridge : 1e-3;
    const towards = index < signs.length ? (prior[index] ?? 0) : weight;
    gradient[index] = (gradient[index] ?? 0) - hold * (weight - towards);
    const row = hessian[index];
    if (row !== undefined) row[index] = (row[index] ?? 0) + hold;
  }
}

function pin(index: number, { gradient, hessian }: Slope): void {
  gradient[index] = 0;
  for (const [other, row] of hessian.entries()) {
    row[index] = other === index ? 1 : 0;
    if (other === index) for (const column of row.keys()) row[column] = column === index ? 1 : 0;
  }
}

type Clamping = { readonly signs: FitRequest['signs']; readonly pinned: Set<number> };

/** A step that would count against its sign counts nothing, from then on. */
function clamp(weights: Float64Array, { signs, pinned }: Clamping): boolean {
  let isNew = false;
  for (const [index, sign] of signs.entries()) {
    const weight = weights[index] ?? 0;
    const isWrong = (sign === 'up' && weight < 0) || (sign === 'down' && weight > 0);
    if (!isWrong) continue;
    weights[index] = 0;
    isNew ||= !pinned.has(index);
    pinned.add(index);
  }
  return isNew;
}

/** Solves a symmetric, positive system by elimination. */
function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, index) => Float64Array.from([...row, right[index] ?? 0]));
  const size = rows.length;
  for (const [column, pivot] of rows.entries()) {
    const diagonal = pivot[column] ?? 1;
    for (const [index, row] of rows.entries()) {
      if (index <= column) continue;
      const factor = (row[column] ?? 0) / diagonal;
      if (factor === 0) continue;
      for (let at = column; at <= size; at++) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
  }
  const solution = new Float64Array(size);
  for (let index = size - 1; index >= 0; index--) {
    const row = rows[index];
    let value = row?.[size] ?? 0;
    for (let at = index + 1; at < size; at++) value -= (row?.[at] ?? 0) * (solution[at] ?? 0);
    solution[index] = value / (row?.[index] ?? 1);
  }
  return solution;
}
