import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { TemporaryRepository } from '../git/temporary-repository.ts';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';
import { nodes, root, useBundle } from './bundle.ts';
import { runCli } from './cli-run.ts';

useBundle();

const tuesday = '2026-11-24T10:00:00Z';
const friday = '2026-11-27T15:00:00Z';
/** What a person at a terminal may know: that nothing else is being deployed. */
const alone = ['--assume', 'deployments.inProgress=0'];

/** Two commits: code, then documentation. */
function aRepository(): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ files: { 'src/main.ts': 'one\n' }, message: 'Start' });
  repository.commit({ files: { 'README.md': 'Read me\n' }, message: 'Tell' });
  return repository;
}

function schemaOf(name: 'decision' | 'facts'): object {
  return JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
}

const fitsDecision = new Ajv({ strict: false }).compile(schemaOf('decision'));
const fitsFacts = new Ajv({ strict: false }).compile(schemaOf('facts'));

async function judge(cwd: string, ...args: readonly string[]) {
  const { code, stdout, stderr } = await runCli({ cwd }, '--json', '--at', tuesday, ...args);
  return { code, stderr, decision: JSON.parse(stdout) };
}

describe.each(nodes)('the command line on Node $version', ({ path: node }) => {
  test.each([
    { name: 'approves what the policy lets pass', args: ['--at', tuesday, ...alone], code: 0, mark: '✓ Approved' },
    { name: 'asks for approval', args: ['--at', tuesday, '--head', 'HEAD^'], code: 10, mark: '! Needs' },
    { name: 'blocks', args: ['--at', friday, '--head', 'HEAD^', ...alone], code: 11, mark: '✗ Blocked' },
  ])('$name, with exit code $code', async ({ args, code, mark }) => {
    const { directory } = aRepository();

    const run = await runCli({ cwd: directory, node }, ...args);

    expect(run.code).toBe(code);
    expect(run.stdout.startsWith(mark)).toBe(true);
  });

  test('prints a decision that fits its published schema, and the same as any other Node', async () => {
    const { directory } = aRepository();

    const run = await runCli({ cwd: directory, node }, '--json', '--at', tuesday);
    const other = await runCli({ cwd: directory }, '--json', '--at', tuesday);

    expect(fitsDecision(JSON.parse(run.stdout)), JSON.stringify(fitsDecision.errors)).toBe(true);
    expect(run.stdout).toBe(other.stdout);
  });

  test('reads facts from standard input', async () => {
    const input = JSON.stringify({ evaluatedAt: tuesday, environment: 'staging' });

    const run = await runCli({ cwd: temporaryDirectory(), node, input }, 'evaluate', '--facts', '-', '--json');

    expect(JSON.parse(run.stdout)).toMatchObject({ environment: 'staging', evaluatedAt: tuesday });
  });
});

describe('a repository', () => {
  test('is judged by its latest change on the first-parent line', async () => {
    const { directory, git } = aRepository();

    const { decision } = await judge(directory);

    expect(decision).toMatchObject({ base: git('rev-parse', 'HEAD^'), head: git('rev-parse', 'HEAD') });
    expect(decision.changeType).toBe('standard');
  });

  test('is judged by all that a merge brings, if a merge is the latest', async () => {
    const { directory, git, commit, as } = aRepository();
    git('checkout', '-q', '-b', 'side');
    commit({ files: { 'src/side.ts': 'a\nb\nc\n' } });
    commit({ files: { 'src/side.ts': 'a\nb\nc\nd\n' } });
    git('checkout', '-q', 'main');
    const main = git('rev-parse', 'HEAD');
    as({}, 'merge', '-q', '--no-ff', '-m', 'Merge side', 'side');

    const { decision } = await judge(directory);

    expect(decision.base).toBe(main);
    const size = decision.risk.contributions.find(({ factor }: { factor: string }) => factor === 'code-size');
    expect(size.facts).toEqual({ 'change.linesChanged': 4 });
  });

  test('of one commit is judged as all new', async () => {
    const repository = temporaryRepository();
    const head = repository.commit({ files: { 'src/main.ts': 'one\n' } });

    const { code, decision } = await judge(repository.directory);

    expect(code).toBe(10);
    expect(decision).toMatchObject({ base: null, head });
  });

  test('with a detached head is judged there', async () => {
    const { directory, git } = aRepository();
    git('checkout', '-q', '--detach', 'HEAD^');

    expect((await judge(directory)).decision.head).toBe(git('rev-parse', 'HEAD'));
  });

  test('is found from a folder inside it, with its policy', async () => {
    const { directory, commit } = aRepository();
    commit({ files: { '.github/change-gate/policy.yml': 'version: 1\nrisk: { base: 7 }\n', 'deep/er/a.ts': '1\n' } });

    const { decision, stderr } = await judge(join(directory, 'deep/er'));

    expect(decision.risk.score).toBe(7);
    expect(stderr).not.toContain('shipped policy');
  });

  test('is found from a linked work tree', async () => {
    const { directory, git } = aRepository();
    const tree = join(temporaryDirectory(), 'tree');
    git('worktree', 'add', '-q', '--detach', tree, 'HEAD^');

    expect((await judge(tree)).decision.head).toBe(git('rev-parse', 'HEAD^'));
    expect((await judge(temporaryDirectory(), '--repo', directory)).decision.head).toBe(git('rev-parse', 'HEAD'));
  });

  test('without a work tree is judged by the policy that it holds', async () => {
    const { directory, commit, git } = aRepository();
    commit({ files: { '.github/change-gate/policy.yml': 'version: 1\nrisk: { base: 7 }\n' } });
    const bare = join(temporaryDirectory(), 'bare.git');
    git('clone', '-q', '--bare', directory, bare);

    const { decision } = await judge(bare);

    expect(decision).toMatchObject({ head: git('rev-parse', 'HEAD'), risk: { score: 7 } });
  });
});

describe('an option', () => {
  test('names both ends', async () => {
    const { directory, git, commit } = aRepository();
    commit({ files: { 'src/more.ts': '1\n2\n' } });

    const { decision } = await judge(directory, '--base', 'HEAD~2', '--head', 'HEAD');

    expect(decision.base).toBe(git('rev-parse', 'HEAD~2'));
    expect(decision.findings.map(({ code }: { code: string }) => code)).not.toContain('change/base-is-parent');
  });

  test('names the environment and the services', async () => {
    const { directory } = aRepository();

    const { decision } = await judge(directory, '--environment', 'staging', '--service', 'a', '--service', 'b');

    expect(decision).toMatchObject({ environment: 'staging', services: ['a', 'b'] });
  });

  test('overrides what a facts document says of instant, environment and services', async () => {
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'f.json'), JSON.stringify({ evaluatedAt: friday, environment: 'a', services: ['x'] }));

    const { decision } = await judge(cwd, '--facts', 'f.json', '--environment', 'b', '--service', 'y');

    expect(decision).toMatchObject({ evaluatedAt: tuesday, environment: 'b', services: ['y'] });
  });

  test('names a shipped policy', async () => {
    const { directory } = aRepository();

    const { decision, stderr } = await judge(directory, '--policy', 'continuous', '--head', 'HEAD^', '--at', tuesday);

    expect(decision.schedule.open).toBe(true);
    expect(stderr).toBe('');
  });

  test('declares an emergency', async () => {
    const { directory } = aRepository();
    const why = ['--reason', 'checkout is down', '--incident', 'INC-7'];

    const { decision } = await judge(directory, '--change-type', 'emergency', ...why);

    expect(decision).toMatchObject({ lane: 'emergency', changeType: 'emergency' });
    expect(JSON.stringify(decision.findings)).toContain('INC-7');
  });

  test('declares a rollback, which a clone alone cannot prove', async () => {
    const { directory } = aRepository();

    const { decision } = await judge(directory, '--change-type', 'rollback', '--reason', 'errors');

    expect(decision.lane).toBe('none');
    expect(JSON.stringify(decision.findings)).toContain('lane/rollback-not-proven');
  });

  test('sets a fact, and the decision says so', async () => {
    const { directory } = aRepository();

    const { code, decision } = await judge(directory, ...alone);

    expect(code).toBe(0);
    expect(JSON.stringify(decision.findings)).toContain('change/facts-assumed');
  });
});

describe('a facts document', () => {
  test('that fits the published schema is read', async () => {
    const document = {
      evaluatedAt: tuesday,
      environment: 'production',
      files: [{ path: 'docs/a.md', status: 'modified', added: 3, deleted: 1, kind: 'docs' }],
      deployments: { inProgress: 0 },
      operations: { openIncidents: { unknown: 'nobody was asked' } },
    };
    expect(fitsFacts(document), JSON.stringify(fitsFacts.errors)).toBe(true);

    const run = await runCli({ cwd: temporaryDirectory(), input: JSON.stringify(document) }, '--facts', '-', '--json');

    expect(fitsDecision(JSON.parse(run.stdout))).toBe(true);
  });

  test('may begin with a byte order mark', async () => {
    const input = `\uFEFF${JSON.stringify({ evaluatedAt: tuesday })}`;

    expect((await runCli({ cwd: temporaryDirectory(), input }, '--facts', '-')).code).toBe(10);
  });
});

describe('what stands beside the decision', () => {
  test('is the name of the shipped policy, where nobody chose one', async () => {
    const { directory } = aRepository();

    const { stderr } = await judge(directory);

    expect(stderr).toBe(
      'note: there is no `.github/change-gate` here, so the shipped policy `standard` judged; `change-gate init` writes one\n',
    );
  });

  test('is every doubt about the policy, in a line each', async () => {
    const { directory } = aRepository();
    const folder = join(directory, '.github/change-gate');
    mkdirSync(folder, { recursive: true });
    writeFileSync(
      join(folder, 'policy.yml'),
      `version: 1
schedule:
  timezone: UTC
  calendars:
    closing: { dates: [2026-12-24], until: ${new Date().toISOString().slice(0, 10)} }
  freezes: [{ id: closed, because: nobody is in, during: { calendar: closing } }]
`,
    );

    const { code, stderr } = await judge(directory);

    expect([0, 10, 11]).toContain(code);
    expect(stderr).toMatch(/^warning: \.github\/change-gate\/policy\.yml:\d+:\d+ the list runs out on .*\n$/u);
  });
});
