import { describe, expect, test } from 'vitest';
import type { ChangeFacts } from '../../src/change/facts.ts';
import { gatherGitFacts } from '../../src/git/gather.ts';
import type { TemporaryRepository } from './temporary-repository.ts';
import { temporaryRepository } from './temporary-repository.ts';

type Range = { readonly base?: string; readonly head?: string; readonly evaluatedAt?: string };

async function historyOf(
  repository: TemporaryRepository,
  range: Range = {},
): Promise<Pick<ChangeFacts, 'author' | 'area'>> {
  const request = { base: null, head: null, environment: null, services: null, evaluatedAt: '2026-11-10T12:00:00Z' };
  const { facts } = await gatherGitFacts({ ...request, ...range, repository: repository.directory });
  return { author: facts.author, area: facts.area };
}

const change = { at: '2026-11-10T12:00:00Z', files: { 'src/a.ts': 'changed\n' } };

describe('the author’s experience', () => {
  test('counts the changes before this one', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'src/a.ts': '1\n' } });
    repository.commit({ files: { 'b.ts': '1\n' } });
    repository.commit({ author: 'Ben' });
    repository.commit(change);

    expect((await historyOf(repository)).author).toMatchObject({ changesBefore: 2, isNewHere: false });
  });

  test('is the mean over the subsystems touched', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'src/a/x.ts': '1\n', 'lib/b/x.ts': '1\n', 'c.ts': '1\n' } });
    repository.commit({ files: { 'src/a/deep/y.ts': '1\n' } });
    repository.commit({ files: { 'src/other/y.ts': '1\n' } });
    repository.commit({ files: { 'src/a/z.ts': '1\n', 'lib/b/z.ts': '1\n', 'd.ts': '1\n' } });

    expect((await historyOf(repository)).author.changesHere).toBe(1.33);
  });

  test.each([
    { at: '2026-11-03T12:00:00Z', count: 0 },
    { at: '2026-11-03T12:00:01Z', count: 1 },
    { at: '2026-11-10T11:00:00Z', count: 1 },
  ])('of the last 7 days counts one of $at $count times', async ({ at, count }) => {
    const repository = temporaryRepository();
    repository.commit({ at });
    repository.commit(change);

    expect((await historyOf(repository)).author.changesLast7d).toBe(count);
  });

  test('is the mean share of earlier changes to the code files, new ones and other files aside', async () => {
    const repository = temporaryRepository();
    repository.commit({ author: 'Ben', files: { 'a.ts': '1\n', 'b.ts': '1\n', 'notes.md': '1\n' } });
    repository.commit({ files: { 'a.ts': '2\n' } });
    repository.commit({ author: 'Ann B', mail: 'ann@example.org', files: { 'a.ts': '3\n' } });
    repository.commit({ files: { 'b.ts': '2\n' } });
    repository.commit({ ...change, files: { 'a.ts': '4\n', 'b.ts': '3\n', 'new.ts': '1\n', 'notes.md': '2\n' } });

    expect((await historyOf(repository)).author.ownership).toBe(0.58);
  });

  test('is a share in a file under its former names, too', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'old.ts': '1\n2\n3\n' } });
    repository.git('mv', 'old.ts', 'new.ts');
    repository.commit({ author: 'Ben' });
    repository.commit({ ...change, files: { 'new.ts': '1\n2\n3\n4\n' } });

    expect((await historyOf(repository)).author.ownership).toBe(0.5);
  });

  test('is a share in all files where none is code', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'notes.md': '1\n', 'yarn.lock': '1\n' } });
    repository.commit({ ...change, files: { 'notes.md': '2\n', 'yarn.lock': '2\n' } });

    expect((await historyOf(repository)).author.ownership).toBe(1);
  });

  test('is a share of nothing in files that are new', async () => {
    const repository = temporaryRepository();
    repository.commit();
    repository.commit({ ...change, files: { 'src/new.ts': '1\n' } });

    expect((await historyOf(repository)).author.ownership).toBe(0);
  });

  test('is none with files that others wrote', async () => {
    const repository = temporaryRepository();
    repository.commit({ author: 'Ben', files: { 'src/a.ts': '1\n' } });
    repository.commit({ files: { 'src/b.ts': '1\n' } });
    repository.commit(change);

    expect((await historyOf(repository)).author).toMatchObject({ changesHere: 1, isNewHere: true });
  });

  test('is that of the least experienced of several', async () => {
    const repository = temporaryRepository();
    const base = repository.commit({ files: { 'src/a.ts': '1\n' } });
    repository.commit({ ...change, author: 'Newcomer' });
    repository.commit({ ...change, files: { 'src/a.ts': 'again\n' } });

    expect((await historyOf(repository, { base })).author).toMatchObject({ changesBefore: 0, isNewHere: true });
  });

  test('is asked of people alone where a bot wrote some of it', async () => {
    const repository = temporaryRepository();
    const base = repository.commit({ files: { 'src/a.ts': '1\n' } });
    repository.commit(change);
    const bot = { author: 'pre-commit-ci[bot]', mail: '66853113+pre-commit-ci[bot]@users.noreply.github.com' };
    const formatted = repository.commit({ ...change, ...bot, files: { 'src/a.ts': 'formatted\n' } });

    expect((await historyOf(repository, { base })).author).toMatchObject({ changesBefore: 1, isNewHere: false });
    expect((await historyOf(repository, { head: formatted })).author).toMatchObject({ changesBefore: 0 });
  });

  test('of who wrote what was merged is not that of who merged it', async () => {
    const repository = temporaryRepository();
    repository.commit({ author: 'Root' });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit({ author: 'Ben', files: { 'src/a.ts': '1\n' } });
    repository.git('checkout', '-q', 'main');
    repository.git('merge', '-q', '--no-ff', '-m', 'Merge pull request #1 from ben/topic', 'topic');
    repository.commit({ ...change, author: 'Ben' });

    expect((await historyOf(repository)).author).toMatchObject({ changesBefore: 1, isNewHere: false });

    repository.commit({ ...change, files: { 'src/a.ts': 'again\n' } });

    expect((await historyOf(repository)).author).toMatchObject({ changesBefore: 0, isNewHere: true });
  });

  test('is one person’s under several addresses or names', async () => {
    const repository = temporaryRepository();
    repository.commit({ author: 'Ann', mail: 'ann@home.example' });
    repository.commit({ author: 'Ann B', mail: 'ann@home.example' });
    repository.commit({ author: 'ANN b', mail: 'ann@work.example' });
    repository.commit({ author: 'root', mail: 'root@localhost' });
    repository.commit({ ...change, author: 'Somebody', mail: 'ANN@work.example' });

    expect((await historyOf(repository)).author.changesBefore).toBe(3);
  });

  test('follows the .mailmap of the base, and not one that the change brings', async () => {
    const repository = temporaryRepository();
    const mailmap = 'Ann <ann@example.org> <ben@example.org>\n';
    repository.commit({ author: 'Ben', files: { 'x.ts': '1\n' } });
    repository.commit({ files: { '.mailmap': mailmap, 'src/a.ts': '1\n' }, author: 'Cid' });

    expect((await historyOf(repository)).author.changesBefore).toBe(0);

    repository.commit({ ...change, author: 'Ann' });

    expect((await historyOf(repository)).author.changesBefore).toBe(1);
  });
});

describe('the area of a change', () => {
  test('has the people who changed its files before', async () => {
    const repository = temporaryRepository();
    for (const author of ['Ann', 'Ben', 'Ben', 'Cid'])
      repository.commit({ author, files: { 'src/a.ts': `${Math.random()}` } });
    repository.commit({ author: 'Dan', files: { 'src/b.ts': '1\n' } });
    repository.commit(change);

    expect((await historyOf(repository)).area.developers).toBe(3);
  });

  test('lay idle for the mean of its files, new ones aside', async () => {
    const repository = temporaryRepository();
    repository.commit({ at: '2026-11-01T12:00:00Z', files: { 'a.ts': '1\n', 'b.ts': '1\n' } });
    repository.commit({ at: '2026-11-09T12:00:00Z', files: { 'b.ts': '2\n' } });
    repository.commit({ at: '2026-11-10T12:00:00Z', files: { 'a.ts': '3\n', 'b.ts': '3\n', 'new.ts': '1\n' } });

    expect((await historyOf(repository)).area.daysSinceLastChange).toBe(5);
  });

  test('keeps its history when files are moved', async () => {
    const repository = temporaryRepository();
    repository.commit({ author: 'Ben', at: '2026-11-01T12:00:00Z', files: { 'old.ts': '1\n2\n3\n' } });
    repository.git('mv', 'old.ts', 'new.ts');
    repository.commit({ author: 'Cid', at: '2026-11-05T12:00:00Z' });
    repository.commit({ at: '2026-11-10T12:00:00Z', files: { 'new.ts': '1\n2\n3\n4\n' } });

    expect((await historyOf(repository)).area).toMatchObject({ developers: 2, daysSinceLastChange: 5 });

    repository.git('mv', 'new.ts', 'newest.ts');
    repository.commit({ at: '2026-11-11T12:00:00Z' });

    expect((await historyOf(repository, { evaluatedAt: '2026-11-12T12:00:00Z' })).area.developers).toBe(3);
  });

  test.each([
    { at: '2026-05-14T12:00:00Z', here: 0, lately: 0 },
    { at: '2026-05-14T12:00:01Z', here: 1, lately: 0 },
    { at: '2026-10-27T12:00:00Z', here: 1, lately: 0 },
    { at: '2026-10-27T12:00:01Z', here: 1, lately: 1 },
  ])('with a revert of $at counts $here on its files and $lately in the repository', async ({ at, here, lately }) => {
    const repository = temporaryRepository();
    repository.commit({ at, message: 'Revert "Add a"', files: { 'src/a.ts': '1\n' } });
    repository.commit(change);

    expect((await historyOf(repository)).area).toMatchObject({
      revertsLast180d: here,
      repositoryRevertsLast14d: lately,
    });
  });

  test.each([
    { at: '2026-11-09T12:00:00Z', count: 1 },
    { at: '2026-11-09T12:00:01Z', count: 2 },
  ])('with a change of $at and one of an hour ago saw $count in 24 hours', async ({ at, count }) => {
    const repository = temporaryRepository();
    repository.commit({ at, author: 'Ben', files: { 'old.ts': '1\n2\n3\n', 'notes.md': '1\n' } });
    repository.git('mv', 'old.ts', 'new.ts');
    repository.commit({ at: '2026-11-10T11:00:00Z' });
    repository.commit({ at: '2026-11-10T11:30:00Z', files: { 'notes.md': '2\n', 'other.ts': '1\n' } });
    repository.commit({ ...change, files: { 'new.ts': '1\n2\n3\n4\n', 'notes.md': '3\n' } });

    expect((await historyOf(repository)).area.changesLast24h).toBe(count);
  });

  test('counts reverts elsewhere for the repository alone, and no relands', async () => {
    const repository = temporaryRepository();
    repository.commit({ message: 'Revert "Add b"', files: { 'src/b.ts': '1\n' } });
    repository.commit({ message: 'Revert "Revert "Add a""', files: { 'src/a.ts': '1\n' } });
    repository.commit(change);

    expect((await historyOf(repository)).area).toMatchObject({ revertsLast180d: 0, repositoryRevertsLast14d: 1 });
  });
});

describe('the time of a change', () => {
  test('is its own commit’s, however long it waited', async () => {
    const repository = temporaryRepository();
    repository.commit({ at: '2026-11-09T12:00:00Z', files: { 'src/a.ts': '1\n' } });
    repository.commit(change);

    const atOnce = await historyOf(repository);

    expect(await historyOf(repository, { evaluatedAt: '2027-06-01T00:00:00Z' })).toEqual(atOnce);
  });

  test('is not before what is live, whatever it claims', async () => {
    const repository = temporaryRepository();
    repository.commit({ at: '2026-01-01T12:00:00Z', files: { 'src/a.ts': '1\n' } });
    repository.commit({ at: '2026-11-09T12:00:00Z' });
    repository.commit({ ...change, at: '2001-01-01T00:00:00Z' });

    expect((await historyOf(repository)).area.daysSinceLastChange).toBe(312);
  });

  test('hides what was committed after the instant of judgement', async () => {
    const repository = temporaryRepository();
    repository.commit({ at: '2026-11-01T12:00:00Z', files: { 'src/a.ts': '1\n' } });
    repository.commit({ at: '2026-11-20T12:00:00Z', message: 'Revert "Add a"', files: { 'src/a.ts': '2\n' } });
    repository.commit({ ...change, at: '2026-11-21T12:00:00Z' });

    const { author, area } = await historyOf(repository, { evaluatedAt: '2026-11-10T12:00:00Z' });

    expect(author.changesBefore).toBe(1);
    expect(area).toMatchObject({ daysSinceLastChange: 9, revertsLast180d: 0, repositoryRevertsLast14d: 0 });
  });
});
