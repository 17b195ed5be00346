import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LedgerFile } from '../decision/record-file.ts';
import { FactsError, InputError } from '../errors.ts';
import type { Policy } from '../policy/policy.ts';
import type { Options } from './options.ts';
import { reasonOf } from './reason.ts';
import type { World } from './world.ts';

/** The files of a ledger, as they come. */
export type LedgerSource = {
  /** Where they are read from, in words. */
  readonly words: string;
  readonly files: AsyncIterable<LedgerFile>;
  /** Wanted files that are not among them: too many, or too large. */
  readonly leftOut: number;
};

type Asked = {
  readonly options: Options;
  readonly world: World;
  /** Where the ledger is, as the policy says. */
  readonly record: Policy['record'];
  readonly isWanted: (path: string) => boolean;
};

/** More records than this are not read: the newest count. */
export const mostRecords = 200_000;

/** Opens the ledger that a command line names: a folder that holds its files, else a branch of the repository. */
export async function openLedger(asked: Asked): Promise<LedgerSource> {
  const folder = asked.options.value('ledger');
  if (folder === null) return await openBranch(asked);
  if (asked.options.value('branch') === null) return await openFolder(folder, asked);
  throw new InputError({
    problem: '`--branch` does not go with `--ledger`',
    remedy: 'name a folder with the records, or the branch that has them',
  });
}

async function openBranch({ options, world, record, isWanted }: Asked): Promise<LedgerSource> {
  const [{ findBranch, readLedger }, { openRepository }] = await Promise.all([
    import('../git/ledger.ts'),
    import('../git/repository.ts'),
  ]);
  const repository = await openRepository({ directory: resolve(world.cwd, options.value('repo') ?? '.') });
  const branch = options.value('branch') ?? record.branch;
  const ref = await findBranch(repository, branch);
  if (ref === null) throw noBranch(branch, record);
  const { files, leftOut } = await readLedger(repository, { ref, isWanted, atMost: mostRecords });
  return { words: `the branch ${ref.replace(/^refs\/(?:heads|remotes)\//, '')}`, files, leftOut };
}

function noBranch(branch: string, { repository }: Policy['record']): FactsError {
  const elsewhere =
    repository === undefined
      ? `fetch it, if the gate has written records already: \`git fetch origin ${branch}:${branch}\``
      : `the records are kept in \`${repository}\`: name a clone of it with \`--repo DIR\``;
  return new FactsError({
    problem: `there is no branch \`${branch}\` in this clone, on which the records would be`,
    remedy: `${elsewhere}; or name a folder with them: \`--ledger DIR\``,
  });
}

type Place = {
  readonly root: string;
  /** As the command line names it. */
  readonly named: string;
};

async function openFolder(folder: string, { world, isWanted }: Asked): Promise<LedgerSource> {
  const root = resolve(world.cwd, folder);
  const paths = (await filesBelow({ root, named: folder })).filter(isWanted).toSorted().toReversed();
  return {
    words: `the folder ${folder}`,
    files: textsOf(root, paths.slice(0, mostRecords)),
    leftOut: Math.max(0, paths.length - mostRecords),
  };
}

/** Records lie three folders deep, in a ledger of many repositories five. */
const deepest = 5;

async function filesBelow({ root, named }: Place, folder = ''): Promise<readonly string[]> {
  const entries = await namesIn(join(root, folder), named);
  const found = entries.map(async (entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    if (entry.name.startsWith('.') || path.split('/').length >= deepest) return [];
    return await filesBelow({ root, named }, path);
  });
  return (await Promise.all(found)).flat();
}

async function namesIn(path: string, named: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true });
  } catch (cause) {
    throw new InputError({
      problem: `the ledger \`${named}\` cannot be read: ${reasonOf(cause)}`,
      remedy: 'name a folder that holds the files of the branch, like a checkout of it',
      cause,
    });
  }
}

async function* textsOf(root: string, paths: readonly string[]): AsyncGenerator<LedgerFile> {
  for (const path of paths) yield { path, text: await readFile(join(root, path), 'utf8') };
}
