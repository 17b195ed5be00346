import { describe, expect, test } from 'vitest';
import { appendToLedger } from '../../src/github/ledger.ts';
import type { FaultKind } from '../fake-github/server.ts';
import { aGitHub, anEntry, filesOn, hastyClient, ledger, lengthOf, quick } from './a-ledger.ts';

/** The same with a client that does not wait between two writes. */
async function quickly(...seed: Parameters<typeof aGitHub>) {
  const { fake } = await aGitHub(...seed);
  return { fake, client: hastyClient(fake) };
}

describe('the ledger', () => {
  test('is made on first use, as a branch that shares no history with the others', async () => {
    const { fake, client: github } = await quickly();
    const entry = await anEntry();

    const kept = await appendToLedger(github, { ledger, entry, pace: quick });

    expect(kept.kind).toBe('written');
    expect(lengthOf(fake)).toBe(1);
    expect(filesOn(fake)).toEqual({
      [entry.record.path]: entry.record.text,
      [entry.shared[0]?.path ?? '']: entry.shared[0]?.text,
    });
  });

  test('gets one commit a record, and a policy that is there already is not written again', async () => {
    const { fake, client: github } = await quickly();
    const [first, second] = [await anEntry(), await anEntry({ environment: 'staging' })];

    await appendToLedger(github, { ledger, entry: first, pace: quick });
    await appendToLedger(github, { ledger, entry: second, pace: quick });

    expect(lengthOf(fake)).toBe(2);
    expect(new Set(Object.keys(filesOn(fake)))).toEqual(
      new Set([first.record.path, second.record.path, first.shared[0]?.path]),
    );
    expect(fake.calls('git/create-tree').map(({ body }) => Reflect.get(Object(body), 'tree').length)).toEqual([2, 1]);
  });

  test('holds a record once, however often it is written', async () => {
    const { fake, client: github } = await quickly();
    const entry = await anEntry();

    await appendToLedger(github, { ledger, entry, pace: quick });
    const again = await appendToLedger(github, { ledger, entry, pace: quick });

    expect(again).toEqual({ kind: 'there-already' });
    expect(lengthOf(fake)).toBe(1);
  });

  test('of many repositories keeps the records of each in its folder, and the policies side by side', async () => {
    const { fake, client: github } = await quickly();
    const entry = await anEntry();

    await appendToLedger(github, { ledger: { ...ledger, folder: 'acme/web' }, entry, pace: quick });
    await appendToLedger(github, { ledger: { ...ledger, folder: 'acme/shop' }, entry, pace: quick });
    const again = await appendToLedger(github, { ledger: { ...ledger, folder: 'acme/shop' }, entry, pace: quick });

    expect(again.kind).toBe('there-already');
    expect(new Set(Object.keys(filesOn(fake)))).toEqual(
      new Set([`acme/web/${entry.record.path}`, `acme/shop/${entry.record.path}`, entry.shared[0]?.path]),
    );
  });

  test('leaves what others put there as it is', async () => {
    const commits = [
      { branch: ledger.branch, parents: [], changes: { 'README.md': 'our records', '2026/note.txt': 'x' } },
    ];
    const { fake, client: github } = await quickly({
      repository: { commits: [{ changes: { 'a.txt': 'a' } }, ...commits] },
    });

    await appendToLedger(github, { ledger, entry: await anEntry(), pace: quick });

    expect(filesOn(fake)).toMatchObject({ 'README.md': 'our records', '2026/note.txt': 'x' });
    expect(lengthOf(fake)).toBe(2);
  });

  test.each([1, 2, 3])('keeps what %i times two writers write at once', async (pairs) => {
    const { fake } = await aGitHub();
    const entries = await Promise.all(
      Array.from({ length: pairs * 2 }, (_, index) => anEntry({ environment: `region-${index}` })),
    );

    const kept = await Promise.all(
      entries.map(async (entry) => await appendToLedger(hastyClient(fake), { ledger, entry, pace: quick })),
    );

    expect(kept.map(({ kind }) => kind)).toEqual(entries.map(() => 'written'));
    expect(Object.keys(filesOn(fake))).toEqual(expect.arrayContaining(entries.map(({ record }) => record.path)));
    expect(Object.keys(filesOn(fake))).toHaveLength(entries.length + 1);
    expect(lengthOf(fake)).toBe(entries.length);
  });

  test('holds a record once when two write the same one at once', async () => {
    const { fake } = await aGitHub();
    const entry = await anEntry();

    const kept = await Promise.all(
      [1, 2].map(async () => await appendToLedger(hastyClient(fake), { ledger, entry, pace: quick })),
    );

    expect(kept.map(({ kind }) => kind)).toContain('written');
    expect(Object.keys(filesOn(fake))).toHaveLength(2);
  });
});

describe('a record that meets a fault in passing', () => {
  const dropped = { kind: 'drop' } as const;
  const lost = { kind: 'drop-answer' } as const;
  const cut = { kind: 'truncate' } as const;
  const broken = { kind: 'status', status: 502 } as const;
  const faults: readonly (readonly [string, FaultKind])[] = [
    ['a connection that is cut', dropped],
    ['an answer that is lost', lost],
    ['an answer that is cut short', cut],
    ['an error of the server', broken],
    ['a limit on bursts', { kind: 'secondary-limit', retryAfterSeconds: 1 }],
  ];
  const calls = ['/graphql', '/repos/*/*/git/trees', '/repos/*/*/git/commits', '/repos/*/*/git/refs'];

  test.concurrent.for(faults)(
    'which is %s, is written once, whatever call it is',
    async ([, fault], { onTestFinished: whenFinished }) => {
      const lives = await Promise.all(
        calls.map(async (path) => {
          const { fake, github } = await aGitHub({ whenFinished });
          fake.fault({ method: 'POST', path, with: fault });
          const kept = await appendToLedger(github, { ledger, entry: await anEntry(), pace: quick });
          return { path, kept, commits: lengthOf(fake), files: Object.keys(filesOn(fake)).length };
        }),
      );

      expect(lives).toEqual(
        calls.map((path) => ({
          path,
          kept: expect.objectContaining({ kind: expect.stringMatching(/written|there-already/) }),
          commits: 1,
          files: 2,
        })),
      );
    },
  );

  test('while the branch moves on, an answer that is lost leaves one commit', async () => {
    const { fake } = await aGitHub();
    const [first, second] = [await anEntry(), await anEntry({ environment: 'staging' })];
    await appendToLedger(hastyClient(fake), { ledger, entry: first, pace: quick });
    fake.fault({ method: 'PATCH', path: '/repos/*/*/git/refs/**', with: lost });

    const kept = await appendToLedger(hastyClient(fake), { ledger, entry: second, pace: quick });

    expect(kept).toEqual({ kind: 'there-already' });
    expect(lengthOf(fake)).toBe(2);
  });
});

describe('a record that cannot be written', () => {
  test('for want of permission says which one', async () => {
    const { fake, github } = await aGitHub({ tokens: [{ token: 'reader', permissions: { contents: 'read' } }] });

    const kept = await appendToLedger(github, { ledger, entry: await anEntry(), pace: quick });

    expect(kept).toEqual({
      kind: 'refused',
      reason:
        'GitHub answered 403 to writing to the branch `change-records`; the token lacks the permission `contents: write`',
    });
    expect(fake.repository('acme/shop').git.refs.has('heads/change-records')).toBe(false);
  });

  test('for want of permission to look says which one', async () => {
    const { github } = await aGitHub({ tokens: [{ token: 'blind', permissions: { issues: 'read' } }] });

    expect(await appendToLedger(github, { ledger, entry: await anEntry(), pace: quick })).toEqual({
      kind: 'refused',
      reason: 'GitHub answered FORBIDDEN to looking into the ledger; the token lacks the permission `contents: read`',
    });
  });

  test('in a repository that is not there says so', async () => {
    const { github } = await aGitHub();
    const elsewhere = { ...ledger, repository: { owner: 'acme', repo: 'records' } };

    expect(await appendToLedger(github, { ledger: elsewhere, entry: await anEntry(), pace: quick })).toEqual({
      kind: 'refused',
      reason: 'GitHub answered NOT_FOUND to looking into the ledger',
    });
  });

  test.each([
    { rule: 'creation', commits: [{}] },
    { rule: 'update', commits: [{}, { branch: ledger.branch, parents: [] }] },
  ])('for a rule on $rule gives up after a second try', async ({ rule, commits }) => {
    const rulesets = [{ include: ['refs/heads/change-records'], rules: [rule] }];
    const { fake } = await aGitHub({ repository: { commits, rulesets } });

    const kept = await appendToLedger(hastyClient(fake), { ledger, entry: await anEntry(), pace: quick });

    expect(kept).toEqual({ kind: 'refused', reason: 'GitHub answered 422 to writing to the branch `change-records`' });
    expect(fake.calls('git/create-commit')).toHaveLength(2);
  });

  test('when others are always first gives up in the end', async () => {
    const { fake } = await aGitHub();
    const client = hastyClient(fake);
    let moved = 0;
    client.hook.before('request', async ({ url }) => {
      if (!url.endsWith('/git/commits')) return;
      moved += 1;
      const entry = await anEntry({ environment: `other-${moved}` });
      await appendToLedger(hastyClient(fake), { ledger, entry, pace: quick });
    });

    const kept = await appendToLedger(client, { ledger, entry: await anEntry(), pace: quick });

    expect(kept).toEqual({
      kind: 'refused',
      reason: 'others wrote to the branch `change-records` 12 times meanwhile',
    });
    expect(lengthOf(fake)).toBe(12);
  });
});
