import type { Estimate, Scored } from '../history/statistics.ts';
import { aucEstimate, shareOf } from '../history/statistics.ts';
import { riskLevels } from '../rule/rule.ts';
import type { RiskLevel } from '../rule/rule.ts';
import { isoOf } from '../schedule/instant.ts';
import type { Deployed } from './deployed.ts';
import type { Metrics } from './figures.ts';

type Score = Metrics['score'];
type Part = Score['drift']['earlier'];

type Judged = Scored & { readonly level: RiskLevel; readonly endedAt: number };

/** How good the risk score was on what happened. A rollback says nothing of it: what it puts live was live before. */
export function scoreOf(deployed: readonly Deployed[]): Score {
  const judged = deployed.flatMap(judgedOf).toSorted((one, other) => one.endedAt - other.endedAt);
  const half = Math.floor(judged.length / 2);
  const { deployments, failed, auc } = partOf(judged);
  return {
    deployments,
    failed,
    auc,
    levels: riskLevels.map((level) => levelRate(level, judged)),
    drift: driftBetween(partOf(judged.slice(0, half)), partOf(judged.slice(half))),
  };
}

function judgedOf({ decision, went, endedAt }: Deployed): readonly Judged[] {
  if (decision === null || decision.decision.lane === 'rollback') return [];
  const { score, level } = decision.decision.risk;
  return [{ score, level, failed: went === 'badly', endedAt }];
}

function partOf(judged: readonly Judged[]): Part {
  const [first, last] = [judged[0], judged.at(-1)];
  return {
    from: first === undefined ? null : isoOf(first.endedAt),
    to: last === undefined ? null : isoOf(last.endedAt),
    deployments: judged.length,
    failed: judged.filter(({ failed }) => failed).length,
    auc: aucEstimate(judged),
  };
}

function levelRate(level: RiskLevel, judged: readonly Judged[]): Score['levels'][number] {
  const alike = judged.filter((each) => each.level === level);
  const failed = alike.filter((each) => each.failed).length;
  return { level, deployments: alike.length, failed, failureRate: shareOf(failed, alike.length) };
}

/** With fewer failures in a half, its AUC says next to nothing. */
export const fewestFailures = 10;

function driftBetween(earlier: Part, later: Part): Score['drift'] {
  const change = changeOf(earlier.auc, later.auc);
  const isEnough = Math.min(earlier.failed, later.failed) >= fewestFailures;
  if (change === null || !isEnough) return { says: 'too-few', change, earlier, later };
  return { says: direction(change), change, earlier, later };
}

function direction({ low, high }: Estimate): 'worse' | 'better' | 'steady' {
  if (high < 0) return 'worse';
  return low > 0 ? 'better' : 'steady';
}

/** The halves have no change in common, so that the squares of their reaches add up. */
function changeOf(earlier: Estimate | null, later: Estimate | null): Estimate | null {
  if (earlier === null || later === null) return null;
  const value = later.value - earlier.value;
  const reach = Math.hypot(earlier.high - earlier.low, later.high - later.low) / 2;
  return { value, low: value - reach, high: value + reach };
}
