import { spawnSync } from 'node:child_process';
import type { LedgerFile } from '../../src/decision/record-file.ts';

/** Puts files onto a branch in one commit, through git's own bulk format: thousands of them take a moment. */
export function branchOf(directory: string, files: readonly LedgerFile[], branch = 'change-records'): void {
  const lines = [
    `commit refs/heads/${branch}`,
    'committer Ann <ann@example.org> 1764547200 +0000',
    'data 7',
    'Records',
    ...files.flatMap(({ path, text }) => [`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text]),
    '',
  ];
  const { status, stderr } = spawnSync('git', ['fast-import', '--quiet', '--force'], {
    cwd: directory,
    input: lines.join('\n'),
  });
  if (status !== 0) throw new Error(String(stderr));
}
