import { describe, expect, test } from 'vitest';
import type { Lock } from '../../src/conflict/lock-state.ts';
import { giveBackLock, takeLock } from '../../src/github/lock.ts';
import type { WantedLock } from '../../src/github/lock.ts';
import { aGitHub, hastyClient, quick } from './a-ledger.ts';

const repository = { owner: 'acme', repo: 'shop' };
const now = '2026-11-20T12:00:00Z';

type Fake = Awaited<ReturnType<typeof aGitHub>>['fake'];
type Wish = Partial<WantedLock> & { readonly bars?: (lock: Lock) => boolean };

async function take(fake: Fake, { bars = () => true, ...parts }: Wish = {}) {
  const wanted = {
    environment: 'production',
    services: ['payments'],
    holder: '7',
    head: 'abc',
    url: null,
    seconds: 60,
    ...parts,
  };
  return await takeLock(hastyClient(fake), { repository, wanted, bars, pace: quick });
}

async function giveBack(fake: Fake, parts: { holder?: string | null; head?: string | null } = {}) {
  const whose = { environment: 'production', holder: '7', head: null, ...parts };
  return await giveBackLock(hastyClient(fake), { repository, pace: quick, ...whose });
}

/** What the newest commit says, and how many commits there are. */
function branchOf(fake: Fake): { readonly locks: readonly Lock[]; readonly commits: number; readonly message: string } {
  const { git } = fake.repository('acme/shop');
  const shas = [git.refs.get('heads/change-locks') ?? ''];
  for (let sha = git.commits.get(shas[0] ?? '')?.parents[0]; sha !== undefined; sha = git.commits.get(sha)?.parents[0])
    shas.push(sha);
  const message = git.commits.get(shas[0] ?? '')?.message ?? '';
  return { ...JSON.parse(message.slice(message.indexOf('{'))), commits: shas.length, message };
}

function isOfPayments({ services }: Lock): boolean {
  return services?.includes('payments') === true;
}

describe('a lock', () => {
  test('is taken where there is none, by the clock of GitHub', async () => {
    const { fake } = await aGitHub({ now });

    expect(await take(fake)).toEqual({ kind: 'taken', others: [] });
    expect(branchOf(fake)).toMatchObject({
      commits: 1,
      locks: [
        { holder: '7', services: ['payments'], takenAt: '2026-11-20T12:00:00.000Z', until: '2026-11-20T12:01:00.000Z' },
      ],
    });
    expect(branchOf(fake).message).toMatch(/^Lock production for payments until /);
  });

  test('is not taken while somebody holds one that bars it', async () => {
    const { fake } = await aGitHub({ now });
    await take(fake, { holder: '8' });

    expect(await take(fake)).toMatchObject({ kind: 'held', others: [{ holder: '8' }] });
    expect(branchOf(fake)).toMatchObject({ commits: 1, locks: [{ holder: '8' }] });
  });

  test('is taken beside one that does not bar it, or is of another environment', async () => {
    const { fake } = await aGitHub({ now });
    await take(fake, { holder: '8', services: ['search'] });
    await take(fake, { holder: '9', environment: 'staging' });

    expect(await take(fake, { bars: isOfPayments })).toMatchObject({ kind: 'taken', others: [{ holder: '8' }] });
    expect(branchOf(fake).locks.map(({ holder }) => holder)).toEqual(['8', '9', '7']);
  });

  test('is renewed by whoever holds it', async () => {
    const { fake } = await aGitHub({ now });
    await take(fake);
    fake.state.now = '2026-11-20T12:00:30Z';

    expect(await take(fake)).toMatchObject({ kind: 'taken' });
    expect(branchOf(fake).locks).toMatchObject([{ holder: '7', until: '2026-11-20T12:01:30.000Z' }]);
  });

  test.each([
    { at: '2026-11-20T12:00:59Z', kind: 'held' },
    { at: '2026-11-20T12:01:00Z', kind: 'taken' },
  ])('of somebody else that ends at 12:01 is at $at $kind', async ({ at, kind }) => {
    const { fake } = await aGitHub({ now });
    await take(fake, { holder: '8' });
    fake.state.now = at;

    expect(await take(fake)).toMatchObject({ kind });
  });

  test('is given back by its run, by the commit that it deploys, and by nobody else', async () => {
    const { fake } = await aGitHub({ now });
    await take(fake);

    expect(await giveBack(fake, { holder: '8' })).toBe(false);
    expect(await giveBack(fake)).toBe(true);
    expect(await giveBack(fake)).toBe(false);
    await take(fake);
    expect(await giveBack(fake, { holder: '8', head: 'abc' })).toBe(true);
    expect(branchOf(fake)).toMatchObject({ commits: 4, locks: [] });
  });

  test('is wanted by many at once, and exactly one takes it: on a branch that is there, and on one that is not yet', async () => {
    const { fake } = await aGitHub({ now });
    const race = async () =>
      await Promise.all(Array.from({ length: 5 }, async (_, index) => await take(fake, { holder: String(index) })));

    const first = await race();
    const winner = first.findIndex(({ kind }) => kind === 'taken');
    await giveBack(fake, { holder: String(winner) });
    const second = await race();

    for (const raced of [first, second]) {
      expect(raced.map(({ kind }) => kind).toSorted()).toEqual(['held', 'held', 'held', 'held', 'taken']);
    }
    expect(branchOf(fake)).toMatchObject({
      commits: 3,
      locks: [{ holder: String(second.findIndex(({ kind }) => kind === 'taken')) }],
    });
  });

  test('is taken by several at once that do not bar each other', async () => {
    const { fake } = await aGitHub({ now });

    const raced = await Promise.all(
      Array.from({ length: 3 }, async (_, index) => await take(fake, { holder: String(index), bars: () => false })),
    );

    expect(raced.map(({ kind }) => kind)).toEqual(['taken', 'taken', 'taken']);
    expect(branchOf(fake).locks).toHaveLength(3);
  });

  test('is taken once where the answer to the move got lost', async () => {
    const { fake } = await aGitHub({ now });
    await take(fake, { holder: '8' });
    await giveBack(fake, { holder: '8' });
    fake.fault({ method: 'PATCH', path: '/repos/acme/shop/git/refs/**', nth: 1, with: { kind: 'drop-answer' } });

    expect(await take(fake)).toMatchObject({ kind: 'taken' });
    expect(branchOf(fake).locks).toMatchObject([{ holder: '7' }]);
  });

  test.each([
    { what: 'the token may not write', permissions: { contents: 'read' as const }, words: '`contents: write`' },
    { what: 'the token may not read', permissions: { issues: 'read' as const }, words: '`contents: read`' },
  ])('is not known to be taken where $what', async ({ permissions, words }) => {
    const { fake } = await aGitHub({ now, tokens: [{ token: 'weak', permissions }], repository: { isPrivate: true } });

    expect(await take(fake)).toEqual({ kind: 'unknown', reason: expect.stringContaining(words) });
  });

  test('is not known where somebody else wrote on the branch', async () => {
    const { fake } = await aGitHub({
      now,
      repository: { commits: [{ branch: 'change-locks', message: 'Fix a typo', changes: { a: 'b' } }] },
    });

    expect(await take(fake)).toEqual({ kind: 'unknown', reason: expect.stringContaining('delete the branch') });
    expect(await giveBack(fake)).toEqual({ unknown: expect.stringContaining('delete the branch') });
  });
});
