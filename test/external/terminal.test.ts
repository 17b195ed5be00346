import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { widthOf } from '../../src/report/wrap.ts';
import { bundleFolder, nodes, useBundle } from '../acceptance/bundle.ts';
import { plainEnvironment } from '../acceptance/cli-run.ts';
import { temporaryDirectory, temporaryRepository } from '../git/temporary-repository.ts';

useBundle();

const escape = '\u001B[';
const tuesday = '2026-11-24T10:00:00Z';

function aRepository(): string {
  const { directory, commit } = temporaryRepository();
  commit({ files: { 'a.ts': '1\n' } });
  commit({ files: { 'a.ts': '2\n' } });
  return directory;
}

type Terminal = {
  readonly cwd: string;
  readonly columns: number;
  /** A line for the shell, in which `change-gate` is the bundle. */
  readonly line: string;
  readonly node: string;
};

/** What stands in a real terminal after a line: with its colours, and as text with broken lines joined. */
function screenAfter({ cwd, columns, line, node }: Terminal): { readonly colored: string; readonly text: string } {
  const socket = join(temporaryDirectory(), 'tmux');
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
      cwd,
      encoding: 'utf8',
      env: { ...plainEnvironment, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' },
    });
  const command = `change-gate() { "${node}" "${join(bundleFolder(), 'cli.js')}" "$@"; }; ${line}; echo "code $?"`;
  tmux(
    '-u',
    'new-session',
    '-d',
    '-x',
    String(columns),
    '-y',
    '300',
    `${command}; tmux -S ${socket} wait-for -S done; cat`,
  );
  onTestFinished(() => void tmux('kill-server'));
  tmux('wait-for', 'done');
  return { colored: tmux('capture-pane', '-p', '-e'), text: tmux('capture-pane', '-p', '-J').trimEnd() };
}

function widest(text: string): number {
  return Math.max(...text.split('\n').map((line) => widthOf(line.trimEnd())));
}

describe.each(nodes)('a terminal, with Node $version', ({ path: node }) => {
  test.each([40, 80, 120])('of %i columns is used, and never overrun', (columns) => {
    const line = `change-gate --at ${tuesday} 2>/dev/null`;

    const { text } = screenAfter({ cwd: aRepository(), columns, line, node });

    expect(text.startsWith('! Needs 1 approval for production')).toBe(true);
    expect(widest(text)).toBeLessThanOrEqual(columns);
    expect(widest(text)).toBeGreaterThan(columns * 0.8);
    expect(text.endsWith('code 10')).toBe(true);
  });

  test('shows colours', () => {
    const line = `change-gate --at ${tuesday}`;

    const { colored } = screenAfter({ cwd: aRepository(), columns: 80, line, node });

    expect(colored).toContain('33m! Needs 1 approval');
  });

  test('shows errors in colour, also when the answer goes elsewhere', () => {
    const line = `echo 'version: 2' > p.yml; change-gate --policy p.yml > answer.txt`;

    const { colored, text } = screenAfter({ cwd: aRepository(), columns: 80, line, node });

    expect(colored).toContain(`${escape}31mp.yml:1:10`);
    expect(text).toContain('error: the policy has 1 problem');
  });

  test.each([
    { name: 'when NO_COLOR is set', line: `NO_COLOR=1 change-gate --at ${tuesday}` },
    { name: 'when the terminal is dumb', line: `TERM=dumb change-gate --at ${tuesday}` },
    { name: 'when the output is a pipe', line: `change-gate --at ${tuesday} | cat` },
  ])('shows no colours $name', ({ line }) => {
    const { colored, text } = screenAfter({ cwd: aRepository(), columns: 80, line, node });

    expect(text).toContain('! Needs 1 approval');
    expect(colored).not.toContain(escape);
  });

  test('shows help as wide as it is', () => {
    const { text } = screenAfter({ cwd: aRepository(), columns: 60, line: 'change-gate help evaluate', node });

    expect(widest(text)).toBeLessThanOrEqual(60);
  });
});
