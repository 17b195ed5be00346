import type { Static } from 'typebox';
import type * as Schema from './finding.schema.ts';

export type Effect = 'note' | 'hold' | 'block';
export type Assumption = Readonly<Static<typeof Schema.Assumption>>;

/** The areas whose rules make findings of their own: `schedule/<rule id>`. */
type RuleArea = 'schedule' | 'evidence' | 'approvals' | 'conflicts';

/** The codes of findings of the gate itself. */
export const ownCodes = [
  'change/base-unknown',
  'change/base-is-parent',
  'change/first-deployment',
  'change/superseded',
  'change/lineage-unknown',
  'change/empty',
  'change/environment-assumed',
  'change/services-unknown',
  'change/facts-assumed',
  'change/policy-edited',
  'change/fixes-incident',
  'lane/rollback-proven',
  'lane/rollback-not-proven',
  'lane/emergency-declared',
  'lane/emergency-undefined',
  'lane/emergency-reason-missing',
  'lane/emergency-incident-missing',
  'risk/assumed',
  'standard/matched',
  'standard/too-risky',
  'standard/expired',
  'standard/expiring',
  'standard/check-missing',
  'standard/suspended',
  'operations/review-open',
  'operations/review-overdue',
  'schedule/outside-windows',
  'schedule/freeze-ahead',
  'schedule/exception',
  'rollback/plan-missing',
  'rollback/plan-weak',
  'rollback/plan-unknown',
  'rollback/plan-hint',
  'evidence/expires-soon',
  'evidence/edited',
  'conflicts/same-service',
  'conflicts/dependency',
  'approvals/emergency',
  'gate/not-enforced',
  'gate/advise',
] as const;

/** Findings of the gate itself. */
export type OwnCode = (typeof ownCodes)[number];

export type FindingCode = OwnCode | `${RuleArea}/${string}`;

/** One thing noticed. The heaviest effect among the findings is the outcome. */
export type Finding = Readonly<Omit<Static<typeof Schema.Finding>, 'code' | 'approvers' | 'facts' | 'assumed'>> & {
  readonly code: FindingCode;
  readonly approvers: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
  readonly assumed: readonly Assumption[];
};

type FindingParts = Pick<Finding, 'code' | 'effect' | 'problem'> & Partial<Finding>;

/** A finding with nothing left out; what is not given is empty. */
export function finding(parts: FindingParts): Finding {
  return {
    rule: null,
    source: null,
    because: null,
    remedy: null,
    until: null,
    approvers: [],
    liftedBy: null,
    facts: {},
    assumed: [],
    ...parts,
  };
}

const weight = { note: 0, hold: 1, block: 2 } as const satisfies Record<Effect, number>;

/** The heavier of two effects. */
export function heavier(one: Effect, other: Effect): Effect {
  return weight[one] >= weight[other] ? one : other;
}
