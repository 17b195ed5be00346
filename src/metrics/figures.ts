import type { Static } from 'typebox';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type * as Schema from './metrics.schema.ts';

/** What the ledger says of how changes went. Survives JSON. */
export type Metrics = ReadonlyDeep<Static<typeof Schema.Metrics>>;
export type Rate = ReadonlyDeep<Static<typeof Schema.Rate>>;
export type Review = Metrics['reviews'][number];
export type StandardChangeHealth = Metrics['standardChanges'][number];
export type Proposal = NonNullable<Metrics['proposals']>['standardChanges'][number];
