import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'change-gate-test-'));
  await writeFile(join(folder, 'policy.yml'), 'version: 1\nextends: [standard]\n');
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

async function run(...argv: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv,
    env: {},
    cwd: folder,
    now: () => '2026-11-24T10:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}

const aTest = (outcome: string) =>
  `tests:\n  - name: a Friday\n    facts: { evaluatedAt: "2026-11-27T10:00:00Z" }\n    expect: { outcome: ${outcome} }\n`;

describe('change-gate test', () => {
  test('ends with 0 if every test passes, and counts the rules', async () => {
    await writeFile(join(folder, 'a.test.yml'), aTest('blocked'));

    const { code, out } = await run('test', '.', '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      passed: 1,
      failed: 0,
      cases: [{ name: 'a Friday', line: 2, passed: true }],
    });
    expect(JSON.parse(out).coverage.unexercised).toContain('year-end');
  });

  test('ends with 11 if one fails, and writes JUnit XML', async () => {
    await writeFile(join(folder, 'b.test.yml'), aTest('approved'));

    const { code, out } = await run('test', 'a.test.yml', 'b.test.yml', '--junit', 'out.xml');

    expect(code).toBe(11);
    expect(out).toContain('expected approved');
    expect(await readFile(join(folder, 'out.xml'), 'utf8')).toContain('failures="1"');
  });

  test('says what the outcome rests on where another one was expected', async () => {
    await writeFile(join(folder, 'b.test.yml'), aTest('approved'));

    const { out } = await run('test', 'b.test.yml', '--junit', 'out.xml');

    expect(out).toContain(
      '    blocked by schedule/no-friday: the freeze `no-friday` holds until Sat 2026-11-28 00:00 UTC',
    );
    expect(await readFile(join(folder, 'out.xml'), 'utf8')).toContain('blocked by schedule/no-friday');
  });

  test('tells the problems of all tests of all files at once', async () => {
    await writeFile(
      join(folder, 'd.test.yml'),
      `tests:
  - { name: a, facts: { evaluatedAt: 2026-11-27 }, expect: { outcome: blocked } }
  - { name: b, facts: { evaluatedAt: "2026-11-27T10:00:00Z" }, expect: { outcom: blocked } }
  - { name: c, from: gone.json, expect: { lane: none } }
  - { name: d, facts: { evaluatedAt: "2026-11-27T10:00:00Z" }, expect: { findings: [schedule/no-fridy] } }
`,
    );
    await writeFile(join(folder, 'e.test.yml'), 'tests: 3\n');

    const { code, errors } = await run('test', 'd.test.yml', 'e.test.yml');

    expect(code).toBe(2);
    expect(errors.match(/^[de]\.test\.yml:\d+/gm)).toEqual([
      'd.test.yml:2',
      'd.test.yml:3',
      'd.test.yml:4',
      'd.test.yml:5',
      'e.test.yml:1',
    ]);
    expect(errors).toContain('the policy tests have 5 problems');
  });

  test('starts from a record beside the test', async () => {
    await writeFile(join(folder, 'record.json'), JSON.stringify({ facts: { evaluatedAt: '2026-11-27T10:00:00Z' } }));
    await writeFile(
      join(folder, 'c.test.yml'),
      'tests:\n  - { name: again, from: record.json, expect: { outcome: blocked, findings: [schedule/no-friday] } }\n',
    );

    expect(await run('test', 'c.test.yml')).toMatchObject({ code: 0 });
  });

  test.each([
    { what: 'a test file that is wrong', text: 'tests: 3\n', says: 'a.test.yml:1:8' },
    {
      what: 'a record that is not there',
      text: 'tests:\n  - { name: x, from: gone.json, expect: { lane: none } }\n',
      says: '`gone.json` cannot be read',
    },
    {
      what: 'a record without facts',
      text: 'tests:\n  - { name: x, from: policy.yml, expect: { lane: none } }\n',
      says: 'is no change record',
    },
  ])('ends with 2 for $what', async ({ text, says }) => {
    await writeFile(join(folder, 'a.test.yml'), text);

    const { code, errors } = await run('test', 'a.test.yml');

    expect({ code, says: errors.includes(says) ? says : errors }).toEqual({ code: 2, says });
  });

  test.each([
    { argv: ['gone.test.yml'], says: 'there is no file or folder' },
    { argv: ['--junit', 'gone/out.xml', 'c.test.yml'], says: '`gone/out.xml` cannot be written' },
    { argv: ['--policy', 'gone.yml', 'c.test.yml'], says: 'there is no policy at' },
  ])('ends with 2 for $argv', async ({ argv, says }) => {
    const { code, errors } = await run('test', ...argv);

    expect({ code, says: errors.includes(says) ? says : errors }).toEqual({ code: 2, says });
  });
});

describe('the starter policy', () => {
  test('passes its own tests', async () => {
    const starter = new URL('../../policies/starter/', import.meta.url).pathname;

    const { code } = await run('test', '--policy', join(starter, 'policy.yml'));

    expect(code).toBe(0);
  });
});
