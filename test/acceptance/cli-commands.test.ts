import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import { parseYaml } from '../../src/policy/yaml.ts';
import { bundleFolder, nodes, root, useBundle } from './bundle.ts';
import { runCli } from './cli-run.ts';

useBundle();

const facts = JSON.stringify({ evaluatedAt: '2026-11-24T10:00:00Z', environment: 'production' });
const escape = '\u001B[';

function aFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

describe.each(nodes)('help on Node $version', ({ path: node }) => {
  test.each([['help'], ['--help'], ['-h']])('is told by `%s`', async (word) => {
    const run = await runCli({ cwd: aFolder(), node }, word);

    expect(run).toMatchObject({ code: 0, stderr: '' });
    for (const each of ['evaluate', 'check', 'calendar', 'schema', 'init', 'exit codes']) {
      expect(run.stdout).toContain(each);
    }
  });

  test('of a command tells its options, within 80 columns', async () => {
    for (const command of ['evaluate', 'check', 'schema', 'init']) {
      const run = await runCli({ cwd: aFolder(), node }, command, '--help');

      expect(run.stdout).toBe((await runCli({ cwd: aFolder(), node }, 'help', command)).stdout);
      expect(run.stdout).toContain('usage: change-gate');
      expect(Math.max(...run.stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(80);
    }
  });

  test('gives the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

    expect(await runCli({ cwd: aFolder(), node }, '--version')).toEqual({
      code: 0,
      stdout: `${version}\n`,
      stderr: '',
    });
  });
});

describe('a schema', () => {
  test.each([
    { name: 'policy', file: 'policies/policy.schema.json' },
    { name: 'facts', file: 'schemas/facts.schema.json' },
    { name: 'decision', file: 'schemas/decision.schema.json' },
  ])('of a $name is printed as it is published', async ({ name, file }) => {
    const run = await runCli({ cwd: aFolder() }, 'schema', name);

    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual(JSON.parse(readFileSync(join(root, file), 'utf8')));
  });

  test('accepts every shipped policy, and the starter', async () => {
    const { stdout } = await runCli({ cwd: aFolder() }, 'schema', 'policy');
    const fits = new Ajv({ strict: false }).compile(JSON.parse(stdout));

    for (const file of ['standard.yml', 'regulated.yml', 'continuous.yml', 'starter/policy.yml']) {
      const document = parseYaml(readFileSync(join(root, 'policies', file)), file);
      expect(document.ok && fits(document.value), `${file}: ${JSON.stringify(fits.errors)}`).toBe(true);
    }
  });
});

describe('check', () => {
  const broken = 'version: 1\nextnds: [standard]\n';
  const doubtful = 'version: 1\nrisk: { factors: [{ id: a, because: b, when: tier == 1, points: 5 }] }\n';

  test('finds nothing wrong with the shipped policy', async () => {
    const run = await runCli({ cwd: aFolder() }, 'check', 'standard');

    expect(run).toEqual({ code: 0, stdout: 'the policy is sound\n', stderr: '' });
  });

  test('shows each problem with its line and remedy', async () => {
    const run = await runCli({ cwd: aFolder({ 'p.yml': broken }) }, 'check', 'p.yml');

    expect(run).toEqual({
      code: 2,
      stdout: [
        'p.yml:2:1  unknown key `extnds`',
        '           extnds: [standard]',
        '           ^',
        '           did you mean `extends`?',
        '',
        '1 error',
        '',
      ].join('\n'),
      stderr: '',
    });
  });

  test('names the policy of the repository from its root, wherever one stands in it', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: { '.github/change-gate/p.yml': broken, 'deep/er/a.ts': '' } });

    const { stdout } = await runCli({ cwd: join(directory, 'deep/er') }, 'check');

    expect(stdout).toContain('.github/change-gate/p.yml:2:1  unknown key `extnds`\n');
    expect(stdout).toContain(' extnds: [standard]\n');
  });

  test('gives problems as JSON', async () => {
    const run = await runCli({ cwd: aFolder({ 'p.yml': broken }) }, 'check', '--policy', 'p.yml', '--json');

    expect(run.code).toBe(2);
    expect(JSON.parse(run.stdout)).toEqual({
      ok: false,
      problems: [
        {
          file: 'p.yml',
          line: 2,
          column: 1,
          severity: 'error',
          code: 'policy/unknown-key',
          problem: 'unknown key `extnds`',
          remedy: 'did you mean `extends`?',
        },
      ],
    });
  });

  test('lets doubts pass, and counts them as errors when it is strict', async () => {
    const cwd = aFolder({ 'p.yml': doubtful });

    const lenient = await runCli({ cwd }, 'check', 'p.yml');
    const strict = await runCli({ cwd }, 'check', 'p.yml', '--strict');

    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toMatch(/warning: .*\n[\s\S]*the policy is sound, with \d+ warnings?\n$/u);
    expect(strict.code).toBe(2);
    expect(strict.stdout).toMatch(/\n\d+ warnings?, which `--strict` takes for errors\n$/u);
    expect(JSON.parse((await runCli({ cwd }, 'check', 'p.yml', '--strict', '--json')).stdout)).toMatchObject({
      ok: false,
    });
  });

  test('annotates the files of a workflow', async () => {
    const env = { GITHUB_ACTIONS: 'true' };
    const cwd = aFolder({ 'p.yml': broken });

    const { stdout } = await runCli({ cwd, env }, 'check', 'p.yml');
    const json = await runCli({ cwd, env }, 'check', 'p.yml', '--json');

    expect(stdout).toMatch(/^::error file=p\.yml,line=2,col=1,title=[^:]+::unknown key `extnds`%0Adid you mean/u);
    expect(JSON.parse(json.stdout).problems).toHaveLength(1);
  });
});

describe('init', () => {
  test('writes a policy that is sound and judges the next change', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: { 'a.ts': '1\n' } });

    const env = { TZ: 'UTC' };
    const run = await runCli({ cwd: directory, env }, 'init');

    expect(run.code).toBe(0);
    expect(run.stdout).toContain('wrote .github/change-gate/policy.yml\n');
    expect((await runCli({ cwd: directory }, 'check', '--strict')).stdout).toBe('the policy is sound\n');
    const judged = await runCli({ cwd: directory }, 'evaluate', '--at', '2027-02-09T10:00:00Z');
    expect(judged).toMatchObject({ code: 10, stderr: '' });
  });

  test.each(['UTC', 'Europe/Berlin', 'America/Los_Angeles', 'Asia/Kolkata'])(
    'writes a policy for the clocks of a machine in %s, whose tests pass',
    async (zone) => {
      const { directory, commit } = temporaryRepository();
      commit({ files: { 'a.ts': '1\n' } });
      const here = { cwd: directory, env: { TZ: zone } };

      await runCli(here, 'init');

      expect(await runCli(here, 'check', '--strict')).toMatchObject({ code: 0, stdout: 'the policy is sound\n' });
      expect(await runCli(here, 'test')).toMatchObject({ code: 0, stderr: '' });
      const policy = readFileSync(join(directory, '.github/change-gate/policy.yml'), 'utf8');
      expect(policy).toContain(zone === 'Asia/Kolkata' ? 'timezone: Asia/' : `timezone: ${zone}\n`);
    },
  );

  test('writes at the root of the repository, wherever one stands in it', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: { 'deep/a.ts': '1\n' } });

    await runCli({ cwd: join(directory, 'deep') }, 'init');

    expect(existsSync(join(directory, '.github/change-gate/policy.yml'))).toBe(true);
    expect(readdirSync(join(directory, 'deep'))).toEqual(['a.ts']);
  });

  test('overwrites nothing, and writes nothing beside what is there', async () => {
    const cwd = aFolder({ '.github/workflows/change-gate.yml': 'mine' });

    const run = await runCli({ cwd }, 'init');

    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('`.github/workflows/change-gate.yml` is there already');
    expect(readFileSync(join(cwd, '.github/workflows/change-gate.yml'), 'utf8')).toBe('mine');
    expect(existsSync(join(cwd, '.github/change-gate'))).toBe(false);
  });
});

describe('the output', () => {
  const files = { 'f.json': facts, 'p.yml': 'version: 2\n' };

  test('has colour only if it is asked for, as it goes to no terminal', async () => {
    const cwd = aFolder(files);
    const judge = async (env: Readonly<Record<string, string>>) =>
      (await runCli({ cwd, env }, '--facts', 'f.json')).stdout.includes(escape);

    expect(await judge({})).toBe(false);
    expect(await judge({ FORCE_COLOR: '1' })).toBe(true);
    expect(await judge({ FORCE_COLOR: '0' })).toBe(false);
    expect(await judge({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });

  test('for errors has colour by the same rules', async () => {
    const cwd = aFolder(files);
    const refuse = async (env: Readonly<Record<string, string>>) =>
      (await runCli({ cwd, env }, '--facts', 'f.json', '--policy', 'p.yml')).stderr.includes(escape);

    expect(await refuse({})).toBe(false);
    expect(await refuse({ FORCE_COLOR: '1' })).toBe(true);
    expect(await refuse({ FORCE_COLOR: '1', NO_COLOR: '1' })).toBe(false);
  });

  test.each(nodes)('may be closed early, on Node $version', async ({ path: node }) => {
    const shell = '("$0" "$@"; echo "code $?" >&2) | head -n 1';

    const run = await runCli({ cwd: aFolder(files), node, shell }, 'schema', 'policy');

    expect(run).toEqual({ code: 0, stdout: '{\n', stderr: 'code 0\n' });
  });

  test('of errors may be closed early', async () => {
    const shell = 'exec 2>&-; "$0" "$@"';

    const run = await runCli({ cwd: aFolder(files), shell }, '--facts', 'f.json', '--policy', 'p.yml');

    expect(run).toMatchObject({ code: 2, stdout: '' });
  });

  test('that cannot be written is no success', async () => {
    const run = await runCli({ cwd: aFolder(files), shell: '"$0" "$@" > /dev/full' }, 'schema', 'facts');

    expect(run).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('error: the answer could not be written: ENOSPC'),
    });
  });
});

describe('a bug', () => {
  test.each(nodes)('shows its stack, the version and what to do, on Node $version', async ({ path: node }) => {
    const bundle = join(temporaryDirectory(), 'dist');
    cpSync(bundleFolder(), bundle, { recursive: true });
    for (const chunk of readdirSync(join(bundle, 'chunks'))) {
      if (chunk.startsWith('schema')) rmSync(join(bundle, 'chunks', chunk));
    }
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

    const run = await runCli({ cwd: aFolder(), node, bundle }, 'schema', 'policy');

    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain(`change-gate ${version} failed: this is a bug, please report it with these lines\n`);
    expect(run.stderr).toMatch(/ERR_MODULE_NOT_FOUND|Cannot find module/u);
    expect(run.stderr).toMatch(/^ +at /mu);
  });
});
