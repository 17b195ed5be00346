import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { start } from '../fake-github/running.ts';
import type { FakeGitHub } from '../fake-github/server.ts';
import { temporaryDirectory } from '../git/temporary-repository.ts';

const tokens = [{ token: 'mine' }, { token: 'of-another', repositories: ['acme/shop'] }];

async function policies(): Promise<FakeGitHub> {
  const commits = [{ changes: { 'base/gate.yml': 'version: 1\nrisk: { base: 7, levls: {} }\n' } }];
  const central = { fullName: 'acme/policies', isPrivate: true, commits };
  return (await start({ tokens, repositories: [{ fullName: 'acme/shop' }, central] })).fake;
}

type Run = { readonly code: number; readonly told: string };

async function check(fake: FakeGitHub, argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
  const cwd = temporaryDirectory();
  await writeFile(join(cwd, 'policy.yml'), 'version: 1\nextends: [acme/policies//base@main]\n');
  let told = '';
  const code = await main({
    argv: ['check', ...argv],
    env: { GITHUB_API_URL: fake.url, ...env },
    cwd,
    now: () => '2026-11-28T00:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (told += text),
    printError: (text) => void (told += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, told };
}

describe('a policy of another repository', () => {
  test.each([
    { how: 'by name', argv: ['acme/policies//base/gate.yml@main'], variable: 'GITHUB_TOKEN' },
    { how: 'in `extends`', argv: ['policy.yml'], variable: 'GH_TOKEN' },
  ])('is read $how with the token in $variable', async ({ argv, variable }) => {
    const { code, told } = await check(await policies(), argv, { [variable]: 'mine' });

    expect(code).toBe(2);
    expect(told).toContain('acme/policies//base/gate.yml@main:2:18');
    expect(told).toContain('did you mean `levels`?');
  });

  test('cannot be read without a token, and says which variable to set', async () => {
    const { code, told } = await check(await policies(), ['policy.yml'], {});

    expect(code).toBe(2);
    expect(told).toContain('set `GITHUB_TOKEN` to a token that may read that repository');
  });

  test('that the token does not reach says so', async () => {
    const { code, told } = await check(await policies(), ['policy.yml'], { GITHUB_TOKEN: 'of-another' });

    expect(code).toBe(3);
    expect(told).toContain('NOT_FOUND to reading what `main` means in acme/policies');
    expect(told).toContain('set `GITHUB_TOKEN` to a token that may read acme/policies');
  });
});
