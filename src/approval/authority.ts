import type { Static } from 'typebox';
import type { Defaulted, ReadonlyDeep, Sourced } from '../rule/rule.ts';
import type * as RequiredSchema from './required.schema.ts';
import type * as Schema from './approval.schema.ts';

export type Authority = ReadonlyDeep<Static<typeof Schema.Authority>> & Sourced;
export type ApprovalRule = Defaulted<ReadonlyDeep<Static<typeof Schema.ApprovalRule>>, 'count'> & Sourced;

/** The `emergency` section, after loading. */
export type EmergencyRule = Sourced & {
  readonly because: string;
  readonly label?: string;
  readonly approvals: { readonly from: readonly string[]; readonly count: number };
  readonly reviewWithin: string;
};

export type RequiredApproval = ReadonlyDeep<Static<typeof RequiredSchema.RequiredApproval>>;
