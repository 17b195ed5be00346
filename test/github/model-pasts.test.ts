import { describe, expect, test } from 'vitest';
import type { DecisionRecord } from '../../src/decision/record.ts';
import type { Ledger } from '../../src/github/ledger-branch.ts';
import { entryOfOutcome } from '../../src/github/ledger-entry.ts';
import { appendToLedger } from '../../src/github/ledger.ts';
import { readModelPasts } from '../../src/github/model-pasts.ts';
import { recordOutcome } from '../../src/github/record-outcome.ts';
import { readRecordFile } from '../../src/history/records.ts';
import { aDecision, anOutcome } from '../decision/a-record.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aGitHub, entryOf, filesOn, hastyClient, ledger, quick } from './a-ledger.ts';

type Said = {
  readonly model: string;
  readonly id: string;
  readonly outcome: 'success' | 'failure';
  readonly at: string;
};

async function say(fake: FakeGitHub, { model, id, outcome, at }: Said, into: Ledger = ledger): Promise<void> {
  const entry = entryOfOutcome(anOutcome({ decisionId: id.repeat(20), outcome, at }), model);
  await appendToLedger(hastyClient(fake), { ledger: into, entry, pace: quick });
}

const three: readonly Said[] = [
  { model: 'flip', id: 'a', outcome: 'success', at: '2026-11-24T10:00:00Z' },
  { model: 'flip', id: 'b', outcome: 'failure', at: '2026-11-24T11:00:00Z' },
  { model: 'docs', id: 'c', outcome: 'success', at: '2026-11-24T12:00:00Z' },
];

describe('the past of standard changes', () => {
  test('is read with one call, however many there are', async () => {
    const { fake, github } = await aGitHub();
    for (const each of three) await say(fake, each);
    const before = fake.requests.length;

    const pasts = await readModelPasts(github, ledger);

    expect(pasts).toEqual([
      { model: 'docs', finished: 1, failures: [] },
      { model: 'flip', finished: 2, failures: ['2026-11-24T11:00:00Z'] },
    ]);
    expect(fake.requests.length - before).toBe(1);
  });

  test('is empty where there is no ledger yet', async () => {
    const { github } = await aGitHub();

    expect(await readModelPasts(github, ledger)).toEqual([]);
  });

  test('of a repository with a ledger of many is its own', async () => {
    const { fake, github } = await aGitHub();
    const [shop, bank] = ['acme/shop', 'acme/bank'].map((folder) => ({ ...ledger, folder }));
    if (shop === undefined || bank === undefined) throw new Error('two ledgers');
    for (const each of three) await say(fake, each, bank);
    await say(fake, { model: 'flip', id: 'd', outcome: 'success', at: '2026-11-24T10:00:00Z' }, shop);

    expect(await readModelPasts(github, shop)).toEqual([{ model: 'flip', finished: 1, failures: [] }]);
  });

  test('is unknown to a token that may not read it', async () => {
    const { github } = await aGitHub({ tokens: [{ token: 'weak', permissions: { issues: 'read' } }] });

    expect(await readModelPasts(github, ledger)).toEqual({
      unknown:
        'GitHub answered FORBIDDEN to reading how past standard changes went; the token lacks the permission `contents: read`',
    });
  });
});

describe('an outcome of a standard change', () => {
  test('is marked in the commit that records it, and readers of records pass the mark over', async () => {
    const { fake } = await aGitHub();
    const { record: normal, policy } = await aDecision();
    const record: DecisionRecord = { ...normal, decision: { ...normal.decision, changeModel: 'flip' } };
    await appendToLedger(hastyClient(fake), { ledger, entry: entryOf(record, policy), pace: quick });
    const { id: _id, schemaVersion: _version, kind: _kind, ...outcome } = anOutcome({ outcome: 'failure' });

    await recordOutcome(hastyClient(fake), {
      ledger,
      outcome: { ...outcome, repository: record.repository ?? '' },
      pace: quick,
    });

    const files = Object.entries(filesOn(fake)).map(([path, text]) => ({ path, text }));
    const marks = files.filter(({ path }) => path.startsWith('models/'));
    expect(marks.map(({ path }) => path)).toEqual([expect.stringMatching(/^models\/flip\/\d{8}T\d{6}Z-failure-/)]);
    expect(marks.map((mark) => readRecordFile(mark).kind)).toEqual(['foreign']);
  });
});
