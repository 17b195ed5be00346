import { describe, expect, test } from 'vitest';
import { fetchedLedger, fetchLedger, readLedger } from '../../src/git/ledger.ts';
import { openRepository } from '../../src/git/repository.ts';
import type { TemporaryRepository } from './temporary-repository.ts';
import { openTemporary, temporaryDirectory, temporaryRepository } from './temporary-repository.ts';

type Files = Readonly<Record<string, string>>;

/** A repository with code on `main`, and a branch of records that shares nothing with it. */
function withRecords(...commits: readonly Files[]): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ files: { 'a.txt': 'one\n' } });
  repository.commit({ files: { 'a.txt': 'two\n' } });
  repository.git('checkout', '-q', '--orphan', 'change-records');
  repository.git('rm', '-q', '-r', '-f', '.');
  for (const files of commits) repository.commit({ files });
  repository.git('checkout', '-q', 'main');
  return repository;
}

type Given = { readonly ref?: string; readonly isWanted?: (path: string) => boolean; readonly atMost?: number };

async function read(directory: string, { ref = 'change-records', isWanted = () => true, atMost = 100 }: Given = {}) {
  const { files, leftOut } = await readLedger(await openRepository({ directory }), { ref, isWanted, atMost });
  const found: (readonly [string, string])[] = [];
  for await (const { path, text } of files) found.push([path, text]);
  return { found, leftOut };
}

describe('the ledger in a repository', () => {
  test('is read with the newest first', async () => {
    const { directory } = withRecords(
      { '2026/01/02-a.json': 'b' },
      { '2026/01/01-a.json': 'a', '2026/02/01-a.json': 'ü\n' },
    );

    expect(await read(directory)).toEqual({
      found: [
        ['2026/02/01-a.json', 'ü\n'],
        ['2026/01/02-a.json', 'b'],
        ['2026/01/01-a.json', 'a'],
      ],
      leftOut: 0,
    });
  });

  test('gives the wanted files alone, and tells how many of them are too many', async () => {
    const { directory } = withRecords({ 'README.md': 'x', '1.json': '1', '2.json': '2', '3.json': '3' });

    expect(await read(directory, { isWanted: (path) => path.endsWith('.json'), atMost: 2 })).toEqual({
      found: [
        ['3.json', '3'],
        ['2.json', '2'],
      ],
      leftOut: 1,
    });
  });

  test('is read whole, however its files lie in what git writes at a time', async () => {
    const sizes = [0, 1, 65_535, 65_536, 65_537, 200_000, 3, 0];
    const files = Object.fromEntries(sizes.map((size, index) => [`${index}.json`, 'x\n'.repeat(size).slice(0, size)]));
    const { directory } = withRecords(files);

    const { found } = await read(directory);

    expect(Object.fromEntries(found)).toEqual(files);
  });

  test('without files is empty', async () => {
    const { directory } = withRecords({});

    expect(await read(directory)).toEqual({ found: [], leftOut: 0 });
  });

  test('under a path that looks like an option or holds a line is read', async () => {
    const files = { '-rf': 'a', 'two\nlines': 'b', 'tab\there': 'c' };
    const { directory } = withRecords(files);

    expect(Object.fromEntries((await read(directory)).found)).toEqual(files);
  });

  test('that is not there is an error', async () => {
    const { directory } = withRecords({});

    await expect(read(directory, { ref: 'elsewhere' })).rejects.toMatchObject({ exitCode: 3 });
  });
});

function clone(from: TemporaryRepository, ...options: readonly string[]): string {
  const directory = temporaryDirectory();
  from.git('clone', '-q', '--single-branch', ...options, `file://${from.directory}`, directory);
  return directory;
}

describe('a ledger that is fetched', () => {
  test.each([
    { kind: 'whole', options: [], isShallow: 'false' },
    { kind: 'shallow', options: ['--depth=1'], isShallow: 'true' },
    { kind: 'partial', options: ['--filter=blob:none'], isShallow: 'false' },
  ])('into a $kind clone is read there, and the clone stays what it was', async ({ options, isShallow }) => {
    const origin = withRecords({ '1.json': '1' }, { '2.json': '2' });
    origin.git('config', 'uploadpack.allowFilter', 'true');
    const directory = clone(origin, ...options);

    const isThere = await fetchLedger(await openRepository({ directory }), {
      remote: 'origin',
      branch: 'change-records',
    });

    expect(isThere).toBe(true);
    expect((await read(directory, { ref: fetchedLedger })).found.map(([path]) => path)).toEqual(['2.json', '1.json']);
    expect(openTemporary(directory).git('rev-parse', '--is-shallow-repository')).toBe(isShallow);
  });

  test('again follows the branch, also where somebody rewrote it', async () => {
    const origin = withRecords({ '1.json': '1' });
    const directory = clone(origin);
    const fetch = async () =>
      await fetchLedger(await openRepository({ directory }), { remote: 'origin', branch: 'change-records' });
    await fetch();
    origin.git('checkout', '-q', 'change-records');
    origin.commit({ files: { '2.json': '2' } });
    origin.git('commit', '-q', '--amend', '-m', 'rewritten');

    await fetch();

    expect((await read(directory, { ref: fetchedLedger })).found).toHaveLength(2);
  });

  test('from where there is none, or one whose name only ends like it, is told', async () => {
    const origin = temporaryRepository();
    origin.commit();
    origin.git('branch', 'x/change-records');
    const directory = clone(origin);

    expect(await fetchLedger(await openRepository({ directory }), { remote: 'origin', branch: 'change-records' })).toBe(
      false,
    );
  });
});
