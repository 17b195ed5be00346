import { FactsError } from '../errors.ts';
import type { GitObject } from './objects.ts';
import { readObjects } from './objects.ts';
import type { Repository } from './repository.ts';

/** A commit as it was written: its true parents, also where a clone is cut off or a graft hides them. */
export type Commit = {
  readonly sha: string;
  readonly parents: readonly string[];
  /** When it was committed, in seconds since 1970. */
  readonly committedAt: number;
};

/** The commit that a branch, tag or sha names; an error with a remedy if there is none. */
export async function resolveCommit(repository: Repository, name: string): Promise<Commit> {
  const [commit = null] = await findCommits(repository, [name]);
  if (commit === null) throw noSuchCommit(repository, name);
  return commit;
}

/** The commits that names mean, all in one process; null where there is none, or it is not here. */
export async function findCommits(
  repository: Repository,
  names: readonly string[],
): Promise<readonly (Commit | null)[]> {
  const objects = await readObjects(
    repository,
    names.map((name) => `${name}^{commit}`),
  );
  return objects.map((object) => (object === null ? null : parseCommit(object)));
}

/** Says that a name means no commit here, and what may help. */
export function noSuchCommit({ isShallow }: Repository, name: string): FactsError {
  if (name === 'HEAD') {
    return new FactsError({
      problem: 'there is no commit yet on the current branch',
      remedy: 'commit something, or name the commit to judge with `--head`',
    });
  }
  const fetch = isShallow ? 'the clone is shallow: run `git fetch --unshallow`, then' : 'run `git fetch`, then';
  return new FactsError({
    problem: `there is no commit \`${name}\` in this repository`,
    remedy: `check the name; if it exists elsewhere, ${fetch} try again`,
  });
}

function parseCommit({ sha, content }: GitObject): Commit {
  const [header = ''] = content.split('\n\n', 1);
  const parents = [...header.matchAll(/^parent ([0-9a-f]+)$/gm)].map(([, parent]) => parent ?? '');
  const [, seconds] = /^committer .* (-?\d+) [+-]\d+$/m.exec(header) ?? [];
  return { sha, parents, committedAt: Number(seconds ?? 0) };
}
