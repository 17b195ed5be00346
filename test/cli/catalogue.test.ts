import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryRepository } from '../git/temporary-repository.ts';

const rules = 'authorities: { p: { permission: write } }\napprovals: [{ id: a, because: b, from: [p] }]\n';
const policy = `version: 1\nservices: { from: "services/*/catalog-info.yaml" }\n${rules}`;

function component(name: string, spec = ''): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name} }\nspec: { ${spec} }\n`;
}

const catalogue = {
  '.github/change-gate/policy.yml': policy,
  'services/payments/catalog-info.yaml': component('payments', 'owner: "@acme/payments"'),
  'services/payments/a.ts': 'one\n',
};

async function run(cwd: string, ...argv: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv,
    env: {},
    cwd,
    now: () => '2026-11-24T10:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 100 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A folder that git does not look after. */
function aFolder(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'change-gate-catalogue-'));
  folders.push(folder);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

describe('a catalogue on this machine', () => {
  test('is read from the work tree, also what is not committed yet', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: catalogue });
    commit({ files: { 'services/payments/a.ts': 'two\n' } });
    mkdirSync(join(directory, 'services/new'), { recursive: true });
    writeFileSync(join(directory, 'services/new/catalog-info.yaml'), component('new', 'system: { a: b }'));

    expect((await run(directory, 'check')).out).toContain('services/new/catalog-info.yaml:4:17');
    rmSync(join(directory, 'services/new'), { recursive: true });
    const { out } = await run(directory, 'evaluate', '--json');
    expect(JSON.parse(out)).toMatchObject({ services: ['payments'] });
  });

  test('is that of the repository, for a policy elsewhere too', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: catalogue });
    const elsewhere = aFolder({ 'strict.yml': policy });

    const { out } = await run(elsewhere, 'evaluate', '--policy', 'strict.yml', '--repo', directory, '--json');

    expect(JSON.parse(out)).toMatchObject({ services: ['payments'] });
  });

  test('is that of the commit on which a bare repository stands', async () => {
    const { directory, commit } = temporaryRepository();
    commit({ files: catalogue });
    const elsewhere = aFolder({ 'strict.yml': policy });

    const { out } = await run(
      elsewhere,
      'evaluate',
      '--policy',
      'strict.yml',
      '--repo',
      join(directory, '.git'),
      '--json',
    );

    expect(JSON.parse(out)).toMatchObject({ services: ['payments'] });
  });

  test('is read where git looks after nothing', async () => {
    const folder = aFolder({
      ...catalogue,
      'services/ledger/catalog-info.yaml': component('ledger', 'dependsOn: ["component:paymnts"]'),
      'node_modules/x/services/x/catalog-info.yaml': 'nothing',
    });

    const { code, out } = await run(folder, 'check');

    expect(code).toBe(0);
    expect(out).toContain('services/ledger/catalog-info.yaml:4:21  warning: there is no service `paymnts`');
    expect(out).toContain('did you mean `payments`?');
  });

  test('is checked against the files that are there', async () => {
    const { directory, commit } = temporaryRepository();
    const written = `version: 1\nservices: { web: { paths: ["web/**", "nowhere/**"] } }\n${rules}`;
    commit({ files: { '.github/change-gate/policy.yml': written, 'web/a.ts': '' } });

    expect((await run(directory, 'check')).out).toContain('`nowhere/**` matches no file of the repository');
    expect((await run(directory, 'evaluate')).errors).not.toContain('nowhere');
  });
});
