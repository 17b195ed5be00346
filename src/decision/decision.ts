import type { Static } from 'typebox';
import type { Finding } from '../finding/finding.ts';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type * as Schema from './decision.schema.ts';

export type Unblock = ReadonlyDeep<Static<typeof Schema.Unblock>>;

/** The answer, with everything that made it. Survives JSON. */
export type Decision = Omit<ReadonlyDeep<Static<typeof Schema.Decision>>, 'findings'> & {
  readonly findings: readonly Finding[];
};
