import type { ChangeFacts } from '../change/facts.ts';
import { decide } from '../decision/decide.ts';
import { outcomeOf } from '../decision/outcome.ts';
import type { DecisionRecord } from '../decision/record.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReplayedChange, Stop } from './backtest.ts';

/** A past change with the facts of its own time. */
export type PastChange = {
  readonly sha: string;
  readonly facts: ChangeFacts;
  readonly title: string;
  readonly isRevert: boolean;
  /** Where the facts come from; git alone cannot know some of them. Left out: git. */
  readonly from?: 'git' | 'record';
};

/** Decides a past change under a policy at its own time; how it went is known later. */
export function replayed(policy: Policy, { sha, facts, title, isRevert, from = 'git' }: PastChange): ReplayedChange {
  const { risk, outcome, findings, evaluatedAt } = decide(policy, facts);
  const known = from === 'git' ? findings.filter(isKnownToGit) : findings;
  return {
    commit: sha,
    date: evaluatedAt,
    score: risk.score,
    level: risk.level,
    outcome,
    knownOutcome: outcomeOf(known),
    failed: false,
    failedBy: null,
    title,
    isRevert,
    points: Object.fromEntries(risk.contributions.map(({ factor, points }) => [factor, points])),
    stoppedBy: stopsOf(findings).map(({ code }) => code),
    knownStops: stopsOf(known),
  };
}

/** That approvals are missing is known as far as they were demanded; who gave them is not in git. */
function isKnownToGit({ code, assumed }: Finding): boolean {
  return assumed.length === 0 || code.startsWith('approvals/');
}

function stopsOf(findings: readonly Finding[]): readonly Stop[] {
  return findings.flatMap(({ code, effect }) => (effect === 'note' ? [] : [{ code, effect }]));
}

/** A recorded change with the facts that the gate had of it; null if it does not say which commit it was. */
export function recordedChange({ decision, facts }: DecisionRecord): PastChange | null {
  const { head } = decision;
  if (head === null) return null;
  const { title, isRevert } = facts.change;
  return {
    sha: head,
    facts,
    title: typeof title === 'string' ? title : '',
    isRevert: isRevert === true,
    from: 'record',
  };
}
