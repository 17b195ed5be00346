// Writes every file that a machine can derive; with --check it changes nothing and fails if one is stale.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = join(root, 'scripts/generate');

async function generateAll() {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.mjs')).sort();
  const modules = await Promise.all(names.map((name) => import(join(folder, name))));
  const files = [];
  for (const module of modules) files.push(...(await module.generate()));
  return files;
}

async function isStale({ path, content }) {
  const text = await readFile(join(root, path), 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text !== content;
}

async function write({ path, content }) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), content);
}

const files = await generateAll();
const stale = [];
for (const file of files) if (await isStale(file)) stale.push(file);

if (process.argv.includes('--check')) {
  for (const { path } of stale) console.error(`${path} is stale: run \`npm run generate\``);
  process.exitCode = stale.length === 0 ? 0 : 1;
} else {
  for (const file of stale) {
    await write(file);
    console.log(`wrote ${file.path}`);
  }
}
