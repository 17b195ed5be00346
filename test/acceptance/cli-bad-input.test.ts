import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import { useBundle } from './bundle.ts';
import { runCli } from './cli-run.ts';

useBundle();

const facts = JSON.stringify({ evaluatedAt: '2026-11-24T10:00:00Z', environment: 'production' });

/** A folder with these files. */
function aFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function aRepository(): string {
  const { directory, commit } = temporaryRepository();
  commit({ files: { 'a.ts': '1\n' } });
  commit({ files: { 'a.ts': '2\n' } });
  return directory;
}

/** Nothing on standard output, so that nobody can take it for an answer; these words on the other; and no stack. */
function refusal(code: number, words: readonly string[]) {
  const says = (text: string) => words.every((each) => text.includes(each)) && !/^\s+at /mu.test(text);
  return { code, stdout: '', stderr: expect.toSatisfy(says, `says ${words.join(' … ')}`) };
}

describe('a command line', () => {
  const cases: readonly (readonly [args: string, problem: string, remedy: string])[] = [
    ['evaluat', 'there is no command `evaluat`', 'did you mean `evaluate`?'],
    ['ship', 'there is no command `ship`', 'the commands are `evaluate`, `check`'],
    ['evaluate foo', '`evaluate` takes options only, but `foo` stands there', 'see `change-gate help evaluate`'],
    ['-- foo', '`evaluate` takes options only, but `foo` stands there', 'see `change-gate help evaluate`'],
    ['check a b', '`check` takes one PATH, but `b` stands there', 'see `change-gate help check`'],
    ['check a --policy b', 'two policies are named: `a` and `--policy b`', 'check one at a time'],
    ['schema policy facts', '`schema` takes one document, but `facts` stands there', 'see `change-gate help schema`'],
    ['schema', 'no document was named', 'name one of policy, facts, decision'],
    ['schema fact', 'there is no schema of `fact`', 'did you mean `facts`?'],
    ['init foo', '`init` takes options only, but `foo` stands there', 'see `change-gate help init`'],
    ['help check all', '`all` is not expected after `help`', 'leave it out'],
    ['help chek', 'there is no command `chek`', 'did you mean `check`?'],
    ['--version 2', '`2` is not expected after `--version`', 'leave it out'],
    ['--environmant prod', '`evaluate` has no option `--environmant`', 'did you mean `--environment`?'],
    ['check --at now', '`check` has no option `--at`', 'see `change-gate help check`'],
    ['-x', '`evaluate` has no option `-x`', 'see `change-gate help evaluate`'],
    ['--environment', '`--environment` needs a value', 'write `--environment NAME`'],
    ['--environment=', '`--environment` needs a value', 'write `--environment NAME`'],
    ['--environment --json', '`--environment` needs a value, but `--json` follows', '`--environment=--json`'],
    ['--environment a --environment b', '`--environment` is given twice: `a` and `b`', 'keep one of them'],
    ['--json=yes', '`--json` takes no value', 'write `--json` alone'],
    ['--at 2026-02-30T10:00:00Z', '`--at 2026-02-30T10:00:00Z` is no instant', 'a date and a time that exist'],
    ['--at 2026-11-27T25:00:00Z', '`--at 2026-11-27T25:00:00Z` is no instant', 'with the offset'],
    ['--at 2026-11-27', '`--at 2026-11-27` is no instant', 'or `Z` for UTC'],
    ['--at tomorrow', '`--at tomorrow` is no instant', '`2026-11-27T15:00:00+01:00`'],
    ['--change-type normal', '`--change-type` is `normal`, expected `emergency` or `rollback`', 'the policy says'],
    ['--reason why', '`--reason` goes with `--change-type`, which is not given', 'add `--change-type emergency`'],
    ['--incident 1', '`--incident` goes with `--change-type`, which is not given', 'or leave it out'],
    ['--facts f.json --base main', '`--base` does not go with `--facts`', 'leave `--base` out'],
    ['--facts f.json --head main', '`--head` does not go with `--facts`', 'leave `--head` out'],
    ['--facts f.json --repo .', '`--repo` does not go with `--facts`', 'leave `--repo` out'],
    ['--assume inProgress', '`--assume inProgress` is not `NAME=VALUE`', '`--assume deployments.inProgress=0`'],
    ['--assume =0', '`--assume =0` is not `NAME=VALUE`', '`--assume deployments.inProgress=0`'],
    ['--assume inProgress=0', 'there is no fact `inProgress`', 'did you mean `deployments.inProgress`?'],
    ['--assume deployment.inProgress=0', 'there is no fact `deployment`', 'did you mean `deployments.inProgress`?'],
    ['--assume tier=high', '`--assume tier=high`: found `"high"`, expected', 'a whole number'],
    ['--assume change.linesChanged=5', '`--assume change.linesChanged=5`: says 5, but', 'it is derived'],
    ['--assume local.hour=5', '`--assume local.hour=5`: `local` may not be given', 'it follows from `evaluatedAt`'],
    ['--repo nowhere', 'there is no folder `nowhere`', 'name a clone with `--repo`'],
  ];

  test.each(cases)('`change-gate %s` is refused', async (args, problem, remedy) => {
    expect(await runCli({ cwd: aRepository() }, ...args.split(' '))).toEqual(refusal(2, [`error: `, problem, remedy]));
  });

  test('names every assumption that is wrong', async () => {
    const run = await runCli({ cwd: aRepository() }, '--assume', 'tier=high', '--assume', 'inProgress=0');

    expect(run).toEqual(refusal(2, ['`--assume tier=high`', '`--assume inProgress=0`']));
  });

  test('with a service that the catalogue does not have is refused', async () => {
    const policy = 'version: 1\nservices: { payments: { paths: [pay/**] } }\n';
    const cwd = aFolder({ 'p.yml': policy, 'f.json': facts });

    const run = await runCli({ cwd }, '--facts', 'f.json', '--policy', 'p.yml', '--service', 'paymnts');

    expect(run).toEqual(
      refusal(2, ['`--service paymnts` is not in the service catalogue', 'did you mean `payments`?']),
    );
  });
});

describe('a repository', () => {
  test('that is none cannot be judged', async () => {
    const cwd = aFolder();

    expect(await runCli({ cwd }, '--json')).toEqual(
      refusal(3, [`\`${cwd}\` is no git repository`, 'run it inside a clone']),
    );
  });

  test('without a commit cannot be judged', async () => {
    const { directory } = temporaryRepository();

    const run = await runCli({ cwd: directory }, '--json');

    expect(run).toEqual(refusal(3, ['there is no commit yet on the current branch', 'commit something']));
  });

  test.each(['--head', '--base'])('without the commit that %s names cannot be judged', async (option) => {
    const run = await runCli({ cwd: aRepository() }, option, 'nowhere', '--json');

    expect(run).toEqual(refusal(3, ['there is no commit `nowhere` in this repository', 'run `git fetch`']));
  });

  test('does not take a name for an option of git', async () => {
    const run = await runCli({ cwd: aRepository() }, '--head=--output=/tmp/x');

    expect(run).toEqual(refusal(3, ['there is no commit `--output=/tmp/x` in this repository']));
  });

  test('that was cloned without the parent cannot be judged', async () => {
    const shallow = join(temporaryDirectory(), 'shallow');
    const { git, commit } = temporaryRepository();
    const { directory } = { directory: git('rev-parse', '--show-toplevel') };
    commit({ files: { 'a.ts': '1\n' } });
    commit({ files: { 'a.ts': '2\n' } });
    git('clone', '-q', '--depth', '1', `file://${directory}`, shallow);

    expect(await runCli({ cwd: shallow })).toEqual(refusal(3, ['is not in this clone', 'run `git fetch --unshallow`']));
  });

  test('that was cloned in part is judged, with its history unknown and the remedy', async () => {
    const shallow = join(temporaryDirectory(), 'shallow');
    const { git, commit } = temporaryRepository();
    for (const text of ['1\n', '2\n', '3\n']) commit({ files: { 'a.ts': text } });
    git('clone', '-q', '--depth', '2', `file://${git('rev-parse', '--show-toplevel')}`, shallow);

    const run = await runCli({ cwd: shallow }, '--at', '2026-11-24T10:00:00Z');

    expect(run.code).toBe(10);
    expect(run.stdout.replaceAll(/\s+/gu, ' ')).toContain('git fetch --unshallow');
  });

  test('cannot be judged without git', async () => {
    const run = await runCli({ cwd: aRepository(), env: { PATH: '/nonexistent' } });

    expect(run).toEqual(refusal(3, ['git could not be started', 'install git']));
  });
});

describe('a policy', () => {
  const million = `version: 1\n${'# a line that says nothing at all\n'.repeat(40_000)}`;
  const bomb = 'version: 1\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n';
  const cases: readonly (readonly [name: string, content: string | Uint8Array, words: readonly string[]])[] = [
    ['empty', '', ['p.yml:1:1  the file is empty', 'write something into it']],
    ['of comments', '# nothing\n', ['p.yml:1:1  the file is empty']],
    ['huge', million, ['p.yml:1:1  the file has 13', 'more than 1000000', 'split it into several files']],
    ['binary', Uint8Array.of(0xff, 0xfe, 0, 1), ['p.yml:1:1  the file is not text in UTF-8']],
    ['a bomb of aliases', bomb, ['p.yml:3:8', 'aliases (`*name`) are not read', 'write the value out']],
    ['no YAML', 'version: 1\n  risk: : x\n', ['p.yml:2:', 'this is not YAML']],
    ['a list', '- version: 1\n', ['p.yml:1:1', 'found a list', 'expected a map']],
    ['of another version', 'version: 2\n', ['p.yml:1:10', 'found the number `2` in `version`, expected `1`']],
    ['mistyped', 'version: 1\nextnds: [standard]\n', ['p.yml:2:1', 'unknown key `extnds`', 'did you mean `extends`?']],
  ];

  test.each(cases)('that is %s is refused', async (_name, content, words) => {
    const cwd = aFolder({ 'p.yml': content, 'f.json': facts });

    const run = await runCli({ cwd }, '--facts', 'f.json', '--policy', 'p.yml', '--json');

    expect(run).toEqual(refusal(2, [...words, 'error: the policy has ']));
  });

  test('that is not there is refused', async () => {
    const run = await runCli({ cwd: aFolder({ 'f.json': facts }) }, '--facts', 'f.json', '--policy', 'p.yml');

    expect(run).toEqual(refusal(2, ['there is no policy at `p.yml`', '`change-gate init` writes one']));
  });

  test('whose links lead in a circle is refused', async () => {
    const cwd = aFolder({ 'f.json': facts });
    symlinkSync('p.yml', join(cwd, 'p.yml'));

    const run = await runCli({ cwd }, '--facts', 'f.json', '--policy', 'p.yml');

    expect(run).toEqual(refusal(2, ['the policy `p.yml` cannot be read: its links lead in a circle']));
  });

  test('of a folder with broken files among good ones tells every problem of every file', async () => {
    const cwd = aFolder({
      'gate/a.yml': 'version: 1\nrisk: { base: 5 }\n',
      'gate/b.yml': 'version: 1\nrisk: { bas: 5 }\nschedul: {}\n',
      'gate/c.yml': 'version: 1\nextnds: []\n',
      'f.json': facts,
    });

    const run = await runCli({ cwd }, '--facts', 'f.json', '--policy', 'gate');

    expect(run).toEqual(
      refusal(2, ['gate/b.yml:2:9', 'gate/b.yml:3:1', 'gate/c.yml:2:1', 'the policy has 3 problems']),
    );
  });

  test('of the repository that is broken is refused, never passed over for the shipped one', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: { '.github/change-gate/policy.yml': 'version: one\n' } });

    expect(await runCli({ cwd: directory })).toEqual(
      refusal(2, ['.github/change-gate/policy.yml:1:10', 'version: one']),
    );
  });
});

describe('a facts document', () => {
  const start = '"evaluatedAt": "2026-11-24T10:00:00Z"';
  const cases: readonly (readonly [name: string, content: string, words: readonly string[]])[] = [
    ['empty', '', ['f.json:1:1  this is not JSON: the text ends, expected a value']],
    ['cut off', '{ "change":\n', ['f.json:2:1  this is not JSON: the text ends, expected a value']],
    ['no JSON', '{ change: 1 }', ['f.json:1:3  this is not JSON: found `change`, expected a name in double quotes']],
    ['a list', '[]', ['f.json:1:1  a facts document is a JSON object']],
    ['without its instant', '{}', ['f.json:1:1  `evaluatedAt` is missing', 'give the instant']],
    ['of no instant', '{ "evaluatedAt": "2026-02-30T10:00:00Z" }', ['f.json:1:18', 'is no instant']],
    [
      'of a wrong type',
      `{ ${start},\n  "change": { "linesChanged": "12" } }`,
      ['f.json:2:31', '`change.linesChanged`: found `"12"`, expected a whole number'],
    ],
    [
      'with an unknown fact',
      `{ ${start},\n  "change": { "lineAdded": 3 } }`,
      ['f.json:2:28', 'there is no fact `lineAdded`', 'did you mean `linesAdded`?'],
    ],
    [
      'against itself',
      `{ ${start},\n  "change": { "linesAdded": 1, "linesDeleted": 1, "linesChanged": 5 } }`,
      ['f.json:2:67', '`change.linesChanged`: says 5, but `linesAdded` and `linesDeleted` make 2'],
    ],
    [
      'against its files',
      `{ ${start},\n  "change": { "filesChanged": 2 },\n  "files": [] }`,
      ['f.json:2:31', '`change.filesChanged`: says 2, but `files` gives 0'],
    ],
    [
      'with a key twice',
      `{ ${start},\n  ${start} }`,
      ['f.json:2:3', 'key `evaluatedAt` stands here a second time', 'remove one of them'],
    ],
    [
      'with what the policy decides',
      `{ ${start}, "change": { "type": "standard" } }`,
      ['`change.type` may not be given', 'the policy decides it'],
    ],
  ];

  test.each(cases)('that is %s is refused', async (_name, content, words) => {
    const run = await runCli({ cwd: aFolder({ 'f.json': content }) }, '--facts', 'f.json', '--json');

    expect(run).toEqual(refusal(2, [...words, 'nothing was judged']));
  });

  test('tells all that is wrong, and shows the lines', async () => {
    const content = `{ ${start},\n  "tier": 9,\n  "services": "payments" }`;

    const run = await runCli({ cwd: aFolder({ 'f.json': content }) }, '--facts', 'f.json');

    expect(run).toEqual(refusal(2, ['f.json:2:11', '  "tier": 9,\n', 'f.json:3:15', 'the facts have 2 problems']));
  });

  test('from standard input is named so', async () => {
    const run = await runCli({ cwd: aFolder(), input: '{' }, '--facts', '-');

    expect(run).toEqual(refusal(2, ['standard input:1:2  this is not JSON: the text ends']));
  });

  test.each([
    { name: 'not there', file: 'g.json', words: 'the facts `g.json` cannot be read: there is no such file' },
    { name: 'a folder', file: '.', words: 'the facts `.` cannot be read: it is a folder, not a file' },
    { name: 'in a file', file: 'f.json/g', words: 'cannot be read: a part of its path is a file, not a folder' },
  ])('that is $name is refused', async ({ file, words }) => {
    expect(await runCli({ cwd: aFolder({ 'f.json': facts }) }, '--facts', file)).toEqual(refusal(2, [words]));
  });

  test.each([
    { name: 'of 25 MB', content: Buffer.alloc(25_000_000, ' '), words: 'are larger than 20 MB' },
    { name: 'in UTF-16', content: Buffer.from(`\uFEFF${facts}`, 'utf16le'), words: 'are not text in UTF-8' },
  ])('$name is refused, from a file and from standard input', async ({ content, words }) => {
    const cwd = aFolder({ 'f.json': content });

    expect(await runCli({ cwd }, '--facts', 'f.json')).toEqual(refusal(2, [words]));
    expect(await runCli({ cwd, input: content }, '--facts', '-')).toEqual(refusal(2, [words]));
  });
});

describe('the folder', () => {
  test('that is gone is said to be', async () => {
    const cwd = aFolder();
    const script = `rmdir "${cwd}" && exec "$0" "$@"`;

    const run = await runCli({ cwd, shell: script }, '--json');

    expect(run).toEqual(refusal(3, ['the folder you stand in is gone', 'change to a folder that exists']));
  });

  test('in which nothing may be written is said not to be written', async () => {
    const cwd = aFolder({ '.github': 'a file where a folder belongs' });

    expect(await runCli({ cwd }, 'init')).toEqual(refusal(2, ['.github/change-gate/policy.yml` cannot be written']));
    rmSync(join(cwd, '.github'));
  });
});
