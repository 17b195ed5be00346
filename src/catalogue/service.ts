import type { Static } from 'typebox';
import type { Defaulted, ReadonlyDeep, Sourced } from '../rule/rule.ts';
import type * as Schema from './service.schema.ts';

/** A service as somebody wrote it. */
export type WrittenService = ReadonlyDeep<Static<typeof Schema.Service>>;

/** A service of the catalogue, after loading. */
export type Service = Defaulted<WrittenService, 'tier' | 'paths'> & Sourced;

/** What rollback plans of changes of a service inherit. */
export type RollbackDefault = ReadonlyDeep<Static<typeof Schema.RollbackDefault>>;
export type Link = ReadonlyDeep<Static<typeof Schema.Link>>;
