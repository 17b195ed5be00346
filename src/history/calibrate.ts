// Fits the points of a policy to what failed in one repository, and says whether that is worth committing.
import type { RiskFactor, RiskPolicy } from '../risk/factor.ts';
import { levelOf } from '../risk/assess.ts';
import type { RiskLevel } from '../rule/rule.ts';
import { riskLevels } from '../rule/rule.ts';
import { judgedOf } from './backtest.ts';
import type { Rate, ReplayedChange } from './backtest.ts';
import { levelPoints, levelSteps, scoreWith, stepsCounted } from './factor-levels.ts';
import type { LevelPoints } from './factor-levels.ts';
import { fitSteps } from './fit.ts';
import { aucGain } from './gain.ts';
import type { ScoredTwice } from './gain.ts';
import { aucEstimate, oddsRatio, recallAt, shareOf } from './statistics.ts';
import type { Estimate, Odds } from './statistics.ts';

/** Changes of the history, from the first to the last of them. */
export type Part = Rate & { readonly from: string; readonly to: string };

export type Twice<Value> = { readonly before: Value; readonly after: Value };

/** The points of a factor as its policy writes them. */
export type Points = RiskFactor['points'];

/** A factor whose points should change, and what the training part says of it. */
export type FactorChange = Twice<Points> & {
  readonly factor: RiskFactor;
  readonly counted: Rate;
  readonly rest: Rate;
  readonly oddsRatio: Estimate;
};

/** How the score ranks the changes that the fit never saw. */
export type Validation = {
  readonly auc: Twice<Estimate | null>;
  /** How much the AUC grows. */
  readonly gain: Estimate | null;
  /** The share of the failures among the fifth with the highest scores. */
  readonly recall: Twice<Estimate | null>;
  /** How many changes have each level. */
  readonly levels: readonly ({ readonly level: RiskLevel } & Twice<number>)[];
};

export type Calibration = {
  readonly says: 'change' | 'no-factors' | 'too-few-failures' | 'no-move' | 'no-gain';
  readonly training: Part;
  readonly heldOut: Part;
  /** What the fit gives, whether or not it is proposed; empty where there was too little to fit. */
  readonly changes: readonly FactorChange[];
  /** Null: nothing was fitted. */
  readonly validation: Validation | null;
};

/** What a calibration holds itself to. */
export const limits = {
  /** The newest part of the changes, which the fit does not see. */
  heldOut: 0.3,
  failuresToLearnFrom: 30,
  failuresToValidate: 10,
  /** Current points weigh as much as about so many failed changes that meet a step. */
  priorFailures: 20,
  /** A factor none of whose points would move so far keeps them. */
  leastMove: 2,
} as const;

/** Fits the points of a policy to its replayed changes, the oldest first. Deterministic. */
export function calibrate(risk: RiskPolicy, replayed: readonly ReplayedChange[]): Calibration {
  const judged = judgedOf(replayed);
  const split = Math.floor(judged.length * (1 - limits.heldOut));
  const [training, newest] = [judged.slice(0, split), judged.slice(split)];
  const parts = { training: partOf(training), heldOut: partOf(newest) };
  if (levelSteps(risk.factors).length === 0) return { ...nothing, ...parts, says: 'no-factors' };
  if (!isEnough(parts.training, limits.failuresToLearnFrom)) return { ...nothing, ...parts, says: 'too-few-failures' };
  if (!isEnough(parts.heldOut, limits.failuresToValidate)) return { ...nothing, ...parts, says: 'too-few-failures' };
  const points = worthMoving(fittedPoints(risk, training));
  if (points.size === 0) return { ...nothing, ...parts, says: 'no-move' };
  const changes = risk.factors.flatMap((factor) => factorChange(factor, { points, training }));
  const validation = validate({ risk, points }, newest);
  // What does not even show where it was learned, and shows later, came by chance.
  return {
    ...parts,
    says: isGain(validation) && isGain(validate({ risk, points }, training)) ? 'change' : 'no-gain',
    changes,
    validation,
  };
}

const nothing = { changes: [], validation: null } as const;

function isEnough({ changes, failed }: Part, least: number): boolean {
  return Math.min(failed, changes - failed) >= least;
}

function partOf(changes: readonly ReplayedChange[]): Part {
  return { ...rateOf(changes), from: changes[0]?.date ?? '', to: changes.at(-1)?.date ?? '' };
}

function rateOf(changes: readonly ReplayedChange[]): Rate {
  const failed = changes.filter((change) => change.failed).length;
  return { changes: changes.length, failed, rate: shareOf(failed, changes.length) };
}

/** 20 points double the odds, as in the shipped policies. */
const pointsPerLogOdds = 20 / Math.LN2;

function fittedPoints({ factors }: RiskPolicy, training: readonly ReplayedChange[]): LevelPoints {
  const steps = levelSteps(factors);
  const { coefficients } = fitSteps({
    examples: training.map(({ points, failed }) => ({ steps: stepsCounted(steps, points), group: 0, failed })),
    signs: steps.map(({ level }) => (level > 0 ? 'up' : 'down')),
    groups: 1,
    ridge: limits.priorFailures,
    prior: steps.map(({ level, before }) => (level - before) / pointsPerLogOdds),
  });
  return levelPoints(
    steps,
    coefficients.map((each) => each * pointsPerLogOdds),
  );
}

/** Only factors that move enough for somebody to care; little moves are mostly noise. */
function worthMoving(points: LevelPoints): LevelPoints {
  return new Map([...points].filter(([, levels]) => [...levels].some(isFar)));
}

function isFar([before, after]: readonly [number, number]): boolean {
  return Math.abs(after - before) >= limits.leastMove;
}

type Fitted = { readonly points: LevelPoints; readonly training: readonly ReplayedChange[] };

function factorChange(factor: RiskFactor, { points, training }: Fitted): readonly FactorChange[] {
  const levels = points.get(factor.id);
  if (levels === undefined) return [];
  const counted = rateOf(training.filter((change) => change.points[factor.id] !== undefined));
  const rest = rateOf(training.filter((change) => change.points[factor.id] === undefined));
  const odds = oddsRatio(oddsOf(counted), oddsOf(rest));
  const after = pointsWith(factor.points, levels);
  return [{ factor, before: factor.points, after, counted, rest, oddsRatio: odds }];
}

function oddsOf({ changes, failed }: Rate): Odds {
  return { failed, fine: changes - failed };
}

function pointsWith(points: Points, levels: ReadonlyMap<number, number>): Points {
  const anew = (level: number): number => levels.get(level) ?? level;
  if (typeof points === 'number') return anew(points);
  return Object.fromEntries(Object.entries(points).map(([threshold, level]) => [threshold, anew(level)]));
}

type Proposal = { readonly risk: RiskPolicy; readonly points: LevelPoints };

function validate({ risk, points }: Proposal, newest: readonly ReplayedChange[]): Validation {
  const scored = newest.map(({ points: counted, failed }) => ({
    before: scoreWith(risk, counted, new Map()),
    after: scoreWith(risk, counted, points),
    failed,
  }));
  return {
    auc: twice((which) => aucEstimate(under(scored, which))),
    gain: aucGain(scored),
    recall: twice((which) => recallAt(under(scored, which), 0.2)),
    levels: riskLevels.map((level) => ({
      level,
      ...twice((which) => scored.filter((change) => levelOf(change[which], risk.levels) === level).length),
    })),
  };
}

function twice<Value>(measure: (which: keyof Twice<Value>) => Value): Twice<Value> {
  return { before: measure('before'), after: measure('after') };
}

function under(
  scored: readonly ScoredTwice[],
  which: 'before' | 'after',
): readonly { score: number; failed: boolean }[] {
  return scored.map((change) => ({ score: change[which], failed: change.failed }));
}

/** More failures ranked before other changes than chance would give, and no fewer of them at the top. */
function isGain({ gain, recall }: Validation): boolean {
  return gain !== null && isSure(gain) && (recall.after?.value ?? 0) >= (recall.before?.value ?? 0);
}

/** Standard errors of a 99 % interval over those of a 95 % one. */
const wider = 2.575829 / 1.959964;

/** Chance alone gives such a gain in one history of 200: a diff that proposes noise costs more than one that is not proposed. */
function isSure({ value, low }: Estimate): boolean {
  return value - wider * (value - low) > 0;
}
