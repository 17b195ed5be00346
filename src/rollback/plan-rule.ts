import type { Static } from 'typebox';
import type { Defaulted, ReadonlyDeep, Sourced } from '../rule/rule.ts';
import type * as JudgementSchema from './judgement.schema.ts';
import type * as Schema from './rollback.schema.ts';

/** A rule that demands a rollback plan, after loading. */
export type PlanRule = Defaulted<ReadonlyDeep<Static<typeof Schema.PlanRule>>, 'require' | 'missing' | 'weak'> &
  Sourced;

export type RollbackJudgement = ReadonlyDeep<Static<typeof JudgementSchema.RollbackJudgement>>;
