import type { Static } from 'typebox';
import type * as Schema from './facts.schema.ts';

/** A fact that is not known, with the reason. */
export type Unknown = { readonly unknown: string };

/** A known fact is its value. */
export type Fact<T> = T | Unknown;

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** What keeps the author of a change from editing the workflow that judges it. */
export type Enforcement = Exclude<NonNullable<FactsDocument['enforcement']>, Unknown>;

/** Facts as a file, a pipeline or a test gives them: everything but the instant may be left out. */
export type FactsDocument = DeepReadonly<Static<typeof Schema.FactsDocument>>;

/** The same with nothing left out of its files, approvals, checks and plan. */
export type SpelledOutFacts = Omit<
  FactsDocument,
  'files' | 'approvals' | 'checks' | 'running' | 'runningElsewhere' | 'locks' | 'plan'
> &
  Partial<Pick<ChangeFacts, 'files' | 'approvals' | 'checks' | 'running' | 'runningElsewhere' | 'locks' | 'plan'>>;

export type ChangedFile = DeepReadonly<Static<typeof Schema.ChangedFile>>;
export type FileKind = ChangedFile['kind'];
export type Files = DeepReadonly<Static<typeof Schema.Files>>;
export type Approval = DeepReadonly<Static<typeof Schema.Approval>>;
/** What one pull request brings, or a commit that came without one. */
export type ChangePart = DeepReadonly<Static<typeof Schema.ChangePart>>;
export type Check = DeepReadonly<Static<typeof Schema.Check>>;
/** What one evidence file or endpoint says, or why it cannot be read. */
export type EvidenceDocument = DeepReadonly<Static<typeof Schema.EvidenceDocument>>;
export type RunningDeployment = DeepReadonly<Static<typeof Schema.RunningDeployment>>;
export type HeldLock = DeepReadonly<Static<typeof Schema.HeldLock>>;
export type RollbackPlan = DeepReadonly<Static<typeof Schema.RollbackPlan>>;
/** An incident or a known problem. */
export type Incident = DeepReadonly<Static<typeof Schema.Incident>>;
/** How the past changes of one standard change went. */
export type ModelPast = DeepReadonly<Static<typeof Schema.ModelPast>>;
/** A post-implementation review that nobody has closed. */
export type OpenReview = DeepReadonly<Static<typeof Schema.OpenReview>>;
export type Declaration = DeepReadonly<Static<typeof Schema.Declaration>>;
export type ChangeType = 'standard' | 'normal' | 'emergency';
export type Lane = 'rollback' | 'emergency' | 'none';

type Groups = typeof Schema.factGroups;
type Group<Name extends keyof Groups> = DeepReadonly<Static<Groups[Name]>>;

/** What is known of a change at one instant: every fact is there, known or unknown. */
export type ChangeFacts = {
  readonly evaluatedAt: string;
  readonly base: Fact<string>;
  readonly head: Fact<string>;
  /** Absent: nobody looked for what is live, as in a document written by hand. */
  readonly baseSource?: Fact<'deployment' | 'ledger' | 'input' | 'parent' | 'merge-base' | 'first-deployment'>;
  /** Absent: nobody compared the head with what is live. */
  readonly lineage?: Fact<'ahead' | 'same' | 'behind' | 'diverged'>;
  /** Absent: nobody looked; a declared rollback is then not proven. */
  readonly wasLiveBefore?: Fact<boolean>;
  /** Ids of the standard changes that failed too often. Absent: they follow from `models`. */
  readonly suspended?: Fact<readonly string[]>;
  /** Whether the author of the change could take the gate out of its workflow. Absent: nobody looked, as on a command line. */
  readonly enforcement?: Fact<Enforcement>;
  /** How past standard changes went. Absent: nobody looked, and none counts as suspended. */
  readonly models?: Fact<readonly ModelPast[]>;
  /** Absent: nobody looked; the group `operations` may still know how many there are. */
  readonly incidents?: Fact<readonly Incident[]>;
  /** What each pull request of the change says that it closes. Absent: nobody looked, and nothing counts as said. */
  readonly closes?: Fact<readonly { readonly pull: number | null; readonly issues: readonly number[] }[]>;
  /** Absent: nobody looked; the group `operations` may still know how many are overdue. */
  readonly reviews?: Fact<readonly OpenReview[]>;
  readonly environment: Fact<string>;
  readonly services: Fact<readonly string[]>;
  readonly tier: Fact<number>;
  /** Who looks after the services touched. Absent until the catalogue tells, like the next. */
  readonly owners?: Fact<readonly string[]>;
  /** Services that those touched depend on, directly. */
  readonly dependencies?: Fact<readonly string[]>;
  readonly makers: Fact<readonly string[]>;
  /** Each must be approved by itself. Absent: nobody told them apart; then, and if unknown, the change is judged as one. */
  readonly parts?: Fact<readonly ChangePart[]>;
  readonly declared?: Declaration;
  /** Names of facts that somebody set by hand. */
  readonly assumed?: readonly string[];
  readonly change: Group<'change'>;
  readonly files: Files;
  readonly author: Group<'author'>;
  readonly area: Group<'area'>;
  readonly deployments: Group<'deployments'>;
  /** Other deployments to the environment. Absent: nobody told them apart; then their number counts. */
  readonly running?: Fact<readonly RunningDeployment[]>;
  /** The same of other repositories, as far as the change has to do with their services. Absent: nobody looked. */
  readonly runningElsewhere?: Fact<readonly RunningDeployment[]>;
  /** Locks of other runs. Absent: nobody asked for one; none is in the way. */
  readonly locks?: Fact<readonly HeldLock[]>;
  readonly operations: Group<'operations'>;
  readonly rollback: Group<'rollback'>;
  readonly local: Group<'local'>;
  readonly plan: Fact<RollbackPlan | null>;
  readonly approvals: Fact<readonly Approval[]>;
  readonly checks: Fact<readonly Check[]>;
  /** Absent: nobody looked; what it would prove then counts as not proven. */
  readonly evidence?: Fact<readonly EvidenceDocument[]>;
  /** The globs and URLs that `evidence` was read from. Absent: it lists all there is. */
  readonly evidenceSought?: readonly string[];
};

/** Tells an unknown fact from a known one. */
export function isUnknown(fact: unknown): fact is Unknown {
  return typeof fact === 'object' && fact !== null && 'unknown' in fact;
}
