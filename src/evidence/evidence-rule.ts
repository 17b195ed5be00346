import type { Static } from 'typebox';
import type { Defaulted, ReadonlyDeep, Sourced } from '../rule/rule.ts';
import type * as Schema from './evidence.schema.ts';

type Demanded<T extends { effect?: unknown }> = Defaulted<ReadonlyDeep<T>, 'effect'> & Sourced;

export type CheckEvidence = Defaulted<Demanded<Static<typeof Schema.CheckEvidence>>, 'app'>;
export type FileEvidence = Demanded<Static<typeof Schema.FileEvidence>>;
export type SloEvidence = Demanded<Static<typeof Schema.SloEvidence>>;
export type EvidenceKind = Static<typeof Schema.EvidenceKind>;

/** A rule that demands evidence, after loading. */
export type EvidenceRule = CheckEvidence | FileEvidence | SloEvidence;

/** What the service catalogue says of a service, as far as evidence is concerned. */
export type PromisedService = { readonly objectives?: readonly string[] | undefined };
