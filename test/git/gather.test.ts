import { execFileSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { ChangedFile } from '../../src/change/facts.ts';
import { isUnknown } from '../../src/change/facts.ts';
import { FactsError } from '../../src/errors.ts';
import type { GitFacts } from '../../src/git/gather.ts';
import { gatherGitFacts } from '../../src/git/gather.ts';
import type { TemporaryRepository } from './temporary-repository.ts';
import { openTemporary, temporaryDirectory, temporaryRepository } from './temporary-repository.ts';

type Asked = Partial<Parameters<typeof gatherGitFacts>[0]>;

const now = '2026-11-10T12:00:00Z';

function gather({ directory }: Pick<TemporaryRepository, 'directory'>, asked: Asked = {}): Promise<GitFacts> {
  const nothing = { base: null, head: null, environment: null, services: null };
  return gatherGitFacts({ repository: directory, evaluatedAt: now, ...nothing, ...asked });
}

async function filesOf(repository: TemporaryRepository, asked: Asked = {}): Promise<readonly ChangedFile[]> {
  const { facts } = await gather(repository, asked);
  return isUnknown(facts.files) ? [] : facts.files;
}

async function errorOf(promise: Promise<unknown>): Promise<FactsError> {
  const error = await promise.catch((thrown: unknown) => thrown);
  if (error instanceof FactsError) return error;
  throw new Error('expected an error that says what is missing', { cause: error });
}

describe('the judged range', () => {
  test('is the head against its first parent', async () => {
    const repository = temporaryRepository();
    const base = repository.commit({ files: { 'src/a.ts': '1\n2\n' } });
    const head = repository.commit({ files: { 'src/a.ts': '1\n3\n4\n' }, message: 'Change a\n\nBecause.' });

    const { facts } = await gather(repository);

    expect(facts).toMatchObject({
      base,
      head,
      baseSource: 'parent',
      lineage: 'ahead',
      files: [{ path: 'src/a.ts', status: 'modified', added: 2, deleted: 1, kind: 'code' }],
      change: { title: 'Change a', commits: 1, filesChanged: 1, linesAdded: 2, linesDeleted: 1, branch: 'main' },
    });
  });

  test('is everything for a first commit', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n', 'b/c.ts': '1\n2\n' } });

    const { facts } = await gather(repository);

    expect(facts.base).toHaveProperty('unknown');
    expect(facts).toMatchObject({
      lineage: 'ahead',
      files: [{ path: 'a.ts' }, { path: 'b/c.ts' }],
      change: { linesAdded: 3, commits: 1 },
      author: { changesBefore: 0, isNewHere: true },
      area: { developers: 0, daysSinceLastChange: 0 },
    });
  });

  test('is from the base that was named to the head that was named', async () => {
    const repository = temporaryRepository();
    const base = repository.commit({ files: { 'a.ts': '1\n' } });
    repository.git('tag', '-a', 'live', '-m', 'live');
    repository.commit({ files: { 'b.ts': '1\n' } });
    const head = repository.commit({ files: { 'c.ts': '1\n' } });
    repository.commit({ files: { 'd.ts': '1\n' } });

    const { facts } = await gather(repository, { base: 'live', head });

    expect(facts).toMatchObject({ base, head, baseSource: 'input', change: { commits: 2, filesChanged: 2 } });
    expect(facts.change.branch).toHaveProperty('unknown');
  });

  test.each([
    { base: 'two', head: 'two', lineage: 'same', commits: 0 },
    { base: 'two', head: 'one', lineage: 'behind', commits: 0 },
    { base: 'one', head: 'two', lineage: 'ahead', commits: 1 },
    { base: 'side', head: 'two', lineage: 'diverged', commits: 1 },
  ])('from $base to $head lies $lineage', async ({ base, head, lineage, commits }) => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n' } });
    repository.git('tag', 'one');
    repository.git('checkout', '-q', '-b', 'side');
    repository.commit({ files: { 's.ts': '1\n' } });
    repository.git('checkout', '-q', 'main');
    repository.commit({ files: { 'b.ts': '1\n' } });
    repository.git('tag', 'two');

    const { facts } = await gather(repository, { base, head });

    expect(facts).toMatchObject({ lineage, change: { commits } });
  });

  const mergeMessage = 'Merge pull request #7 from ann/topic\n\nRevert "Add b"';

  test('counts the commits that a merge brings in, and takes its title from the pull request', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n' } });
    repository.git('checkout', '-q', '-b', 'topic');
    repository.commit({ files: { 'b.ts': '1\n' }, at: '2026-11-09T12:00:00Z' });
    repository.commit({ files: { 'b.ts': '2\n' }, at: '2026-11-10T06:00:00Z' });
    repository.git('checkout', '-q', 'main');
    repository.commit({ files: { 'c.ts': '1\n' } });
    repository.as({ at: '2026-11-10T07:00:00Z' }, 'merge', '-q', '--no-ff', '-m', mergeMessage, 'topic');

    const { facts } = await gather(repository);

    expect(facts).toMatchObject({
      files: [{ path: 'b.ts' }],
      change: { commits: 2, title: 'Revert "Add b"', isRevert: true, isReland: false, ageHours: 24 },
    });
  });

  test('brings something back if one of its commits does', async () => {
    const repository = temporaryRepository();
    const base = repository.commit();
    repository.commit({ message: 'Reland "Add a"' });
    repository.commit({ message: 'Another' });

    const { facts } = await gather(repository, { base });

    expect(facts.change).toMatchObject({ title: 'Another', isRevert: false, isReland: true });
  });

  test('has kinds by the .gitattributes of the base, not by its own', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { '.gitattributes': 'api/** linguist-generated\n' } });
    const files = { '.gitattributes': '*.ts linguist-generated -diff\n', 'a.ts': '1\n', 'api/b.ts': '1\n' };
    repository.commit({ files });

    expect(await filesOf(repository)).toMatchObject([
      { path: '.gitattributes' },
      { path: 'a.ts', kind: 'code', added: 1 },
      { path: 'api/b.ts', kind: 'generated' },
    ]);
  });

  test('has kinds by the .gitattributes of a commit that is trusted, where one is named', async () => {
    const repository = temporaryRepository();
    const trusted = repository.commit({ files: { '.gitattributes': 'api/** linguist-generated\n' } });
    repository.commit({ files: { '.gitattributes': '*.ts linguist-generated\n' } });
    repository.commit({ files: { 'a.ts': '1\n', 'api/b.ts': '1\n' } });

    const { facts } = await gather(repository, { trusted });

    expect(facts.files).toMatchObject([
      { path: 'a.ts', kind: 'code' },
      { path: 'api/b.ts', kind: 'generated' },
    ]);
  });

  test('names what only GitHub knows', async () => {
    const repository = temporaryRepository();
    repository.commit();

    const { facts } = await gather(repository, { environment: 'staging', services: ['a'] });

    expect(facts).toMatchObject({ environment: 'staging', services: ['a'], plan: null });
    for (const fact of [facts.change.author, facts.change.isBot, facts.deployments.inProgress, facts.approvals]) {
      expect(fact).toEqual({ unknown: 'only GitHub knows it' });
    }
  });
});

describe('a changed file', () => {
  test('that was moved and edited has its former path', async () => {
    const repository = temporaryRepository();
    const lines = Array.from({ length: 40 }, (_, index) => `line ${index}\n`);
    repository.commit({ files: { 'old/a.ts': lines.join('') } });
    repository.commit({ files: { 'old/a.ts': null, 'new/a.ts': [...lines, 'more\n'].join('') } });

    expect(await filesOf(repository)).toEqual([
      { path: 'new/a.ts', previousPath: 'old/a.ts', status: 'renamed', added: 1, deleted: 0, kind: 'code' },
    ]);
  });

  test('may have any name', async () => {
    const repository = temporaryRepository();
    repository.commit();
    const names = [
      'with space.ts',
      'tab\there.ts',
      'line\nbreak.ts',
      '"quoted".ts',
      '\u0001M',
      'M',
      'ä/ö.ts',
      '-x.ts',
      ':1 2 3 M',
    ];
    repository.commit({ files: Object.fromEntries(names.map((name) => [name, '1\n'])) });

    const paths = (await filesOf(repository)).map(({ path }) => path);

    expect(paths.sort()).toEqual(names.sort());
  });

  test('whose name is not UTF-8 keeps every byte', async () => {
    const repository = temporaryRepository();
    repository.commit();
    writeFileSync(Buffer.from(`${repository.directory}/caf\u00e9.ts`, 'latin1'), '1\n');
    repository.commit();

    expect(await filesOf(repository)).toMatchObject([{ path: 'caf\\xE9.ts', kind: 'code', added: 1 }]);
  });

  test('that is binary has no lines', async () => {
    const repository = temporaryRepository();
    repository.commit();
    repository.commit({ files: { tool: new Uint8Array([0, 1, 2, 10, 0]) } });

    expect(await filesOf(repository)).toMatchObject([{ path: 'tool', added: 0, deleted: 0 }]);
  });

  test('that became a link is changed', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { a: '1\n' } });
    const blob = repository.as({}, 'rev-parse', 'HEAD:a');
    repository.git('update-index', '--cacheinfo', `120000,${blob},a`);
    repository.git('commit', '-q', '-m', 'Link');

    expect(await filesOf(repository)).toMatchObject([{ path: 'a', status: 'changed' }]);
  });

  test('that is a submodule is a dependency, also one that .gitmodules tells git to ignore', async () => {
    const repository = temporaryRepository();
    const first = repository.commit({
      files: { '.gitmodules': '[submodule "s"]\n\tpath = s\n\turl = x\n\tignore = all\n' },
    });
    repository.git('update-index', '--add', '--cacheinfo', `160000,${first},s`);
    repository.git('commit', '-q', '-m', 'Add');

    expect(await filesOf(repository)).toMatchObject([{ path: 's', status: 'added', added: 1, kind: 'dependencies' }]);
  });
});

describe('the rollback plan file', () => {
  test('is read from head and base', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { '.change/rollback.yml': 'strategy: revert\n' } });
    repository.commit({ files: { '.change/rollback.yml': 'strategy: ä\n' } });

    const { facts, planFile } = await gather(repository);

    expect(planFile).toEqual({
      path: '.change/rollback.yml',
      text: 'strategy: ä\n',
      changedInRange: true,
      baseText: 'strategy: revert\n',
    });
    expect(facts.plan).toHaveProperty('unknown');
  });

  test('that the range does not touch is an old one', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { '.change/rollback.yml': 'standing: true\n' } });
    repository.commit({ files: { 'a.ts': '1\n' } });

    expect((await gather(repository)).planFile).toMatchObject({ changedInRange: false, baseText: 'standing: true\n' });
  });
});

describe('a repository', () => {
  test('may be bare', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n' } });
    repository.commit({ files: { 'a.ts': '2\n' } });
    const directory = temporaryDirectory();
    repository.git('clone', '-q', '--bare', repository.directory, directory);

    expect((await gather({ directory })).facts).toMatchObject({
      files: [{ path: 'a.ts' }],
      author: { changesBefore: 1 },
    });
  });

  test('may be a linked work tree, with a head of its own', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n' } });
    const directory = join(temporaryDirectory(), 'linked');
    repository.git('worktree', 'add', '-q', '-b', 'side', directory);
    const head = openTemporary(directory).commit({ files: { 'b.ts': '1\n' } });

    expect((await gather({ directory })).facts).toMatchObject({ head, change: { branch: 'side' } });
  });

  test('may be a submodule', async () => {
    const inner = temporaryRepository();
    inner.commit({ files: { 'a.ts': '1\n' } });
    inner.commit({ files: { '.gitattributes': '*.ts -diff\n', 'a.ts': '2\n' } });
    const outer = temporaryRepository();
    outer.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.directory, 'inner');

    const { facts } = await gather({ directory: join(outer.directory, 'inner') });

    expect(facts.files).toMatchObject([{ path: '.gitattributes' }, { path: 'a.ts', added: 1 }]);
  });

  test('may be asked from a folder deep inside', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'deep/down/a.ts': '1\n' } });

    const { facts } = await gather({ directory: join(repository.directory, 'deep/down') });

    expect(facts.files).toMatchObject([{ path: 'deep/down/a.ts' }]);
  });

  test('may have no branch checked out', async () => {
    const repository = temporaryRepository();
    repository.commit();
    repository.git('checkout', '-q', '--detach');

    expect((await gather(repository)).facts.change.branch).toEqual({ unknown: expect.stringContaining('detached') });
  });

  test('may name objects by SHA-256', async () => {
    const repository = temporaryRepository('--object-format=sha256');
    repository.commit({ files: { 'a.ts': '1\n' } });

    expect((await gather(repository)).facts).toMatchObject({ files: [{ path: 'a.ts', added: 1 }] });

    const head = repository.commit({ files: { 'b.ts': '1\n' } });

    expect(head).toHaveLength(64);
    expect((await gather(repository)).facts).toMatchObject({ head, author: { changesBefore: 1 } });
  });

  test('cannot show another commit in place of the one that goes live', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n' } });
    const harmless = repository.commit({ files: { 'README.md': '1\n' } });
    const head = repository.commit({ files: { 'danger.ts': '1\n' } });
    repository.git('replace', head, harmless);

    expect(await filesOf(repository)).toMatchObject([{ path: 'danger.ts' }]);
  });

  test('cannot change the answer by its settings', async () => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'b/a.ts': '1\n' } });
    repository.commit({ files: { 'b/a.ts': '2\n' } });
    const plain = await gather(repository);
    const hostile = {
      'core.fsmonitor': 'touch pwned',
      'diff.external': 'touch pwned',
      'core.pager': 'touch pwned',
      'diff.renames': 'copies',
      'diff.relative': 'true',
      'diff.noprefix': 'true',
      'color.ui': 'always',
      'log.showSignature': 'true',
      'log.showRoot': 'false',
      'log.diffMerges': 'combined',
      'log.date': 'raw',
      'format.pretty': 'oneline',
      'core.quotePath': 'true',
    };
    for (const [name, value] of Object.entries(hostile)) repository.git('config', name, value);

    expect(await gather(repository)).toEqual(plain);
  });

  test('is found although a hook’s variables name another', async () => {
    const repository = temporaryRepository();
    const head = repository.commit();
    const other = temporaryRepository();
    process.env['GIT_DIR'] = join(other.directory, '.git');
    onTestFinished(() => void delete process.env['GIT_DIR']);

    expect((await gather(repository)).facts.head).toBe(head);
  });
});

function remote(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ files: { 'a.ts': '1\n', '.mailmap': 'Ann <ann@example.org> <old@example.org>\n' } });
  repository.commit({ files: { 'a.ts': '2\n', 'b.ts': 'b\n' } });
  repository.commit({ files: { 'a.ts': '3\n', 'c.ts': '1\n2\n' } });
  repository.git('config', 'uploadpack.allowFilter', 'true');
  repository.git('config', 'uploadpack.allowAnySHA1InWant', 'true');
  return repository;
}

function cloneOf(repository: TemporaryRepository, ...options: readonly string[]): TemporaryRepository {
  const directory = join(temporaryDirectory(), 'clone');
  repository.git('clone', '-q', ...options, `file://${repository.directory}`, directory);
  return openTemporary(directory);
}

describe('a clone', () => {
  test('that is cut off at the head cannot be judged, and the remedy is said', async () => {
    const error = await errorOf(gather(cloneOf(remote(), '--depth=1')));

    expect(error.exitCode).toBe(3);
    expect(error.problem).toContain('is not in this clone');
    expect(error.remedy).toContain('git fetch --unshallow');
  });

  test('that is cut off before the base knows its files but no history', async () => {
    const { facts } = await gather(cloneOf(remote(), '--depth=2'));

    expect(facts.change.filesChanged).toBe(2);
    for (const fact of [...Object.values(facts.author), ...Object.values(facts.area)]) {
      expect(fact).toEqual({ unknown: expect.stringContaining('git fetch --unshallow') });
    }
  });

  test('without contents knows names and history, but no sizes', async () => {
    const { facts } = await gather(cloneOf(remote(), '--filter=blob:none', '--no-checkout'));

    expect(facts).toMatchObject({
      files: [{ path: 'a.ts', added: { unknown: expect.stringContaining('git diff --numstat') } }, { path: 'c.ts' }],
      change: { filesChanged: 2, linesChanged: { unknown: expect.any(String) } },
      author: { changesBefore: 2 },
    });
  });

  test('without contents fetches those of the range, if it may', async () => {
    const { facts } = await gather(cloneOf(remote(), '--filter=blob:none', '--no-checkout'), {
      missingObjects: 'fetch',
    });

    expect(facts.change).toMatchObject({ linesAdded: 3, linesDeleted: 1 });
  });

  test('without trees does not know the history', async () => {
    const clone = cloneOf(remote(), '--filter=tree:0', '--no-checkout');

    const { facts } = await gather(clone, { missingObjects: 'fetch' });

    expect(facts.change.linesAdded).toBe(3);
    expect(facts.author.changesBefore).toHaveProperty('unknown');
  });
});

/** Puts a git first on the PATH that calls itself another version and is the real one otherwise. */
function pretendVersion(version: string): void {
  const real = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const bin = temporaryDirectory();
  const script = `#!/bin/sh\ncase " $* " in *" version "*) echo '${version}';; *) exec ${real} "$@";; esac\n`;
  writeFileSync(join(bin, 'git'), script);
  chmodSync(join(bin, 'git'), 0o755);
  searchOnly(`${bin}:${process.env['PATH'] ?? ''}`);
}

function searchOnly(path: string): void {
  const before = process.env['PATH'];
  process.env['PATH'] = path;
  onTestFinished(() => void (process.env['PATH'] = before));
}

describe('what cannot be judged', () => {
  test.each([
    { what: 'a folder that is no repository', asked: {}, problem: 'no git repository' },
    { what: 'a folder that is not there', asked: { repository: '/nowhere/at/all' }, problem: 'there is no folder' },
  ])('is $what', async ({ asked, problem }) => {
    const error = await errorOf(gather({ directory: temporaryDirectory() }, asked));

    expect(error.exitCode).toBe(3);
    expect(error.problem).toContain(problem);
    expect(error.remedy).not.toBeNull();
  });

  test('is a branch without a commit', async () => {
    const error = await errorOf(gather(temporaryRepository()));

    expect(error.problem).toContain('no commit yet');
  });

  test.each([
    'nope',
    '0123456789012345678901234567890123456789',
    '--output=x',
    '-1',
    ' ',
    'a b',
    'main^{tree}',
    'main:a.ts',
    'x\ny',
  ])('is the head %j', async (head) => {
    const repository = temporaryRepository();
    repository.commit({ files: { 'a.ts': '1\n' } });

    const error = await errorOf(gather(repository, { head }));

    expect(error.exitCode).toBe(3);
    expect(error.remedy).not.toBeNull();
  });

  test('is a base that is not there', async () => {
    const repository = temporaryRepository();
    repository.commit();

    expect((await errorOf(gather(repository, { base: 'gone' }))).problem).toContain('no commit `gone`');
  });

  test.each(['git version 2.29.9', 'git version 1.99'])('is anything under %s', async (version) => {
    const repository = temporaryRepository();
    repository.commit();
    pretendVersion(version);

    expect((await errorOf(gather(repository))).problem).toContain('too old');
  });

  test.each(['git version 2.30.0', 'git version 3.1 (vendor)'])('is not all under %s', async (version) => {
    const repository = temporaryRepository();
    const head = repository.commit();
    pretendVersion(version);

    expect((await gather(repository)).facts.head).toBe(head);
  });

  test('is anything without git', async () => {
    const directory = temporaryDirectory();
    searchOnly(directory);

    const error = await errorOf(gather({ directory }));

    expect(error.remedy).toContain('install git');
  });
});
