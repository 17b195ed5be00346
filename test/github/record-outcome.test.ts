import { describe, expect, test } from 'vitest';
import type { DecisionRecord } from '../../src/decision/record.ts';
import { recordDecision } from '../../src/decision/record.ts';
import { recordFile } from '../../src/decision/record-file.ts';
import { entryOfDecision } from '../../src/github/ledger-entry.ts';
import { appendToLedger } from '../../src/github/ledger.ts';
import type { Outcome } from '../../src/github/record-outcome.ts';
import { recordOutcome } from '../../src/github/record-outcome.ts';
import { readRecordFile } from '../../src/history/records.ts';
import { head } from '../builders.ts';
import { aDecision, surroundings } from '../decision/a-record.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aGitHub, filesOn, hastyClient, ledger, lengthOf, quick } from './a-ledger.ts';

const wentWell: Outcome = {
  repository: 'acme/shop',
  decisionId: null,
  environment: 'production',
  head,
  outcome: 'success',
  at: '2026-11-24T11:00:00Z',
  by: 'mia',
  note: null,
  run: null,
};

type Parts = Parameters<typeof aDecision>[0];

/** A ledger with decisions, each made of some facts. */
async function ledgerOf(...decisions: readonly Parts[]): Promise<{ fake: FakeGitHub; records: DecisionRecord[] }> {
  const { fake } = await aGitHub();
  const records: DecisionRecord[] = [];
  for (const parts of decisions) {
    const { record, policy } = await aDecision(parts);
    records.push(record);
    await appendToLedger(hastyClient(fake), { ledger, entry: entryOfDecision(record, policy), pace: quick });
  }
  return { fake, records };
}

async function addDecision(fake: FakeGitHub, parts: Parts, run: DecisionRecord['run']): Promise<DecisionRecord> {
  const { record: other, policy, facts } = await aDecision(parts);
  const made = recordDecision({ policy, facts, decision: other.decision }, { ...surroundings, run });
  await appendToLedger(hastyClient(fake), { ledger, entry: entryOfDecision(made, policy), pace: quick });
  return made;
}

async function record(fake: FakeGitHub, parts: Partial<Outcome> = {}) {
  return await recordOutcome(hastyClient(fake), { ledger, outcome: { ...wentWell, ...parts }, pace: quick });
}

function outcomesOn(fake: FakeGitHub) {
  return Object.entries(filesOn(fake)).flatMap(([path, text]) => {
    const read = readRecordFile({ path, text });
    return read.kind === 'record' && read.record.kind === 'outcome' ? [read.record] : [];
  });
}

describe('an outcome', () => {
  test('is put to the last decision about the commit and the environment', async () => {
    const { fake, records } = await ledgerOf(
      { evaluatedAt: '2026-10-30T10:00:00Z' },
      { evaluatedAt: '2026-11-24T10:00:00Z' },
      { evaluatedAt: '2026-11-24T10:30:00Z', environment: 'staging' },
      { evaluatedAt: '2026-11-24T10:40:00Z', head: '9'.repeat(40) },
    );

    const recorded = await record(fake, { outcome: 'rolled-back', note: 'checkout failed' });

    expect(recorded).toMatchObject({ kept: { kind: 'written' }, decisionId: records[1]?.id });
    expect(outcomesOn(fake)).toMatchObject([
      { decisionId: records[1]?.id, outcome: 'rolled-back', note: 'checkout failed', by: 'mia' },
    ]);
  });

  test('finds a decision of the last year at the turn of the year', async () => {
    const { fake, records } = await ledgerOf({ evaluatedAt: '2026-12-31T23:00:00Z' });

    expect((await record(fake, { at: '2027-01-01T01:00:00Z' })).decisionId).toBe(records[0]?.id);
  });

  test('tells environments apart whose names are alike', async () => {
    const { fake, records } = await ledgerOf({ environment: 'prod/eu' }, { environment: 'prod-eu' });

    expect((await record(fake, { environment: 'prod/eu' })).decisionId).toBe(records[0]?.id);
  });

  test.each([
    { case: 'an older decision', parts: { evaluatedAt: '2026-08-24T10:00:00Z' } },
    { case: 'one for another environment', parts: { environment: 'staging' } },
    { case: 'one about another commit', parts: { head: '9'.repeat(40) } },
  ])('where there is only $case stands alone', async ({ parts }) => {
    const { fake } = await ledgerOf(parts);

    expect(await record(fake)).toMatchObject({ kept: { kind: 'written' }, decisionId: null });
    expect(outcomesOn(fake)).toMatchObject([{ decisionId: null, head }]);
  });

  test('is not put to a decision that somebody changed', async () => {
    const { record: decision } = await aDecision();
    const { path, text } = recordFile(decision);
    const changes = { [path]: text.replace('"attempt": 1', '"attempt": 2') };
    const { fake } = await aGitHub({
      repository: { commits: [{}, { branch: ledger.branch, parents: [], changes }] },
    });

    expect((await record(fake)).decisionId).toBeNull();
  });

  test('makes the ledger if it is the first record', async () => {
    const { fake } = await aGitHub();

    expect(await record(fake)).toMatchObject({ kept: { kind: 'written' }, decisionId: null });
    expect(lengthOf(fake)).toBe(1);
  });

  test('is put to the decision that is named, without looking for one', async () => {
    const { fake } = await aGitHub();
    const decisionId = 'a'.repeat(20);

    expect((await record(fake, { decisionId })).decisionId).toBe(decisionId);
    expect(fake.calls('graphql')).toHaveLength(1);
  });

  test('that is recorded again stands there once', async () => {
    const { fake } = await ledgerOf({});
    await record(fake);

    expect((await record(fake)).kept).toEqual({ kind: 'there-already' });
    expect(outcomesOn(fake)).toHaveLength(1);
  });

  const run = { url: null, id: '7', attempt: 1, actor: 'mia', mode: 'enforce' } as const;
  const again = { at: '2026-11-24T12:00:00Z', run: { ...run, attempt: 2 } };

  test('that a later attempt of the run says again stands there once', async () => {
    const { fake } = await ledgerOf({});
    await record(fake, { run });
    await record(fake, { at: '2026-11-24T11:30:00Z', environment: 'staging', run: { ...run, id: '8' } });

    expect((await record(fake, again)).kept).toEqual({ kind: 'there-already' });
    expect(outcomesOn(fake)).toHaveLength(2);
  });

  test.each([
    { case: 'another outcome', other: { outcome: 'rolled-back' as const } },
    { case: 'that of another run', other: { run: { ...run, id: '8' } } },
    { case: 'that of nobody knows which run', other: { run: null } },
    { case: 'that of another environment', other: { environment: 'staging' } },
    { case: 'that of another commit', other: { head: '2'.repeat(40) } },
  ])('that is $case is recorded too', async ({ other }) => {
    const { fake } = await ledgerOf({});
    await record(fake, { run });

    expect((await record(fake, { ...again, ...other })).kept.kind).toBe('written');
    expect(outcomesOn(fake)).toHaveLength(2);
  });

  test('that the same run says again is news after another deployment', async () => {
    const { fake } = await ledgerOf({});
    await record(fake, { run });
    await record(fake, { head: '2'.repeat(40), at: '2026-11-24T11:30:00Z', run: { ...run, id: '8' } });

    expect((await record(fake, again)).kept.kind).toBe('written');
    expect(outcomesOn(fake)).toHaveLength(3);
  });

  test('that two attempts say at once stands there once', async () => {
    const { fake } = await ledgerOf({});

    const recorded = await Promise.all([record(fake, { run }), record(fake, again)]);

    expect(recorded.map(({ kept }) => kept.kind).toSorted()).toEqual(['there-already', 'written']);
    expect(outcomesOn(fake)).toHaveLength(1);
  });

  test('is put to the decision of its own run, before one that came later', async () => {
    const { fake, records } = await ledgerOf({ evaluatedAt: '2026-11-24T10:00:00Z' });
    await addDecision(fake, { evaluatedAt: '2026-11-24T10:30:00Z' }, { ...surroundings.run, id: '8' });

    expect((await record(fake, { run })).decisionId).toBe(records[0]?.id);
  });

  test('of a run without a decision is put to the last one that let it pass', async () => {
    const { fake } = await ledgerOf();
    const [at, later] = [{ evaluatedAt: '2026-11-24T10:00:00Z' }, { evaluatedAt: '2026-11-24T10:30:00Z' }];
    const passed = await addDecision(fake, at, { ...surroundings.run, mode: 'advise' });
    await addDecision(fake, later, { ...surroundings.run, id: '8' });

    expect((await record(fake, { run: { ...run, id: '9' } })).decisionId).toBe(passed.id);
  });

  test('is not recorded without knowing what it belongs to, if the ledger cannot be read', async () => {
    const { fake } = await ledgerOf({});
    fake.fault({ path: '/repos/*/*/git/blobs/*', with: { kind: 'status', status: 502 } });

    expect(await record(fake)).toEqual({
      kept: { kind: 'refused', reason: 'GitHub answered 502 to looking for the decision in the ledger' },
      decisionId: null,
      decision: null,
    });
    expect(outcomesOn(fake)).toEqual([]);
  });
});

describe('the message of a commit', () => {
  test('holds nothing that others wrote', async () => {
    const { record: hostile, policy } = await aDecision({
      environment: 'prod\n\nCo-authored-by: eve <e@x> @acme/all #1',
    });

    expect(entryOfDecision(hostile, policy).message).toBe(
      `${hostile.decision.outcome} prod-co-authored-by-eve-e-x-acme-all-1-111111111111`,
    );
  });
});
