// Loads TypeScript sources for the generators: bundled into a temporary module, so that Node 20 runs them too.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** The exports of a module of `src/`, given by its path from the root of the repository. */
export async function loadSource(path) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
  });
  const folder = await mkdtemp(join(tmpdir(), 'change-gate-'));
  try {
    const module = join(folder, 'module.mjs');
    await writeFile(module, outputFiles[0].text);
    return await import(module);
  } finally {
    await rm(folder, { recursive: true });
  }
}
