import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { aServer, json, nobody, status } from '../endpoint/json-server.ts';
import type { TemporaryRepository } from '../git/temporary-repository.ts';
import { openTemporary, temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';

const policyPath = '.github/change-gate/policy.yml';

type Place = { readonly cwd: string; readonly env?: Readonly<Record<string, string>>; readonly now?: string };
type Ran = { readonly code: number; readonly out: string; readonly errors: string };

async function run({ cwd, env = {}, now = '2026-11-28T10:00:00Z' }: Place, ...argv: readonly string[]): Promise<Ran> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv,
    env,
    cwd,
    now: () => now,
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 1_000 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}

async function codesOf(place: Place, ...argv: readonly string[]): Promise<readonly string[]> {
  const { out } = await run(place, 'evaluate', '--json', ...argv);
  const { findings }: { findings: readonly { code: string; effect: string; problem: string }[] } = JSON.parse(out);
  return findings.filter(({ effect }) => effect !== 'note').map(({ code, problem }) => `${code}: ${problem}`);
}

function aRepository(evidence: string, files: Readonly<Record<string, string>> = {}): TemporaryRepository {
  const repository = temporaryRepository();
  repository.commit({ files: { [policyPath]: `version: 1\nevidence: [${evidence}]\n`, ...files } });
  repository.commit({ files: { 'src/app.ts': 'one\n' } });
  return repository;
}

const restore = '{ id: restore-test, because: b, file: ops/evidence/restore-*.yml, maxAge: 90d }';
const path = 'ops/evidence/restore-1.yml';
const passed = 'performedOn: 2026-11-20\nby: alice\nresult: passed\n';

describe('evidence on the command line', () => {
  test('is read as it lies in the work tree, also before it is committed', async () => {
    const { directory: cwd, commit } = aRepository(restore);

    expect(await codesOf({ cwd })).toEqual([
      'evidence/restore-test: there is no evidence in `ops/evidence/restore-*.yml`',
    ]);
    commit({ files: { [path]: passed } });
    expect(await codesOf({ cwd })).toEqual([]);
    expect(await codesOf({ cwd }, '--at', '2027-06-01T10:00:00Z')).toEqual([
      'evidence/restore-test: `ops/evidence/restore-1.yml` of 2026-11-20 counted until 2027-02-18',
    ]);
  });

  test('does not lie in what git ignores, nor where it was deleted', async () => {
    const ignored = aRepository(restore, { '.gitignore': 'ops/\n' });
    mkdirSync(`${ignored.directory}/ops/evidence`, { recursive: true });
    writeFileSync(`${ignored.directory}/${path}`, passed);
    const deleted = aRepository(restore, { [path]: passed });
    rmSync(`${deleted.directory}/${path}`);

    expect(await codesOf({ cwd: ignored.directory })).toHaveLength(1);
    expect(await codesOf({ cwd: deleted.directory })).toHaveLength(1);
  });

  test('of a bare repository is that of its branch', async () => {
    const { directory } = aRepository(restore, { [path]: passed });
    const bare = `${temporaryDirectory()}/bare.git`;
    openTemporary(directory).git('clone', '-q', '--bare', directory, bare);

    expect(await codesOf({ cwd: bare })).toEqual([]);
  });

  test('that cannot be read is not there', async () => {
    const { directory: cwd } = aRepository(restore, { [path]: 'a: [' });

    expect(await codesOf({ cwd })).toEqual([expect.stringContaining('restore-1.yml` cannot be counted')]);
  });

  test('is asked of nobody where it is given as facts', async () => {
    const server = await aServer(json([]));
    const { directory: cwd } = aRepository(budgetOf(server.url));
    writeFileSync(`${cwd}/facts.json`, JSON.stringify({ evaluatedAt: '2026-11-28T10:00:00Z' }));

    expect(await codesOf({ cwd }, '--facts', 'facts.json')).toContain(
      'evidence/budget: the error budget is not known (nobody looked for evidence)',
    );
    expect(server.requests).toEqual([]);
  });
});

function budgetOf(url: string): string {
  return `{ id: budget, because: b, slo: { url: "${url}", minimumBudget: 0, maxAge: 1d } }`;
}

const budget = (errorBudgetRemaining: number) => json({ errorBudgetRemaining, measuredAt: '2026-11-28T09:00:00Z' });

function answer(value: string): ReturnType<typeof json> {
  const result = [{ metric: {}, value: [1_795_860_000, value] }];
  return json({ status: 'success', data: { resultType: 'vector', result } });
}

describe('an error budget on the command line', () => {
  test('is asked of the server that the policy names, with the token of the environment', async () => {
    const server = await aServer(budget(0.5), budget(-0.5));
    const place = { cwd: aRepository(budgetOf(`${server.url}/budgets`)).directory };
    const env = { CHANGE_GATE_SLO_TOKEN: ' secret ' };

    expect(await codesOf({ ...place, env })).toEqual([]);
    expect(await codesOf(place)).toEqual([expect.stringContaining('the error budget is overspent by 50 %')]);
    expect(server.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['/budgets', 'Bearer secret'],
      ['/budgets', undefined],
    ]);
  });

  test('that is supposed goes before what is measured', async () => {
    const server = await aServer(budget(-0.5));
    const { directory: cwd } = aRepository(budgetOf(server.url));

    expect(await codesOf({ cwd }, '--assume', 'operations.errorBudgetRemaining=0.5')).toEqual([]);
    expect(await codesOf({ cwd }, '--assume', 'operations.errorBudgetRemaining=-1')).toHaveLength(1);
  });

  test.each([
    { what: 'is down', url: nobody, says: 'it cannot be reached (ECONNREFUSED)' },
    { what: 'fails', url: async () => (await aServer(status(500))).url, says: 'it answered 500' },
    { what: 'says something else', url: async () => (await aServer(json('ok'))).url, says: 'it holds a string' },
    { what: 'says nothing', url: async () => (await aServer(json([]))).url, says: 'measures that' },
  ])('of a server that $what is not known', async ({ url, says }) => {
    const { directory: cwd } = aRepository(budgetOf(await url()));

    expect(await codesOf({ cwd })).toEqual([expect.stringContaining(says)]);
  });

  test('is what a query at a Prometheus gives', async () => {
    const server = await aServer(answer('0.5'), answer('-0.5'));
    const query = `min(slo_remaining{env=\\"production\\"})`;
    const slo = `{ prometheus: { url: "${server.url}/base/", query: "${query}" }, minimumBudget: 0, maxAge: 5m }`;
    const { directory: cwd } = aRepository(`{ id: budget, because: b, slo: ${slo} }`);

    expect(await codesOf({ cwd })).toEqual([]);
    expect(await codesOf({ cwd })).toEqual([expect.stringContaining('overspent by 50 %')]);
    expect(new URL(server.requests[0]?.url ?? '', server.url).searchParams.get('query')).toBe(
      'min(slo_remaining{env="production"})',
    );
    expect(server.requests[0]?.url).toMatch(/^\/base\/api\/v1\/query\?query=/);
  });
});

describe('change-gate check', () => {
  test('says what evidence files will not prove, or not for long', async () => {
    const { directory: cwd } = aRepository(restore, { [path]: passed, 'ops/evidence/restore-2.yml': 'result: ok\n' });

    const { code, out } = await run({ cwd }, 'check');

    expect(code).toBe(0);
    expect(out).toContain('ops/evidence/restore-2.yml:1:1  warning: `ops/evidence/restore-2.yml` cannot be counted');
    expect((await run({ cwd }, 'check', '--strict')).code).toBe(2);
  });

  test('announces what expires, and asks no server', async () => {
    const server = await aServer(json([]));
    const { directory: cwd } = aRepository(`${restore}, ${budgetOf(server.url)}`, { [path]: passed });

    expect((await run({ cwd }, 'check')).out).toBe('the policy is sound\n');
    expect((await run({ cwd, now: '2027-02-10T10:00:00Z' }, 'check')).out).toContain('counts until 2027-02-18');
    expect(server.requests).toEqual([]);
  });

  test('says nothing of evidence where there is no repository', async () => {
    const cwd = temporaryDirectory();
    writeFileSync(`${cwd}/p.yml`, `version: 1\nevidence: [${restore}]\n`);

    expect(await run({ cwd }, 'check', 'p.yml')).toEqual({ code: 0, out: 'the policy is sound\n', errors: '' });
  });
});

describe('change-gate init --evidence', () => {
  test('writes files to copy that are no evidence themselves, beside a policy that is there', async () => {
    const { directory: cwd } = aRepository(restore);

    const { code, out } = await run({ cwd }, 'init', '--evidence');

    expect(code).toBe(0);
    expect(out).toContain('wrote ops/evidence/restore.yml.example\nwrote ops/slo/payments-api.json.example\n');
    expect((await run({ cwd }, 'check')).out).toBe('the policy is sound\n');
    expect(await run({ cwd }, 'init', '--evidence')).toMatchObject({ code: 2 });
  });

  test('writes a file that counts once it is copied and filled in', async () => {
    const { directory: cwd, commit } = aRepository(restore);
    await run({ cwd }, 'init', '--evidence');
    const template = readFileSync(`${cwd}/ops/evidence/restore.yml.example`, 'utf8');

    commit({ files: { [path]: template } });
    expect(await codesOf({ cwd })).toEqual([expect.stringContaining('`performedOn` is `YYYY-MM-DD`')]);
    commit({ files: { [path]: template.replace('YYYY-MM-DD', '2026-11-20') } });
    expect(await codesOf({ cwd })).toEqual([]);
  });
});
