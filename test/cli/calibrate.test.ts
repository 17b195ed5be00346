import { readFileSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { temporaryRepository } from '../git/temporary-repository.ts';

async function run(cwd: string, ...argv: readonly string[]): Promise<{ code: number; out: string; errors: string }> {
  let [out, errors] = ['', ''];
  const code = await main({
    argv: ['calibrate', ...argv],
    env: {},
    cwd,
    now: () => '2026-11-24T10:00:00Z',
    input: (async function* () {})(),
    print: (text) => void (out += text),
    printError: (text) => void (errors += text),
    output: { color: 'none', width: 80 },
    errorOutput: { color: 'none', isTerminal: false },
  });
  return { code, out, errors };
}

const policy = `version: 1
risk:
  factors:
    - id: payments
      because: money is lost
      when: touches("payments/**")
      points: 2
    - id: web
      because: people see it
      when: touches("web/**")
      points: 4
`;

/** Two years; every sixth change is one to payments, and each second one of those is taken back the next hour. */
function aHistory(what: 'planted' | 'shuffled'): string {
  const { directory, git } = temporaryRepository();
  const start = Date.UTC(2024, 0, 1) / 1_000;
  const commits = Array.from({ length: 900 }, (_, index) => {
    const isPayment = index % 6 === 0;
    const failed = what === 'planted' ? index % 12 === 0 : (index * 7919) % 101 < 8;
    const path = isPayment ? 'payments/a.ts' : `${index % 2 === 0 ? 'web' : 'core'}/a.ts`;
    const at = start + index * 40_000;
    const change = aCommit({ at, path, content: `${index}\n`, message: `Change number ${index}` });
    const revert = { at: at + 3_600, path, content: `back ${index}\n`, message: `Revert "Change number ${index}"` };
    return failed ? change + aCommit(revert) : change;
  });
  execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: directory, input: commits.join('') });
  git('reset', '-q', '--hard', 'main');
  writeFileSync(join(directory, 'policy.yml'), policy);
  return directory;
}

type Made = { readonly at: number; readonly path: string; readonly content: string; readonly message: string };

function aCommit({ at, path, content, message }: Made): string {
  return [
    'commit refs/heads/main',
    `committer Mia <mia@example.org> ${at} +0000`,
    `data ${message.length}`,
    message,
    `M 100644 inline ${path}`,
    `data ${content.length}`,
    content,
    '',
  ].join('\n');
}

describe('change-gate calibrate', () => {
  test('proposes what a history teaches, the same each time, and writes nothing', async () => {
    const directory = aHistory('planted');

    const { code, out } = await run(directory, '--policy', 'policy.yml');
    const again = await run(directory, '--policy', 'policy.yml');

    expect(code).toBe(0);
    expect(out).toContain('--- policy.yml\n+++ policy.yml\n@@ policy.yml:4 @@\n     - id: payments\n');
    expect(out).toMatch(/^-      points: 2$/m);
    expect(out).toMatch(/^\+      points: [3-9]\d$/m);
    expect(again.out).toBe(out);
    expect(readFileSync(join(directory, 'policy.yml'), 'utf8')).toBe(policy);
  });

  test('gives the same as data', async () => {
    const { out } = await run(aHistory('planted'), '--policy', 'policy.yml', '--json');

    const { says, changes, validation, training } = JSON.parse(out);
    expect(says).toBe('change');
    expect(changes[0].factor.id).toBe('payments');
    expect(training.failed).toBeGreaterThan(30);
    expect(validation.auc.after.value).toBeGreaterThan(validation.auc.before.value);
    expect(validation.recall.after.value).toBeGreaterThan(validation.recall.before.value);
  });

  test('changes nothing where failures have nothing to do with the changes', async () => {
    const { code, out } = await run(aHistory('shuffled'), '--policy', 'policy.yml');

    expect(code).toBe(0);
    expect(out).toContain('# no change proposed');
    expect(out).not.toContain('+++');
  });

  test('says that few changes are too little to learn from', async () => {
    const { code, out } = await run(aHistory('planted'), '--policy', 'policy.yml', '--limit', '100');

    expect(code).toBe(0);
    expect(out).toContain('too little to learn from; it takes 30 failed changes');
  });

  test.each([
    { argv: ['--limit', '0'], code: 2, says: '`--limit 0`' },
    { argv: ['--since', 'yesterday'], code: 2, says: '`--since yesterday` is no instant' },
    { argv: ['--since', '2027-01-01'], code: 3, says: 'there is no change since 2027' },
    { argv: ['--head', 'gone'], code: 3, says: 'there is no commit `gone`' },
    { argv: ['--rows', 'rows.jsonl'], code: 2, says: '`calibrate` has no option `--rows`' },
  ])('ends with $code for $argv', async ({ argv, code, says }) => {
    const { directory, commit } = temporaryRepository();
    commit({ at: '2026-01-05T10:00:00Z' });

    const result = await run(directory, '--policy', 'standard', ...argv);

    expect({ code: result.code, says: result.errors.includes(says) ? says : result.errors }).toEqual({ code, says });
  });
});
