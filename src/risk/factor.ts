import type { Static } from 'typebox';
import type { ReadonlyDeep, RiskLevel, Sourced } from '../rule/rule.ts';
import type * as AssessmentSchema from './assessment.schema.ts';
import type * as Schema from './risk.schema.ts';

export type RiskFactor = ReadonlyDeep<Static<typeof Schema.Factor>> & Sourced;

/** The `risk` section after loading. */
export type RiskPolicy = {
  readonly base: number;
  readonly levels: Readonly<Record<Exclude<RiskLevel, 'low'>, number>>;
  readonly factors: readonly RiskFactor[];
};

export type Contribution = ReadonlyDeep<Static<typeof AssessmentSchema.Contribution>>;
export type RiskAssessment = ReadonlyDeep<Static<typeof AssessmentSchema.RiskAssessment>>;
