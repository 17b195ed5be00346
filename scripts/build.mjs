// Builds dist/: `cli.js` and `action.js` with shared chunks, and the licences of what they contain.
// The output is the same byte for byte on every Node that runs this.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(fileURLToPath(import.meta.url), '..', '..');
const outdir = process.argv[2] ?? join(root, 'dist');
const allowedLicences = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0', '0BSD'];
/** Packages that hold data with a licence of their own: what their manifest says of it, and what has to be told. */
const withData = {
  'date-holidays': {
    licence: '(ISC AND CC-BY-3.0)',
    notice: `The data on public holidays in chunks/holidays-*.js are those of date-holidays
(https://github.com/commenthol/date-holidays), only made shorter to write. They are licensed under the Creative Commons
Attribution-ShareAlike 3.0 licence (https://creativecommons.org/licenses/by-sa/3.0/), also here. Whom they come from:
see below.`,
  },
};
/** Code that reaches the bundle inside the generated validators, so that the metafile does not show it. */
const inValidators = ['ajv', 'fast-deep-equal'];

rmSync(outdir, { recursive: true, force: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ['src/cli.ts', 'src/action.ts'],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
  chunkNames: 'chunks/[name]-[hash]',
  alias: {
    undici: './scripts/shims/undici.mjs',
    '@actions/http-client': './scripts/shims/http-client.mjs',
    '@actions/http-client/lib/auth': './scripts/shims/http-client.mjs',
    '@actions/exec': './scripts/shims/exec.mjs',
  },
  plugins: [{ name: 'builtin modules', setup: takeBuiltins }],
});
writeFileSync(join(outdir, 'package.json'), `${JSON.stringify({ type: 'module' })}\n`);
writeFileSync(join(outdir, 'licenses.txt'), licences(packagesIn(metafile)));

/**
 * Modules of Node are asked for, not imported: an import reads each of their exports, and with `node:fs` alone that loads
 * streams, promises and readline, which takes a fifth of the time in which Node itself starts.
 */
function takeBuiltins({ onLoad, onResolve }) {
  onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => ({
    contents: withoutImports(readFileSync(path, 'utf8')),
    loader: 'ts',
  }));
  onResolve({ filter: /^[^./]/ }, ({ path }) => (isBuiltin(path) ? { path, namespace: 'builtin' } : null));
  onLoad({ filter: /./, namespace: 'builtin' }, ({ path }) => ({ contents: `module.exports = ${taken(path)};` }));
}

function withoutImports(source) {
  return source.replaceAll(
    /^import (?!type )(.+) from '(node:.+)';$/gm,
    (_, names, module) => `const ${names.replaceAll(' as ', ': ')} = ${taken(module)};`,
  );
}

function taken(module) {
  return `globalThis.process.getBuiltinModule('${module}')`;
}

function packagesIn({ inputs }) {
  const folders = Object.keys(inputs)
    .map((path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1])
    .filter((folder) => folder !== undefined);
  return [...new Set([...folders, ...inValidators.map((name) => `node_modules/${name}`)])].toSorted();
}

function licences(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      if (license !== withData[name]?.licence && !allowedLicences.includes(license))
        throw new Error(`${name} ${version} has the licence ${license}, which is not on the list`);
      const notice = withData[name] === undefined ? '' : `${withData[name].notice}\n\n`;
      return `${name} ${version} (${license})\n\n${notice}${licenceText(folder)}`;
    })
    .join(`\n\n${'-'.repeat(80)}\n\n`)
    .concat('\n');
}

function licenceText(folder) {
  for (const file of [
    'LICENSE',
    'LICENSE.md',
    'license',
    'LICENSE.txt',
    'LICENSE-MIT.txt',
    'license.txt',
    'license.md',
  ]) {
    try {
      return readFileSync(join(root, folder, file), 'utf8')
        .replaceAll('\r\n', '\n')
        .trim();
    } catch {
      // the next name may be the one
    }
  }
  throw new Error(`${folder} has no licence file`);
}
