import type { Static } from 'typebox';
import type { Defaulted, ReadonlyDeep, Sourced } from '../rule/rule.ts';
import type * as Schema from './standard.schema.ts';

/** A pre-authorised change model, after loading. */
export type StandardChange = Defaulted<ReadonlyDeep<Static<typeof Schema.StandardChange>>, 'app'> & Sourced;
