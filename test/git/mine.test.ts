import { rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isUnknown } from '../../src/change/facts.ts';
import { FactsError } from '../../src/errors.ts';
import { gatherGitFacts } from '../../src/git/gather.ts';
import { openMine } from '../../src/git/mine.ts';
import type { MinedChange } from '../../src/git/mined-change.ts';
import { temporaryDirectory, temporaryRepository } from './temporary-repository.ts';
import type { TemporaryRepository } from './temporary-repository.ts';

type Wanted = { readonly limit?: number; readonly since?: number; readonly mostPast?: number };

async function mined(directory: string, { limit, since, ...bounds }: Wanted = {}): Promise<readonly MinedChange[]> {
  const request = { repository: directory, head: null, limit: limit ?? null, since: since ?? null };
  const mine = await openMine({ ...request, ...bounds, environment: null, services: null });
  const changes: MinedChange[] = [];
  for await (const change of mine.changes()) changes.push(change);
  expect(changes).toHaveLength(mine.count);
  return changes;
}

const on = (day: number) => `2026-0${day > 28 ? 2 : 1}-${String(((day - 1) % 28) + 1).padStart(2, '0')}T12:00:00Z`;

/** Two people, a merge, renames with and without edits, a swap of names, a revert, generated files, a bot. */
function aHistory(): TemporaryRepository {
  const repository = temporaryRepository();
  const { commit, as, git } = repository;
  commit({ at: on(1), files: { 'src/a/one.ts': '1\n2\n3\n4\n5\n6\n', 'src/b/two.ts': 'x\ny\n' } });
  commit({ at: on(2), author: 'Bob', files: { 'src/a/one.ts': '1\n2\n3\n4\n5\n6\n7\n' } });
  git('mv', 'src/a/one.ts', 'src/a/three.ts');
  commit({ at: on(3), author: 'Bob', message: 'Move it' });
  git('switch', '-q', '-c', 'side');
  commit({ at: on(4), author: 'Cleo', files: { 'src/b/two.ts': 'x\ny\nz\n' }, message: 'Add z' });
  commit({ at: on(5), author: 'Dan', files: { 'src/b/four.ts': 'four\n' } });
  git('switch', '-q', 'main');
  commit({ at: on(6), files: { '.gitattributes': 'gen/** linguist-generated\n', 'gen/x.ts': 'x\n' } });
  as(
    { at: on(7), author: 'Ann' },
    'merge',
    '-q',
    '--no-ff',
    '-m',
    'Merge pull request #7 from acme/side',
    '-m',
    'Four',
    'side',
  );
  commit({ at: on(8), files: { 'gen/x.ts': 'y\n', 'src/a/three.ts': '1\n2\n3\n4\n5\n6\n8\n' } });
  git('mv', 'src/a/three.ts', 'tmp.ts');
  git('mv', 'src/b/four.ts', 'src/a/three.ts');
  git('mv', 'tmp.ts', 'src/b/four.ts');
  commit({ at: on(9), author: 'Cleo', message: 'Swap' });
  commit({ at: on(10), message: 'Revert "Add z" (#9)', files: { 'src/b/two.ts': 'x\ny\n' } });
  git('mv', 'src/b/two.ts', 'src/b/five.ts');
  commit({ at: on(11), author: 'Eve', files: { 'src/b/five.ts': 'x\ny\nw\n', 'src/a/three.ts': 'other\n' } });
  const bot = { author: 'dependabot[bot]', mail: '1+dependabot[bot]@users.noreply.github.com' };
  commit({ at: on(12), ...bot, files: { 'package.json': '{}\n' }, message: 'Bump x' });
  commit({ at: on(13), author: 'Ann', mail: 'ann@home.example', files: { 'src/b/five.ts': 'x\n' } });
  return repository;
}

describe('a mined change', () => {
  test('has the facts of a judgement at its own time', async () => {
    const { directory, commit } = aHistory();
    commit({ at: '2026-01-13T20:00:00Z', author: 'Bob', files: { 'src/b/five.ts': 'x\nv\n' } });
    commit({ at: '2026-01-14T08:00:00Z', files: { 'src/b/five.ts': 'x\nv\nu\n' } });
    const changes = await mined(directory);
    expect(changes.at(-1)?.facts).toMatchObject({ author: { ownership: 0.33 }, area: { changesLast24h: 2 } });

    for (const change of changes) {
      const { facts } = await gatherGitFacts({
        repository: directory,
        base: null,
        head: change.sha,
        evaluatedAt: change.facts.evaluatedAt,
        environment: null,
        services: null,
      });
      const { author: _login, isBot: _bot, ...known } = facts.change;
      expect(change.facts).toMatchObject({
        author: facts.author,
        area: facts.area,
        files: facts.files,
        base: facts.base,
      });
      expect(knownAmong(change.facts.change, Object.keys(known))).toEqual(knownAmong(known, Object.keys(known)));
    }
  });

  test('counts two people as one who turn out to be one by who wrote it', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ author: 'Amy', mail: 'amy@one.example', files: { 'x.ts': '1\n' } });
    commit({ author: 'Bea', mail: 'bea@two.example', files: { 'y.ts': '1\n' } });
    commit({ author: 'Amy', mail: 'bea@two.example', files: { 'x.ts': '2\n', 'y.ts': '2\n' } });

    const { facts } = (await mined(directory)).at(-1) ?? {};

    expect(facts).toMatchObject({ author: { isNewHere: false, ownership: 1 }, area: { developers: 1 } });
  });

  test('is told for the newest alone, and sees all that was before', async () => {
    const { directory } = aHistory();
    const all = await mined(directory);

    expect(await mined(directory, { limit: 3 })).toEqual(all.slice(-3));
    expect(await mined(directory, { since: Date.parse(on(10)) / 1_000 })).toEqual(all.slice(-4));
  });

  test.each([3, 7])('of the last %i is the same without the past, save what that tells', async (limit) => {
    const { directory } = aHistory();
    const whole = await mined(directory, { limit });
    const before = (await mined(directory)).length - limit;

    const changes = await mined(directory, { limit, mostPast: before - 1 });

    const nothing = { unknown: `the ${before} changes before were not read` };
    expect(changes.map(({ facts }) => facts.area.developers)).toEqual(changes.map(() => nothing));
    expect(changes.map(({ facts }) => facts.author.changesBefore)).toEqual(changes.map(() => nothing));
    const { author, area } = changes[0]?.facts ?? {};
    expect(changes).toEqual(whole.map((each) => ({ ...each, facts: { ...each.facts, author, area } })));
    expect(await mined(directory, { limit, mostPast: before })).toEqual(whole);
  });

  test('says what it takes back, and by what it may be named itself', async () => {
    const changes = await mined(aHistory().directory);

    expect(changes.find(({ title }) => title.startsWith('Revert'))).toMatchObject({
      isRevert: true,
      takesBack: [{ titles: ['add z'] }],
    });
    expect(changes.find(({ title }) => title === 'Four')?.names).toMatchObject({
      pulls: [7],
      titles: ['four', 'a change', 'add z'],
    });
  });

  test('of a bot is known by its name', async () => {
    const changes = await mined(aHistory().directory);

    expect(changes.filter(({ facts }) => facts.change.isBot === true).map(({ facts }) => facts.change.author)).toEqual([
      'dependabot[bot]',
    ]);
  });

  test.each([
    { at: '2026-11-02T12:00:00Z', evaluatedAt: '2026-11-02T12:00:00Z' },
    { at: '@0 +0000', evaluatedAt: '1970-01-01T00:00:00Z' },
    { at: '@253402300799 +0000', evaluatedAt: '9999-01-01T00:00:00Z' },
    { at: '@99999999999999 +0000', evaluatedAt: '9999-01-01T00:00:00Z' },
  ])('of a clock at $at is judged at $evaluatedAt', async ({ at, evaluatedAt }) => {
    const { directory, commit } = temporaryRepository();
    commit({ at });

    const [change] = await mined(directory);

    expect(change?.facts.evaluatedAt).toBe(evaluatedAt);
  });

  test('may have a path and a name that are not UTF-8', async () => {
    const { directory, commit } = temporaryRepository();
    writeFileSync(Buffer.from(`${directory}/caf\u00e9.ts`, 'latin1'), 'x\n');
    commit({ message: 'Ünïcode „quotes“', author: 'Zoë' });

    const [change] = await mined(directory);

    expect(change?.title).toBe('Ünïcode „quotes“');
    expect(change?.facts.files).toMatchObject([{ path: 'caf\\xE9.ts', added: 1 }]);
  });
});

describe('a clone that lacks what a file held', () => {
  test('is read around it: of the changes that need it the size is unknown, and of no other', async () => {
    const { directory, git, commit } = temporaryRepository();
    commit({ files: { 'src/a.ts': '1\n', 'src/old.ts': 'old\n'.repeat(50) } });
    commit({ files: { 'src/a.ts': '1\n2\n' } });
    // Git reads what may have been renamed before it shows anything.
    commit({ files: { 'src/large.ts': 'large\n'.repeat(50), 'src/old.ts': null } });
    commit({ files: { 'src/a.ts': '1\n2\n3\n' } });
    commit({ files: { 'src/large.ts': 'small\n' } });
    commit({ files: { 'src/a.ts': '1\n' } });
    const lacking = git('rev-parse', 'HEAD~2:src/large.ts');
    rmSync(`${directory}/.git/objects/${lacking.slice(0, 2)}/${lacking.slice(2)}`);

    const changes = await mined(directory);

    const nothing = { unknown: 'the clone lacks what the files hold' };
    expect(changes.map(({ facts }) => facts.change.linesChanged)).toEqual([51, 1, nothing, 1, nothing, 2]);
    expect(changes.map(({ facts }) => facts.change.filesChanged)).toEqual([2, 1, 2, 1, 1, 1]);
  });
});

describe('a history that cannot be mined', () => {
  test('ends with its git when there is no time left', async () => {
    const { directory } = aHistory();
    const request = { repository: directory, head: null, limit: null, since: null, environment: null, services: null };

    await expect(openMine({ ...request, signal: AbortSignal.abort() })).rejects.toThrow('git took too long');
  });

  test.each([
    { what: 'is empty', make: () => temporaryRepository().directory, says: 'no commit yet' },
    { what: 'is none', make: temporaryDirectory, says: 'no git repository' },
    { what: 'is cut off', make: () => aClone('--depth=2'), says: 'shallow' },
    { what: 'is without contents', make: () => aClone('--filter=blob:none'), says: 'the history could not be read' },
    { what: 'is without trees', make: () => aClone('--filter=tree:0'), says: 'the clone lacks the lists of files' },
  ])('is told so where it $what', async ({ make, says }) => {
    const mining = mined(make());

    await expect(mining).rejects.toThrow(FactsError);
    await expect(mining).rejects.toThrow(says);
  });
});

function aClone(without: string): string {
  const { directory, git } = aHistory();
  const clone = `${temporaryDirectory()}/clone`;
  git('config', 'uploadpack.allowFilter', 'true');
  git('clone', '-q', without, `file://${directory}`, clone);
  return clone;
}

/** Facts by name, without the reasons of those that are unknown. */
function knownAmong(facts: object, names: readonly string[]): readonly (readonly [string, unknown])[] {
  return names.map((name) => {
    const value: unknown = Reflect.get(facts, name);
    return [name, isUnknown(value) ? 'unknown' : value] as const;
  });
}
