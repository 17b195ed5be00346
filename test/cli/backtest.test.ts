import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryRepository } from '../git/temporary-repository.ts';

async function run(cwd: string, ...argv: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv: ['backtest', ...argv],
    env: {},
    cwd,
    now: () => '2026-11-24T10:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: true },
  });
  return { code, out, errors };
}

function aRepository(): string {
  const { directory, commit } = temporaryRepository();
  commit({ at: '2026-01-05T10:00:00Z', files: { 'src/a.ts': 'a\n' } });
  commit({ at: '2026-01-06T10:00:00Z', files: { 'src/a.ts': 'b\n' }, message: 'Break it (#2)' });
  commit({ at: '2026-01-07T10:00:00Z', files: { 'src/a.ts': 'a\n' }, message: 'Revert "Break it" (#3)' });
  commit({ at: '2026-01-09T10:00:00Z', files: { 'README.md': '# a\n' } });
  commit({ at: '2026-06-01T10:00:00Z', files: { 'src/b.ts': 'b\n' } });
  return directory;
}

describe('change-gate backtest', () => {
  test('writes a row for every change, oldest first, with what took it back', async () => {
    const directory = aRepository();

    const { code } = await run(directory, '--policy', 'standard', '--rows', 'rows.jsonl');

    const rows = readFileSync(join(directory, 'rows.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((row) => JSON.parse(row));
    expect(code).toBe(0);
    expect(rows.map(({ date, failed }) => [date, failed])).toEqual([
      ['2026-01-05T10:00:00Z', false],
      ['2026-01-06T10:00:00Z', true],
      ['2026-01-07T10:00:00Z', false],
      ['2026-01-09T10:00:00Z', false],
      ['2026-06-01T10:00:00Z', false],
    ]);
    expect(rows[1].failedBy).toBe(rows[2].commit);
    expect(Object.keys(rows[0])).toEqual(['commit', 'date', 'score', 'level', 'outcome', 'failed', 'failedBy']);
  });

  test('says what another policy would flip', async () => {
    const { out } = await run(aRepository(), '--policy', 'standard', '--against', 'continuous', '--json');

    const { summary, against } = JSON.parse(out);
    expect(summary).toMatchObject({ changes: 5, judged: { changes: 3, failed: 1 } });
    expect(against.flips.length).toBeGreaterThan(0);
  });

  test('shows its progress on a terminal, and what git cannot know', async () => {
    const { out, errors } = await run(aRepository(), '--policy', 'standard', '--html', 'page.html');

    expect(errors).toContain('5 of 5 changes replayed');
    expect(out).toContain('git keeps no approvals');
  });

  test('of changes that may yet fail shows no tables, since they would be empty', async () => {
    const { directory, commit } = temporaryRepository();
    commit();

    const { code, out } = await run(directory, '--policy', 'standard');

    expect(code).toBe(0);
    expect(out).toMatch(/^1 change, /);
    expect(out).toContain(
      '0 changes say something of failure (left out: 0 reverts, 0 called temporary, 1 not 30 days old)',
    );
    expect(out).not.toContain('never counted');
  });

  test.each([
    { argv: ['--limit', '0'], code: 2, says: '`--limit 0`' },
    { argv: ['--since', 'yesterday'], code: 2, says: '`--since yesterday` is no instant' },
    { argv: ['--since', '2027-01-01'], code: 3, says: 'there is no change since 2027' },
    { argv: ['--rows', 'gone/rows.jsonl'], code: 2, says: '`gone/rows.jsonl` cannot be written' },
    { argv: ['--head', 'gone'], code: 3, says: 'there is no commit `gone`' },
    { argv: ['--repo', 'gone'], code: 3, says: 'there is no folder `' },
  ])('ends with $code for $argv', async ({ argv, code, says }) => {
    const result = await run(aRepository(), '--policy', 'standard', ...argv);

    expect({ code: result.code, says: result.errors.includes(says) ? says : result.errors }).toEqual({ code, says });
  });
});
