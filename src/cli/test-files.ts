import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { InputError } from '../errors.ts';
import { defaultPath } from '../policy/load.ts';
import { reasonOf } from './reason.ts';
import { repositoryRoot } from './repository-root.ts';

/** A file of policy tests, and the policy that it tests. */
export type TestFile = {
  /** As messages show it. */
  readonly name: string;
  readonly path: string;
  /** The folder or file of the policy; null: the default one. */
  readonly policy: string | null;
};

type Asked = { readonly cwd: string; readonly paths: readonly string[]; readonly policy: string | null };

/**
 * The test files that a command line means: those named, or those of the folders named; without any, those beside the
 * policy. A file tests the policy beside it, unless a policy is named.
 */
export async function findTestFiles({ cwd, paths, policy }: Asked): Promise<readonly TestFile[]> {
  const places = paths.length > 0 ? paths : [await folderOfPolicy(cwd, policy)];
  const found = await Promise.all(places.map((place) => testsAt(resolve(cwd, place))));
  const files = [...new Set(found.flat())];
  if (files.length === 0) throw noTests(places.map((place) => shownFrom(cwd, resolve(cwd, place))));
  return await Promise.all(
    files.map(async (path) => ({
      name: shownFrom(cwd, path),
      path,
      policy: policy ?? (await policyBeside(path)),
    })),
  );
}

async function folderOfPolicy(cwd: string, policy: string | null): Promise<string> {
  if (policy === null) return join(repositoryRoot(cwd), defaultPath);
  const path = resolve(cwd, policy);
  return (await isFolder(path)) ? path : dirname(path);
}

async function testsAt(path: string): Promise<readonly string[]> {
  if (!(await isThere(path))) throw notThere(path);
  if (!(await isFolder(path))) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => testName.test(name))
    .sort()
    .map((name) => join(path, name));
}

const testName = /\.test\.ya?ml$/;

async function policyBeside(path: string): Promise<string | null> {
  const folder = dirname(path);
  const names = await readdir(folder);
  return names.some((name) => /\.ya?ml$/.test(name) && !testName.test(name)) ? folder : null;
}

/** The bytes of a file that a test names. */
export async function readNamed(path: string, name: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new InputError({
      problem: `\`${name}\` cannot be read: ${reasonOf(cause)}`,
      remedy: 'check the path',
      cause,
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    // What is not there is no folder; that it is missing is said where it is read.
    return false;
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    // Why is said in other words: for the user both are a path that leads nowhere.
    return false;
  }
}

function notThere(path: string): InputError {
  return new InputError({
    problem: `there is no file or folder \`${path}\``,
    remedy: 'name `*.test.yml` files, or the folder of a policy',
  });
}

function noTests(places: readonly string[]): InputError {
  return new InputError({
    problem: `there are no policy tests in ${places.map((place) => `\`${place}\``).join(', ')}`,
    remedy: 'write some into a `*.test.yml` file beside the policy; `change-gate init` starts with three',
  });
}

function shownFrom(cwd: string, path: string): string {
  const below = relative(cwd, path);
  return below === '' || below.startsWith('..') ? path : below;
}
