// Loads TypeScript sources for the generators: bundled in memory, so that Node 20 runs them too.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('../', import.meta.url));

/** The exports of a module of `src/`, given by its path from the root of the repository; `instead` gives modules, by file name, in place of those that are there. */
export async function loadSource(path, instead = {}) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [path],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'silent',
    plugins: Object.entries(instead).map(([name, contents]) => replacing(name, contents)),
  });
  const text = outputFiles[0].text;
  return await import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

function replacing(name, contents) {
  const filter = new RegExp(`/${name.replaceAll('.', String.raw`\.`)}$`);
  return { name, setup: (building) => building.onLoad({ filter }, () => ({ contents, loader: 'ts' })) };
}
