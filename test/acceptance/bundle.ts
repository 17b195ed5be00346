import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';

/** The repository that is tested. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

let built = '';

/** Builds the bundles of the present sources into a folder of the test file's own, before its tests. */
export function useBundle(): void {
  beforeAll(() => {
    built = mkdtempSync(join(tmpdir(), 'change-gate-dist-'));
    execFileSync(process.execPath, [join(root, 'scripts/build.mjs'), built], { stdio: 'pipe' });
  });
  afterAll(() => rmSync(built, { recursive: true, force: true }));
}

/** Where the bundle of this test file is. */
export function bundleFolder(): string {
  return built;
}

/** Every Node that is at hand, each version once: that of the test run and that of the system. */
export const nodes = distinct([process.execPath, ...(process.env['PATH'] ?? '').split(delimiter).map(nodeIn)]);

function nodeIn(folder: string): string {
  return join(folder, 'node');
}

function distinct(paths: readonly string[]): readonly { readonly version: string; readonly path: string }[] {
  const found = [...new Set(paths.flatMap(realPath))].map((path) => ({ version: versionOf(path), path }));
  return [...new Map(found.map((node) => [node.version, node])).values()];
}

function realPath(path: string): readonly string[] {
  try {
    return [realpathSync(path)];
  } catch {
    // not every folder of the path holds a Node
    return [];
  }
}

function versionOf(path: string): string {
  return execFileSync(path, ['--version'], { encoding: 'utf8' }).trim();
}
