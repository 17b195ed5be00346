import { describe, expect, test } from 'vitest';
import { keepOutcome } from '../../src/action/record-outcome.ts';
import { entryOfDecision } from '../../src/github/ledger-entry.ts';
import { appendToLedger } from '../../src/github/ledger.ts';
import { head } from '../builders.ts';
import { aDecision, surroundings } from '../decision/a-record.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { aGitHub, filesOn, hastyClient, ledger, quick } from '../github/a-ledger.ts';

type Recording = Parameters<typeof keepOutcome>[0];

async function keep(fake: FakeGitHub, inputs: Partial<Recording['inputs']> = {}, parts: Partial<Recording> = {}) {
  return await keepOutcome({
    inputs: { outcome: 'success', environment: 'production', reason: null, ...inputs },
    event: { owner: 'acme', repository: 'shop', actor: 'mia' },
    head,
    branch: ledger.branch,
    run: surroundings.run,
    now: '2026-11-24T11:00:00Z',
    github: async () => hastyClient(fake),
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

    expect(await keep(fake, { outcome: 'failure', reason: 'hunter2 was wrong' })).toEqual([]);
    expect(outcomesOn(fake)).toMatchObject([
      { decisionId: record.id, outcome: 'failure', note: '*** was wrong', by: 'mia', head, environment: 'production' },
    ]);
  });

  test('without a decision keeps the outcome alone, and says so', async () => {
    const { fake } = await aGitHub();

    expect(await keep(fake)).toEqual([
      'no decision about 111111111111 in `production` was found in the ledger: the outcome stands alone',
    ]);
    expect(outcomesOn(fake)).toMatchObject([{ decisionId: null }]);
  });

  test.each([
    { outcome: null, problem: '`command: record-outcome` needs the input `outcome`', remedy: /^say how/ },
    { outcome: 'sucess', problem: /is `sucess`, expected one of/, remedy: /^did you mean `success`/ },
    { outcome: 'cancelled', problem: /is `cancelled`, expected one of/, remedy: /^say how/ },
  ])('with the outcome $outcome is refused before anything is asked', async ({ outcome, problem, remedy }) => {
    const { fake } = await aGitHub();

    await expect(keep(fake, { outcome })).rejects.toMatchObject({
      exitCode: 2,
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(remedy),
    });
    expect(fake.requests).toEqual([]);
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

    await expect(keep(fake, {}, { github: null })).rejects.toMatchObject({ exitCode: 3 });
  });
});
