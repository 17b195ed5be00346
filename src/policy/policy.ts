import type { Static } from 'typebox';
import type { ApprovalRule, Authority, EmergencyRule } from '../approval/authority.ts';
import type { Service } from '../catalogue/service.ts';
import type { ConflictRule } from '../conflict/conflict-rule.ts';
import type { EvidenceRule } from '../evidence/evidence-rule.ts';
import type { RiskPolicy } from '../risk/factor.ts';
import type { PlanRule } from '../rollback/plan-rule.ts';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type { Schedule } from '../schedule/schedule.ts';
import type { StandardChange } from '../standard/standard-change.ts';
import type * as Schema from './policy.schema.ts';

/** One policy file as written, after it was found to fit the schema. */
export type PolicyFile = ReadonlyDeep<Static<typeof Schema.PolicyFile>>;

export type IncidentRule = {
  readonly label: string;
  readonly problemLabel: string;
  readonly serviceLabel: string;
  readonly serviceField: string;
};

export type ReviewRule = { readonly label: string; readonly within: string };

/** A whole policy: everything it extends merged in, defaults filled, each rule with its place. Survives JSON. */
export type Policy = {
  readonly version: 1;
  /** The files that it was made of, in the order of merging; `ref` is the commit that a moving reference meant. */
  readonly files: readonly { readonly path: string; readonly digest: string; readonly ref?: string }[];
  readonly trustedBranches: readonly string[];
  readonly authorities: Readonly<Record<string, Authority>>;
  readonly services: Readonly<Record<string, Service>>;
  /** Where services are described beside the policy: paths and patterns of files, from the root of the repository. */
  readonly describedBy: readonly string[];
  readonly risk: RiskPolicy;
  /** Null: the policy says nothing about time; always open. */
  readonly schedule: Schedule | null;
  readonly rollback: { readonly plans: readonly PlanRule[] };
  readonly standardChanges: readonly StandardChange[];
  readonly evidence: readonly EvidenceRule[];
  readonly approvals: readonly ApprovalRule[];
  /** Null: a declared emergency is blocked. */
  readonly emergency: EmergencyRule | null;
  /** Null: other deployments do not matter. */
  readonly conflicts: ConflictRule | null;
  /** Which issues are incidents and known problems, and how they name their service. */
  readonly incidents: IncidentRule;
  /** The label of post-implementation reviews, and the time after which one is due. */
  readonly reviews: ReviewRule;
  readonly record: {
    readonly branch: string;
    /** `owner/name`; left out: the repository of the change. */
    readonly repository?: string;
    readonly deployers: readonly string[];
  };
};
