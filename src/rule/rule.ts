import type { ChangeFacts, ChangeType } from '../change/facts.ts';

export type RiskLevel = 'low' | 'medium' | 'high' | 'critical';

/** Risk levels from the lowest to the highest. */
export const riskLevels = ['low', 'medium', 'high', 'critical'] as const satisfies readonly RiskLevel[];

/** Where a rule stands, `file:line`; added when a policy is loaded. */
export type Sourced = { readonly source: string };

export type ReadonlyDeep<T> = T extends readonly (infer Item)[]
  ? readonly ReadonlyDeep<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
    : T;

/** `T` after the defaults of `Keys` were filled in. */
export type Defaulted<T, Keys extends keyof T> = Omit<T, Keys> & {
  readonly [Key in Keys]-?: Exclude<T[Key], undefined>;
};

/** What every rule has. */
export type Rule = Sourced & {
  readonly id: string;
  readonly because: string;
  readonly locked?: boolean;
  readonly environments?: readonly string[];
  readonly services?: readonly string[];
  readonly changeTypes?: readonly ChangeType[];
  readonly riskLevels?: readonly RiskLevel[];
  readonly when?: string;
};

/** The change as rules see it: its facts, and what has been judged of it so far. */
export type JudgedChange = {
  /** Facts with everything derived (services, tier, local time, rollback group) filled in. */
  readonly facts: ChangeFacts;
  readonly changeType: ChangeType;
  /** True when the change type rests on an unknown fact. */
  readonly changeTypeAssumed: boolean;
  /** Null before the risk is assessed. */
  readonly risk: { readonly score: number; readonly level: RiskLevel; readonly isAssumed: boolean } | null;
};
