// The factors of a policy as steps that hold or not, so that points can be fitted to them.
import { evaluateCondition, evaluateMeasure } from '../../src/condition/condition.ts';
import { stepsOf } from '../../src/risk/steps.ts';
import { conditionFacts } from '../../src/rule/scope.ts';

/** The steps of a policy's factors: which factor, from which threshold, and which way it may count. */
export function stepsOfPolicy(policy) {
  return policy.risk.factors.flatMap((factor) => {
    if (!('measure' in factor)) return [{ factor, from: null, sign: factor.points < 0 ? 'down' : 'up' }];
    const steps = stepsOf(factor);
    const isRising = (steps.at(-1)?.points ?? 0) >= (steps[0]?.points ?? 0) && steps[0].points !== steps.at(-1).points;
    const rising = steps.length === 1 ? steps[0].points > 0 : isRising;
    // Below the first threshold a measure counts nothing; a step that always holds says nothing.
    return steps
      .filter(({ from }) => rising || from > 0)
      .map(({ from }) => ({ factor, from, sign: rising ? 'up' : 'down' }));
  });
}

/** The numbers of the steps that hold for a change. */
export function holding(steps, facts) {
  const seen = conditionFacts({ facts, changeType: 'normal', changeTypeAssumed: true, risk: null });
  const values = new Map();
  const valueOf = ({ factor, from }) => {
    if (!values.has(factor.id))
      values.set(factor.id, from === null ? conditionHolds(factor, seen) : measured(factor, seen));
    return values.get(factor.id);
  };
  return steps.flatMap((step, index) => {
    const value = valueOf(step);
    return (step.from === null ? value : value >= step.from) ? [index] : [];
  });
}

function conditionHolds({ when, points }, facts) {
  const { is } = evaluateCondition(when, facts);
  return is === 'true' || (is === 'undecided' && points > 0);
}

function measured(factor, facts) {
  // What a factor is not about counts nothing: of a table that ends with 0, that is its last step.
  if (factor.when && !conditionHolds({ ...factor, points: 1 }, facts))
    return startsAtZero(factor) ? Infinity : Number.NaN;
  const result = evaluateMeasure(factor.measure, facts);
  return result.is === 'known' ? result.value : Number.NaN;
}

/** 20 points double the odds. */
export const pointsPerLogOdds = 20 / Math.LN2;

/** Points by factor from coefficients of steps: those of a measure add up; one that falls ends at 0. */
export function pointsFrom(steps, coefficients) {
  const points = new Map();
  for (const factor of new Set(steps.map((step) => step.factor))) {
    const own = steps.flatMap((step, index) =>
      step.factor === factor ? [{ ...step, add: coefficients[index] * pointsPerLogOdds }] : [],
    );
    if (own[0].from === null) points.set(factor.id, Math.round(own[0].add));
    else points.set(factor.id, measurePoints(factor, own));
  }
  return points;
}

function measurePoints(factor, own) {
  const endsAtZero = own[0].sign === 'down' && startsAtZero(factor);
  let sum = endsAtZero ? -own.reduce((all, { add }) => all + add, 0) : 0;
  const table = endsAtZero ? { 0: Math.round(sum) } : {};
  for (const { from, add } of own) {
    sum += add;
    table[from] = Math.round(sum);
  }
  return table;
}

/** Whether a table of points says what the smallest measure counts. */
function startsAtZero(factor) {
  return stepsOf(factor)[0].from === 0;
}

/** The score of a change under points by factor. */
export function scoreWith({ steps, base, points }, active) {
  const reached = new Map();
  for (const factor of new Set(steps.map((step) => step.factor))) {
    const table = points.get(factor.id);
    if (typeof table !== 'number') reached.set(factor.id, table[0] ?? 0);
  }
  for (const index of active) {
    const { factor, from } = steps[index];
    const table = points.get(factor.id);
    reached.set(factor.id, from === null ? table : table[from]);
  }
  const sum = [...reached.values()].reduce((all, one) => all + one, base);
  return Math.max(0, Math.min(100, sum));
}
