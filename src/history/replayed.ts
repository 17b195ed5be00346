import type { ChangeFacts } from '../change/facts.ts';
import { decide } from '../decision/decide.ts';
import { outcomeOf } from '../decision/outcome.ts';
import type { Finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReplayedChange } from './backtest.ts';

/** A past change with the facts of its own time. */
export type PastChange = {
  readonly sha: string;
  readonly facts: ChangeFacts;
  readonly title: string;
  readonly isRevert: boolean;
};

/** Decides a past change under a policy at its own time; how it went is known later. */
export function replayed(policy: Policy, { sha, facts, title, isRevert }: PastChange): ReplayedChange {
  const { risk, outcome, findings, evaluatedAt } = decide(policy, facts);
  return {
    commit: sha,
    date: evaluatedAt,
    score: risk.score,
    level: risk.level,
    outcome,
    knownOutcome: outcomeOf(findings.filter(isKnown)),
    failed: false,
    failedBy: null,
    title,
    isRevert,
    points: Object.fromEntries(risk.contributions.map(({ factor, points }) => [factor, points])),
    stoppedBy: findings.filter(({ effect }) => effect !== 'note').map(({ code }) => code),
  };
}

/** That approvals are missing is known as far as they were demanded; who gave them is not in git. */
function isKnown({ code, assumed }: Finding): boolean {
  return assumed.length === 0 || code.startsWith('approvals/');
}
