import type { Decision } from '../decision/decision.ts';
import type { RiskLevel } from '../rule/rule.ts';
import { riskLevels } from '../rule/rule.ts';
import { daysToFail } from './outcomes.ts';
import { aucEstimate, lowestPart, oddsRatio, recallAt, shareOf } from './statistics.ts';
import type { Estimate, Odds } from './statistics.ts';
import { countedTogether } from './together.ts';
import type { CountedTogether } from './together.ts';

/** A past change and what was decided of it. */
export type ReplayedChange = {
  readonly commit: string;
  /** ISO 8601 in UTC. */
  readonly date: string;
  readonly score: number;
  readonly level: RiskLevel;
  readonly outcome: Decision['outcome'];
  /** The outcome without what was only assumed because git does not keep it; missing approvals stay. */
  readonly knownOutcome: Decision['outcome'];
  /** Taken back within 30 days, or to blame for a failed deployment. */
  readonly failed: boolean;
  /** What says so: the commit that took it back, `ledger:<record>` or `github:<deployment>`; null: nothing does. */
  readonly failedBy: string | null;
  /** A failed deployment of several changes, of which nobody knows which made it fail; there only if it was one of them. */
  readonly suspectedBy?: string;
  readonly title: string;
  readonly isRevert: boolean;
  /** Points by the id of the factor; those that counted nothing are not there. */
  readonly points: Readonly<Record<string, number>>;
  /** Codes of the findings that held or blocked it. */
  readonly stoppedBy: readonly string[];
  /** The findings behind `knownOutcome`. */
  readonly knownStops: readonly Stop[];
};

/** A finding that held or blocked a change. */
export type Stop = { readonly code: string; readonly effect: 'hold' | 'block' };

export type Rate = { readonly changes: number; readonly failed: number; readonly rate: Estimate | null };

export type FactorEvidence = {
  readonly id: string;
  readonly changes: number;
  readonly failed: number;
  /** The odds of failure where it counted, against where it did not; null where too few changes tell. */
  readonly oddsRatio: Estimate | null;
  readonly says: 'earned' | 'contrary' | 'unproven' | 'never-fired';
};

export type BacktestSummary = {
  /** Every change on the line of first parents. */
  readonly changes: number;
  readonly from: string;
  readonly to: string;
  readonly outcomes: Readonly<Record<Decision['outcome'], number>>;
  /** The same without what was only assumed because git does not keep it. */
  readonly knownOutcomes: Readonly<Record<Decision['outcome'], number>>;
  /** How many changes each finding held or blocked. */
  readonly stoppedBy: Readonly<Record<string, number>>;
  /** The changes that say something of failure: no reverts, nothing temporary, nothing too young. */
  readonly judged: Rate;
  readonly leftOut: {
    readonly reverts: number;
    readonly temporary: number;
    readonly tooYoung: number;
    /** One of several changes of a failed deployment, of which nobody knows which made it fail. */
    readonly suspects: number;
  };
  readonly auc: Estimate | null;
  readonly recall: { readonly top5: Estimate | null; readonly top10: Estimate | null; readonly top20: Estimate | null };
  /** The fifth with the lowest scores. */
  readonly lowestFifth: Rate;
  readonly bands: readonly (Rate & { readonly from: number; readonly to: number })[];
  readonly levels: readonly (Rate & { readonly level: RiskLevel })[];
  readonly factors: readonly FactorEvidence[];
  readonly together: readonly CountedTogether[];
};

type Replayed = { readonly changes: readonly ReplayedChange[]; readonly factors: readonly string[] };

const dayMilliseconds = 86_400_000;

/** What the past says of a policy: how many changes it would have stopped, and how its score ranks those that failed. */
export function summarize({ changes, factors }: Replayed): BacktestSummary {
  const kinds = kindsOf(changes);
  const judged = changes.filter((change) => kinds.get(change) === 'judged');
  const left = (kind: Kind): number => [...kinds.values()].filter((each) => each === kind).length;
  const lowest = lowestPart(judged, 0.2);
  return {
    changes: changes.length,
    from: changes[0]?.date ?? '',
    to: changes.at(-1)?.date ?? '',
    outcomes: countedOutcomes(changes.map(({ outcome }) => outcome)),
    knownOutcomes: countedOutcomes(changes.map(({ knownOutcome }) => knownOutcome)),
    stoppedBy: countsOf(changes.flatMap(({ stoppedBy }) => [...new Set(stoppedBy)])),
    judged: rateOf(judged),
    leftOut: {
      reverts: left('revert'),
      temporary: left('temporary'),
      tooYoung: left('young'),
      suspects: left('suspect'),
    },
    auc: aucEstimate(judged),
    recall: { top5: recallAt(judged, 0.05), top10: recallAt(judged, 0.1), top20: recallAt(judged, 0.2) },
    lowestFifth: { ...lowest, rate: shareOf(lowest.failed, lowest.changes) },
    bands: bandsOf(judged),
    levels: riskLevels.map((level) => ({ level, ...rateOf(judged.filter((change) => change.level === level)) })),
    factors: factors.map((id) => evidenceOf(id, judged)),
    together: countedTogether({ changes, factors }),
  };
}

/** The changes that say something of failure: no reverts, nothing temporary, nothing too young. */
export function judgedOf(changes: readonly ReplayedChange[]): readonly ReplayedChange[] {
  const kinds = kindsOf(changes);
  return changes.filter((change) => kinds.get(change) === 'judged');
}

function kindsOf(changes: readonly ReplayedChange[]): ReadonlyMap<ReplayedChange, Kind> {
  const newest = changes.reduce((latest, { date }) => Math.max(latest, Date.parse(date)), 0);
  return new Map(changes.map((change) => [change, kindOf(change, newest)]));
}

type Kind = 'judged' | 'revert' | 'temporary' | 'young' | 'suspect';

/** A revert takes back what failed before; what says that it is temporary is taken back as planned; the newest may yet fail. */
function kindOf({ isRevert, title, date, failed, suspectedBy }: ReplayedChange, newest: number): Kind {
  if (isRevert) return 'revert';
  if (/\btemp(orary|orarily)\b/i.test(title)) return 'temporary';
  if (newest - Date.parse(date) < daysToFail * dayMilliseconds) return 'young';
  return !failed && suspectedBy !== undefined ? 'suspect' : 'judged';
}

function countedOutcomes(all: readonly Decision['outcome'][]): BacktestSummary['outcomes'] {
  const count = (wanted: Decision['outcome']): number => all.filter((outcome) => outcome === wanted).length;
  return { approved: count('approved'), 'needs-approval': count('needs-approval'), blocked: count('blocked') };
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one));
}

function rateOf(changes: readonly ReplayedChange[]): Rate {
  const failed = changes.filter((change) => change.failed).length;
  return { changes: changes.length, failed, rate: shareOf(failed, changes.length) };
}

const bandWidth = 10;

function bandsOf(changes: readonly ReplayedChange[]): BacktestSummary['bands'] {
  return Array.from({ length: 100 / bandWidth }, (_, index) => {
    const [from, to] = [index * bandWidth, (index + 1) * bandWidth];
    const isLast = to === 100;
    const inside = changes.filter(({ score }) => score >= from && (score < to || isLast));
    return { from, to: isLast ? 100 : to - 1, ...rateOf(inside) };
  });
}

function evidenceOf(id: string, changes: readonly ReplayedChange[]): FactorEvidence {
  const fired = changes.filter(({ points }) => points[id] !== undefined);
  const failed = fired.filter((change) => change.failed).length;
  const all = changes.filter((change) => change.failed).length;
  const counts = { id, changes: fired.length, failed };
  if (fired.length === 0) return { ...counts, oddsRatio: null, says: 'never-fired' };
  const rest = changes.length - fired.length;
  // With less than one failure to be expected on either side, a ratio would only show how few there are.
  const expected = (Math.min(fired.length, rest) * all) / changes.length;
  if (expected < 1) return { ...counts, oddsRatio: null, says: 'unproven' };
  const fires: Odds = { failed, fine: fired.length - failed };
  const ratio = oddsRatio(fires, { failed: all - failed, fine: changes.length - all - fires.fine });
  const points = fired.reduce((sum, change) => sum + (change.points[id] ?? 0), 0);
  return { ...counts, oddsRatio: ratio, says: verdictOn(ratio, points > 0 ? 'worse' : 'better') };
}

function verdictOn({ low, high }: Estimate, claim: 'worse' | 'better'): FactorEvidence['says'] {
  if (low > 1) return claim === 'worse' ? 'earned' : 'contrary';
  if (high < 1) return claim === 'better' ? 'earned' : 'contrary';
  return 'unproven';
}
