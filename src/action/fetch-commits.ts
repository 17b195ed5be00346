import { FactsError } from '../errors.ts';
import { deepen } from '../git/deepen.ts';
import type { Repository } from '../git/repository.ts';
import { runGit } from '../git/run.ts';
import { findNamed, isRefName } from './commit-names.ts';
import { lendToken } from './git-settings.ts';
import { isCommitSha } from './payload.ts';

type Needs = {
  /** Commits by their shas, with all the history before them. */
  readonly commits: readonly string[];
  /** Branches whose present tips are needed, as `origin/<branch>`. */
  readonly branches: readonly string[];
  /** What a person named: commits, branches or tags. */
  readonly names: readonly string[];
  readonly token: string | null;
};

/** A clone with what could be fetched, and why the rest could not; null if nothing went wrong. */
export type Fetched = { readonly repository: Repository; readonly failure: string | null };

/** Makes sure that commits and the history before them are here; without the network the clone stays as it is. */
export async function fetchCommits(clone: Repository, needs: Needs): Promise<Fetched> {
  const { commits, branches, names, token } = needs;
  const missing = await missingOf(clone, commits);
  const named = [...(await missingOf(clone, names.filter(isCommitSha))), ...names.filter(isRefName)];
  const wanted = [...missing, ...branches.map((branch) => refspecOf(`refs/heads/${branch}`))];
  if (wanted.length + named.length === 0 && !clone.isShallow) return { repository: clone, failure: null };
  const remote = await remoteOf(clone);
  if (remote === null) return { repository: clone, failure: 'the clone has no remote' };
  await lendToken(clone, token);
  const first = await fetchWanted({
    clone,
    remote,
    wanted: clone.isShallow ? [...new Set([...commits, ...wanted])] : wanted,
  });
  return first.failure === null ? await fetchNamed({ clone: first.repository, remote, wanted: named }) : first;
}

type Fetching = { readonly clone: Repository; readonly remote: string; readonly wanted: readonly string[] };

async function fetchWanted({ clone, remote, wanted }: Fetching): Promise<Fetched> {
  if (wanted.length === 0) return { repository: clone, failure: null };
  return await attempt(clone, () => deepen({ repository: clone, remote, commits: wanted }));
}

/**
 * What people name may not exist: it is sought apart, so that a mistake of theirs does not look like a broken network.
 * What there is under none of the names stays missing, and is an error of whoever named it.
 */
async function fetchNamed({ clone, remote, wanted }: Fetching): Promise<Fetched> {
  const shas = await fetchWanted({ clone, remote, wanted: wanted.filter(isCommitSha) });
  return await attempt(shas.repository, async () => {
    const refs = await refspecsOf({ clone, remote, wanted: wanted.filter(isRefName) });
    return refs.length === 0 ? shas.repository : await deepen({ repository: shas.repository, remote, commits: refs });
  });
}

async function attempt(clone: Repository, fetch: () => Promise<Repository>): Promise<Fetched> {
  try {
    return { repository: await fetch(), failure: null };
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // What is still missing shows up as an unknown fact, or as an error that names the commit.
    return { repository: clone, failure: `the history could not be fetched: ${error.problem}` };
  }
}

async function refspecsOf({ clone, remote, wanted }: Fetching): Promise<readonly string[]> {
  if (wanted.length === 0) return [];
  const refs = wanted.flatMap((name) => [`refs/heads/${name}`, `refs/tags/${name}`]);
  const listing = await runGit(clone.place, {
    arguments: ['ls-remote', '--quiet', '--end-of-options', remote, ...refs],
  });
  const there = listing.split('\n').flatMap((line) => line.split('\t')[1] ?? []);
  return refs.filter((ref) => there.includes(ref)).map(refspecOf);
}

function refspecOf(ref: string): string {
  return `+${ref}:${ref.replace(/^refs\/heads\//, 'refs/remotes/origin/')}`;
}

async function missingOf(repository: Repository, names: readonly string[]): Promise<readonly string[]> {
  const found = await findNamed(repository, names);
  return [...new Set(names.filter((_, index) => found[index] === null))];
}

/** The remote that a clone was made from; null if it has none. */
export async function remoteOf(repository: Repository): Promise<string | null> {
  const names = (await runGit(repository.place, { arguments: ['remote'] })).split('\n').filter((name) => name !== '');
  return names.includes('origin') ? 'origin' : (names[0] ?? null);
}
