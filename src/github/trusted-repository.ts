import { FactsError } from '../errors.ts';
import type { RepositoryFiles } from '../policy/files.ts';
import { attempt } from './attempt.ts';
import type { GitHub } from './client.ts';
import { ask, literal, partOf } from './query.ts';
import type { GraphBlob, Tree } from './trusted-files.ts';
import { nameOf, orThrow, trustedFiles, wholeText } from './trusted-files.ts';

/** The files of a repository as a commit on GitHub has them: listed in one call, read by the hundred. */
export function trustedRepository(github: GitHub, tree: Tree): RepositoryFiles {
  let listing: Promise<readonly string[]> | null = null;
  return {
    pathsBelow: async (folder) => {
      const paths = await (listing ??= listFiles(github, tree));
      return folder === '' ? paths : paths.filter((path) => path.startsWith(`${folder}/`));
    },
    readAll: async (paths) => {
      const read: (Uint8Array | null)[] = [];
      for (let at = 0; at < paths.length; at += mostAtOnce) {
        read.push(...(await readSome(github, { ...tree, paths: paths.slice(at, at + mostAtOnce) })));
      }
      return read;
    },
  };
}

const mostAtOnce = 100;

async function listFiles(github: GitHub, { repository, commit }: Tree): Promise<readonly string[]> {
  const wanted = { ...repository, tree_sha: commit, recursive: '1' };
  const operation = `listing the files of ${nameOf(repository)}`;
  const { data } = orThrow(await attempt(operation, async () => await github.rest.git.getTree(wanted)));
  if (data.truncated) throw tooMany(nameOf(repository));
  return data.tree.flatMap(({ type, path }) => (type === 'blob' && path !== undefined ? [path] : []));
}

function tooMany(repository: string): FactsError {
  return new FactsError({
    problem: `${repository} has more files than GitHub lists`,
    remedy: 'check the repository out before the gate, or name the files of the catalogue without `*`',
  });
}

type Some = Tree & { readonly paths: readonly string[] };

async function readSome(github: GitHub, { repository, commit, paths }: Some): Promise<readonly (Uint8Array | null)[]> {
  const operation = `reading the service catalogue of ${nameOf(repository)}`;
  const asked = paths.map((path, index) => {
    return `file${index}: object(expression: ${literal(`${commit}:${path}`)}) { ... on Blob { byteSize isTruncated text } }`;
  });
  const reply = orThrow(await ask(github, repository, { operation, text: asked.join('\n') }));
  const alone = trustedFiles(github, { repository, commit });
  return await Promise.all(
    paths.map(async (path, index) => {
      const part = { path: ['repository', `file${index}`], operation, depth: 'all' } as const;
      const blob = orThrow(partOf<GraphBlob>(reply, part));
      // A folder has no size.
      if (blob?.byteSize === undefined) return null;
      return wholeText(blob) ?? (await alone.read(path));
    }),
  );
}
