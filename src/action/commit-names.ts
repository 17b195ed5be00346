import { findCommits } from '../git/commit.ts';
import type { Repository } from '../git/repository.ts';
import { isCommitSha } from './payload.ts';

/** The commits that names of people mean here, as shas; null where there is none. */
export async function findNamed(repository: Repository, names: readonly string[]): Promise<readonly (string | null)[]> {
  const spellings = names.map(spellingsOf);
  const found = await findCommits(repository, spellings.flat());
  let next = 0;
  return spellings.map(({ length }) => {
    const commits = found.slice(next, next + length);
    next += length;
    return commits.find((commit) => commit !== null)?.sha ?? null;
  });
}

/** Whether a name can be that of a branch or tag and nothing more: no sha, refspec, pattern or expression. */
export function isRefName(name: string): boolean {
  return /^[^-\s:^~?*[\\@+][^\s:^~?*[\\]*$/u.test(name) && !/\.\.|@\{|^HEAD$/u.test(name) && !isCommitSha(name);
}

/** A tag, then a branch of the remote, which was fetched just now, then whatever else git makes of it. */
function spellingsOf(name: string): readonly string[] {
  return isRefName(name) ? [`refs/tags/${name}`, `refs/remotes/origin/${name}`, name] : [name];
}
