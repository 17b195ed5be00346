import type { ChangeFacts } from '../change/facts.ts';
import { evaluateMeasure } from '../condition/condition.ts';
import { whatWouldTurnFalse } from '../condition/turn-false.ts';
import type { Assumption } from '../finding/finding.ts';
import type { JudgedChange, RiskLevel } from '../rule/rule.ts';
import { conditionFacts, permits, restricts } from '../rule/scope.ts';
import type { Applicability } from '../rule/scope.ts';
import type { Contribution, RiskAssessment, RiskFactor, RiskPolicy } from './factor.ts';
import type { MeasureFactor } from './steps.ts';
import { lowerStep, pointsAt, stepsOf } from './steps.ts';

/** Adds up what the factors of a policy count for a change. An unknown fact counts as the worse case. */
export function assessRisk({ base, levels, factors }: RiskPolicy, facts: ChangeFacts): RiskAssessment {
  const change: JudgedChange = { facts, changeType: 'normal', changeTypeAssumed: true, risk: null };
  const counts = factors.map((factor) => ({ factor, ...countOf(factor, change) }));
  const score = held(base + counts.reduce((sum, { points }) => sum + points, 0));
  return {
    base,
    score,
    level: levelOf(score, levels),
    isAssumed: counts.some(({ assumed }) => assumed.length > 0),
    contributions: counts
      .filter(({ points }) => points !== 0)
      .map(({ factor, ...count }) => contribution(factor, count))
      .toSorted((one, other) => other.points - one.points),
  };
}

/** The level of a score: the highest whose threshold is not above it. */
export function levelOf(score: number, levels: RiskPolicy['levels']): RiskLevel {
  if (score >= levels.critical) return 'critical';
  if (score >= levels.high) return 'high';
  return score >= levels.medium ? 'medium' : 'low';
}

/** What a factor counts, and on what that rests; `assumed` is empty unless an unknown fact could change it. */
type Count = Pick<Contribution, 'points' | 'facts' | 'assumed' | 'lower'>;

const nothing: Count = { points: 0, facts: {}, assumed: [], lower: null };

/** Hundredths, so that the order of adding up decimals does not matter. */
function held(sum: number): number {
  return Math.min(100, Math.max(0, Math.round(sum * 100) / 100));
}

function contribution({ id, source, because }: RiskFactor, count: Count): Contribution {
  return { factor: id, source, because, ...count };
}

function countOf(factor: RiskFactor, change: JudgedChange): Count {
  return 'measure' in factor ? countOfMeasure(factor, change) : countOfCondition(factor, change);
}

type ConditionFactor = Exclude<RiskFactor, MeasureFactor>;

function countOfCondition(factor: ConditionFactor, change: JudgedChange): Count {
  if (factor.points === 0) return nothing;
  const { applies, facts, assumed } = scopeFor(factor, factor.points, change);
  if (!applies) return { ...nothing, facts, assumed };
  const lower = { points: 0, how: assumed.length > 0 ? known(assumed) : whatWouldTurnFalse(factor.when) };
  return { points: factor.points, facts, assumed, lower: factor.points > 0 ? lower : null };
}

function countOfMeasure(factor: MeasureFactor, change: JudgedChange): Count {
  const steps = stepsOf(factor);
  const measured = evaluateMeasure(factor.measure, conditionFacts(change));
  const all = steps.map(({ points }) => points);
  const points = measured.is === 'known' ? pointsAt(steps, measured.value) : Math.max(0, ...all);
  const scope = scopeFor(factor, points, change);
  const couldCount = measured.is === 'known' ? points !== 0 : all.some((each) => each !== 0);
  if (!couldCount || isRuledOut(scope)) return nothing;
  const assumed = [...scope.assumed, ...(measured.is === 'known' ? [] : measured.assumed)];
  const facts = { ...scope.facts, ...measured.facts };
  if (!scope.applies || points === 0) return { ...nothing, facts, assumed };
  if (assumed.length > 0 || measured.is !== 'known') {
    const lower = { points: Math.min(0, ...all), how: known(assumed) };
    return { points, facts, assumed, lower: points > 0 ? lower : null };
  }
  return { points, facts, assumed, lower: points > 0 ? lowerStep(steps, measured.value, factor.measure) : null };
}

/** Points that make the score heavier are for any of the services, points that make it lighter only for all of them. */
function scopeFor(factor: RiskFactor, points: number, change: JudgedChange): Applicability {
  return points > 0 ? restricts(factor, change) : permits(factor, change);
}

function isRuledOut({ applies, assumed }: Applicability): boolean {
  return !applies && assumed.length === 0;
}

function known(assumed: readonly Assumption[]): string {
  return `${[...new Set(assumed.map(({ fact }) => `\`${fact}\``))].join(' and ')} known`;
}
