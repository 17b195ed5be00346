import { describe, expect, test } from 'vitest';
import { parseGitattributes } from '../../src/change/attributes.ts';
import { readPullFiles, readRange } from '../../src/github/diff.ts';
import type { RepositorySeed } from '../fake-github/seed.ts';
import { daysAgo, now, openShop, sha, shop } from './scene.ts';

const range = { base: sha('a'), head: sha('b'), evaluatedAt: now };

function numbered(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/file-${index}.ts`, 'x\n']));
}

describe('the files of a range', () => {
  test('have their kinds, lines and former paths', async () => {
    const { github } = await openShop({
      commits: [
        { sha: sha('a'), changes: { 'old.ts': 'one\ntwo\n', 'gone.md': 'x\n' } },
        {
          sha: sha('b'),
          branch: 'round-total',
          changes: { 'old.ts': null, 'new.ts': 'one\ntwo\n', 'gone.md': null, 'package-lock.json': '{}\n' },
        },
      ],
    });

    const { files, lineage } = await readRange(github, shop, range);

    expect(lineage).toBe('ahead');
    expect(files).toEqual([
      { path: 'gone.md', status: 'removed', added: 0, deleted: 1, kind: 'docs' },
      { path: 'new.ts', previousPath: 'old.ts', status: 'renamed', added: 0, deleted: 0, kind: 'code' },
      { path: 'package-lock.json', status: 'added', added: 1, deleted: 0, kind: 'dependencies' },
    ]);
  });

  test('are of the kinds that the trusted attributes give them', async () => {
    const { github } = await openShop();
    const attributes = parseGitattributes('total.ts linguist-generated');

    expect((await readRange(github, shop, { ...range, attributes })).files).toMatchObject([{ kind: 'generated' }]);
  });

  test.each([
    { count: 299, isWhole: true },
    { count: 300, isWhole: false },
    { count: 301, isWhole: false },
  ])('of which there are $count are all known: $isWhole', async ({ count, isWhole }) => {
    const { github } = await openShop({
      commits: [{ sha: sha('a') }, { sha: sha('b'), branch: 'round-total', changes: numbered(count) }],
    });

    const { files } = await readRange(github, shop, range);

    expect(Array.isArray(files)).toBe(isWhole);
    expect('seen' in files ? files.seen.length : count).toBe(Math.min(count, 300));
  });

  test('are none if both are the same commit', async () => {
    const { github } = await openShop();

    const { files, lineage, change } = await readRange(github, shop, { ...range, base: sha('b') });

    expect({ files, lineage, commits: change.commits }).toEqual({ files: [], lineage: 'same', commits: 0 });
  });

  test('are unknown if the head does not lie ahead, since GitHub compares with the merge base', async () => {
    const { github } = await openShop();

    const { files, lineage } = await readRange(github, shop, { ...range, base: sha('b'), head: sha('a') });

    expect(lineage).toBe('behind');
    expect(files).toEqual({ unknown: 'the head is behind: GitHub compares it with the merge base alone' });
  });
});

describe('the commits of a range', () => {
  test('tell title, number, age and what they take back', async () => {
    const { github } = await openShop({
      commits: [
        { sha: sha('a'), date: daysAgo(9) },
        { sha: sha('c'), branch: 'round-total', date: daysAgo(2), message: 'Round once' },
        {
          sha: sha('b'),
          branch: 'round-total',
          date: daysAgo(1),
          message: 'Revert "Add the tax"\n\nThis reverts commit 1.',
        },
      ],
    });

    expect((await readRange(github, shop, range)).change).toEqual({
      title: 'Revert "Add the tax"',
      commits: 2,
      ageHours: 48,
      isRevert: true,
      isReland: false,
    });
  });

  test('do not count the merge that brings them', async () => {
    const { github } = await openShop({
      commits: [
        { sha: sha('a') },
        { sha: sha('c'), branch: 'round-total' },
        { sha: sha('b'), parents: [sha('a'), sha('c')], message: 'Merge pull request #7 from acme/x\n\nRound once' },
      ],
    });

    expect((await readRange(github, shop, range)).change).toMatchObject({ title: 'Round once', commits: 1 });
  });

  test('are read to the last page', async () => {
    const commits = Array.from({ length: 250 }, (_, index) => ({
      sha: index === 249 ? sha('b') : sha(`c${String(index).padStart(3, '0')}`),
    }));
    const { github, fake } = await openShop({ commits: [{ sha: sha('a') }, ...commits], pulls: [] });

    expect((await readRange(github, shop, range)).change.commits).toBe(250);
    expect(fake.calls('repos/compare-commits-with-basehead')).toHaveLength(3);
  });

  test('are unknown if there are more', async () => {
    const commits = Array.from({ length: 251 }, (_, index) => ({
      sha: index === 250 ? sha('b') : sha(`c${String(index).padStart(3, '0')}`),
      changes: index === 250 ? { 'total.ts': 'one\n' } : {},
    }));
    const { github } = await openShop({ commits: [{ sha: sha('a') }, ...commits], pulls: [] });

    const { change, files } = await readRange(github, shop, range);

    expect(change.commits).toEqual({ unknown: 'the range has 251 commits, and no more than 250 are looked at' });
    expect(files).toHaveLength(1);
  });
});

function pullOf(count: number): Pick<RepositorySeed, 'pulls'> {
  return {
    pulls: [{ number: 7, files: Array.from({ length: count }, (_, index) => ({ filename: `src/file-${index}.ts` })) }],
  };
}

describe('the files of a pull request', () => {
  test.each([
    { count: 100, calls: 1 },
    { count: 101, calls: 2 },
    { count: 2_999, calls: 30 },
  ])('of which there are $count are read with $calls calls', async ({ count, calls }) => {
    const { github, fake } = await openShop(pullOf(count));

    expect(await readPullFiles(github, shop, { number: 7 })).toHaveLength(count);
    expect(fake.calls('pulls/list-files')).toHaveLength(calls);
  });

  test('are cut short where GitHub ends', async () => {
    const { github } = await openShop(pullOf(3_001));

    const files = await readPullFiles(github, shop, { number: 7 });

    expect(files).toMatchObject({ unknown: 'GitHub tells of no more than 3000 files of a pull request' });
    expect('seen' in files ? files.seen.length : 0).toBe(3_000);
  });

  test('are those seen if a page cannot be had', async () => {
    const { github, fake } = await openShop(pullOf(101));
    fake.fault({ path: '/repos/acme/shop/pulls/7/files', nth: 2, with: { kind: 'status', status: 404 } });

    const files = await readPullFiles(github, shop, { number: 7 });

    expect(files).toMatchObject({ unknown: 'GitHub answered 404 to reading the files of pull request #7' });
    expect('seen' in files ? files.seen.length : 0).toBe(100);
  });
});
