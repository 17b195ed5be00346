import type { Static } from 'typebox';
import type { ChangeFacts } from '../change/facts.ts';
import { instantInUtc } from '../change/instant.ts';
import type { FactsProblem } from '../change/schema-problems.ts';
import { wordErrors } from '../change/schema-problems.ts';
import type { Policy } from '../policy/policy.ts';
import type { ReadonlyDeep } from '../rule/rule.ts';
import type { Decision } from './decision.ts';
import { digestOf } from './digest.ts';
import type * as Schema from './record.schema.ts';
import { validateRecord } from './validate-record.generated.js';

/** The run that wrote a record. */
export type Run = ReadonlyDeep<Static<typeof Schema.Run>>;

type Written = ReadonlyDeep<Static<typeof Schema.ChangeRecord>>;

/** One decision, with everything needed to make it again but the policy, which many share. Survives JSON. */
export type DecisionRecord = Omit<Extract<Written, { readonly kind: 'decision' }>, 'decision' | 'facts'> & {
  readonly decision: Decision;
  readonly facts: ChangeFacts;
};

/** How one deployment went. Survives JSON. */
export type OutcomeRecord = Extract<Written, { readonly kind: 'outcome' }>;

export type ChangeRecord = DecisionRecord | OutcomeRecord;

type Judged = { readonly policy: Policy; readonly facts: ChangeFacts; readonly decision: Decision };

/** What a decision does not know of itself. */
export type Surroundings = Pick<DecisionRecord, 'repository' | 'engine' | 'timeZoneData' | 'run'>;

/** The record of a decision; the same decision of the same run gives the same record. */
export function recordDecision({ policy, facts, decision }: Judged, surroundings: Surroundings): DecisionRecord {
  const record = { schemaVersion: 1, kind: 'decision', decision, facts, policy: digestOf(policy) } as const;
  return withId({ ...record, ...surroundings });
}

/** The record of how a deployment went. */
export function recordOutcome(outcome: Omit<OutcomeRecord, 'schemaVersion' | 'kind' | 'id'>): OutcomeRecord {
  const record = { schemaVersion: 1, kind: 'outcome', ...outcome } as const;
  return { ...record, id: outcomeId(record) };
}

/** The id that a record with this content has. */
export function idOf(record: ChangeRecord): string {
  return record.kind === 'decision' ? decisionId(record) : outcomeId(record);
}

function withId(record: Omit<DecisionRecord, 'id'>): DecisionRecord {
  return { ...record, id: decisionId(record) };
}

/** INVARIANT: covers everything around the decision; what it was made of is covered by the two digests. */
function decisionId(record: Omit<DecisionRecord, 'id'>): string {
  const { schemaVersion, kind, repository, policy, engine, timeZoneData, run, decision } = record;
  const { environment, head, evaluatedAt, factsDigest } = decision;
  const surroundings = { schemaVersion, kind, repository, policy, engine, timeZoneData, run };
  return shortDigest({ ...surroundings, environment, head, evaluatedAt, factsDigest });
}

function outcomeId(record: Omit<OutcomeRecord, 'id'>): string {
  const {
    schemaVersion,
    kind,
    repository,
    decisionId: decision,
    environment,
    head,
    outcome,
    at,
    by,
    note,
    run,
  } = record;
  return shortDigest({ schemaVersion, kind, repository, decision, environment, head, outcome, at, by, note, run });
}

const idLength = 20;

function shortDigest(value: object): string {
  return digestOf(value).slice('sha256:'.length, 'sha256:'.length + idLength);
}

export type ParsedRecord =
  | { readonly ok: true; readonly record: ChangeRecord }
  | { readonly ok: false; readonly problems: readonly FactsProblem[] };

/** Reads a record, already parsed from JSON. Whether it is genuine is not looked at: that is what a replay shows. */
export function parseRecord(document: unknown): ParsedRecord {
  if (!validateRecord(document)) return { ok: false, problems: wordErrors(validateRecord.errors ?? [], 'key') };
  const instants = document.kind === 'decision' ? instantsOf(document) : { '/at': document.at };
  const problems = Object.entries(instants)
    .filter(([, text]) => instantInUtc(text) === null)
    .map(([pointer, text]) => ({ pointer, problem: `\`${text.slice(0, 60)}\` is no instant`, remedy: null }));
  return problems.length === 0 ? { ok: true, record: document } : { ok: false, problems };
}

function instantsOf({ decision, facts }: DecisionRecord): Readonly<Record<string, string>> {
  return { '/decision/evaluatedAt': decision.evaluatedAt, '/facts/evaluatedAt': facts.evaluatedAt };
}
