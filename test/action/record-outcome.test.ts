import { describe, expect, test } from 'vitest';
import { keepOutcome } from '../../src/action/record-outcome.ts';
import { readOutcome } from '../../src/action/outcome-word.ts';
import { entryOfDecision } from '../../src/github/ledger-entry.ts';
import { appendToLedger } from '../../src/github/ledger.ts';
import { head } from '../builders.ts';
import { aDecision, surroundings } from '../decision/a-record.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aGitHub, filesOn, hastyClient, ledger, quick } from '../github/a-ledger.ts';

type Recording = Parameters<typeof keepOutcome>[0];

async function keep(fake: FakeGitHub, parts: Partial<Recording> = {}) {
  return await keepOutcome({
    inputs: { environment: 'production', reason: null },
    environment: 'production',
    outcome: 'success',
    event: { owner: 'acme', repository: 'shop', actor: 'mia' },
    head,
    access: { ledger, github: async () => hastyClient(fake), remedy: 'give the job `contents: write`' },
    run: surroundings.run,
    now: '2026-11-24T11:00:00Z',
    redacted: (text) => text.replaceAll('hunter2', '***'),
    pace: quick,
    ...parts,
  });
}

function outcomesOn(fake: FakeGitHub): readonly unknown[] {
  return Object.entries(filesOn(fake)).flatMap(([path, text]) =>
    path.includes('-outcome-') ? [JSON.parse(text)] : [],
  );
}

describe('the command record-outcome', () => {
  test('puts the outcome to the decision', async () => {
    const { fake } = await aGitHub();
    const { record, policy } = await aDecision();
    await appendToLedger(hastyClient(fake), { ledger, entry: entryOfDecision(record, policy), pace: quick });
    const inputs = { environment: 'production', reason: 'hunter2 was wrong' };

    const { kept, notes } = await keep(fake, { outcome: 'failure', inputs });

    expect([kept.kind, notes]).toEqual(['written', []]);
    expect(outcomesOn(fake)).toMatchObject([
      { decisionId: record.id, outcome: 'failure', note: '*** was wrong', by: 'mia', head, environment: 'production' },
    ]);
  });

  test('without a decision keeps the outcome alone, and says so', async () => {
    const { fake } = await aGitHub();

    expect((await keep(fake)).notes).toEqual([
      'no decision about 111111111111 in `production` was found in the ledger: the outcome stands alone',
    ]);
    expect(outcomesOn(fake)).toMatchObject([{ decisionId: null }]);
  });

  test('of which nobody named the environment says which one it took', async () => {
    const { fake } = await aGitHub();

    expect((await keep(fake, { inputs: { environment: null, reason: null } })).notes).toContain(
      'the input `environment` was not given, so the outcome was recorded for `production`',
    );
  });

  test('that may not write fails, and names the permission', async () => {
    const { fake } = await aGitHub({ tokens: [{ token: 'reader', permissions: { contents: 'read' } }] });

    await expect(keep(fake)).rejects.toMatchObject({
      exitCode: 3,
      problem: expect.stringContaining('the token lacks the permission `contents: write`'),
      remedy: 'give the job `contents: write`',
    });
  });

  test('without a token fails', async () => {
    const { fake } = await aGitHub();

    await expect(keep(fake, { access: { ledger, github: null, remedy: '' } })).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('the word for an outcome', () => {
  test.each([
    { word: 'success', outcome: 'success' },
    { word: 'failure', outcome: 'failure' },
    { word: 'error', outcome: 'failure' },
    { word: 'timed_out', outcome: 'failure' },
    { word: 'rollback', outcome: 'rolled-back' },
    { word: 'rolled-back', outcome: 'rolled-back' },
    { word: 'cancelled', outcome: 'cancelled' },
    { word: 'Success', outcome: 'success' },
  ])('$word means $outcome', ({ word, outcome }) => {
    expect(readOutcome(word)).toEqual({ kind: 'ended', outcome });
  });

  test.each(['skipped', 'inactive', 'queued', 'pending', 'waiting', 'in_progress'])('%s means nothing yet', (word) => {
    expect(readOutcome(word)).toMatchObject({ kind: 'nothing' });
  });

  test.each([
    { word: null, problem: '`command: record-outcome` needs the input `outcome`', remedy: /needs\.deploy\.result/ },
    { word: 'sucess', problem: 'is `sucess`, expected one of', remedy: /^did you mean `success`/ },
    { word: 'constructor', problem: 'is `constructor`, expected one of', remedy: /^say how/ },
  ])('$word is refused', ({ word, problem, remedy }) => {
    expect(() => readOutcome(word)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        problem: expect.stringContaining(problem),
        remedy: expect.stringMatching(remedy),
      }),
    );
  });
});
