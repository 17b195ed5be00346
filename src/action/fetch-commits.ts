import { FactsError } from '../errors.ts';
import { findCommits } from '../git/commit.ts';
import { deepen } from '../git/deepen.ts';
import type { Repository } from '../git/repository.ts';
import { runGit } from '../git/run.ts';

type Needs = {
  /** Commits, branches or tags. */
  readonly needed: readonly string[];
  readonly token: string | null;
  readonly log: (text: string) => void;
};

/** Makes sure that the commits and the history before them are here; without the network the clone stays as it is. */
export async function fetchCommits(repository: Repository, { needed, token, log }: Needs): Promise<Repository> {
  const missing = await missingOf(repository, needed);
  if (missing.length === 0 && !repository.isShallow) return repository;
  const remote = await remoteOf(repository);
  if (remote === null) return repository;
  await lendToken(repository, token);
  try {
    return await deepen({ repository, remote, commits: missing });
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // What is still missing shows up as an unknown fact, or as an error that names the commit.
    log(`the history could not be fetched: ${error.problem}`);
    return repository;
  }
}

async function missingOf(repository: Repository, names: readonly string[]): Promise<readonly string[]> {
  const found = await findCommits(repository, names);
  return [...new Set(names.filter((_, index) => found[index] === null))];
}

async function remoteOf(repository: Repository): Promise<string | null> {
  const names = (await runGit(repository.place, { arguments: ['remote'] })).split('\n').filter((name) => name !== '');
  return names.includes('origin') ? 'origin' : (names[0] ?? null);
}

/**
 * Lets git read a private repository where the checkout kept no credentials. Two headers of the same name are refused
 * by GitHub, so nothing is lent where there is one already.
 */
async function lendToken(repository: Repository, token: string | null): Promise<void> {
  const server = process.env['GITHUB_SERVER_URL'];
  if (token === null || server === undefined || process.env['GIT_CONFIG_COUNT'] !== undefined) return;
  if (await hasCredentials(repository)) return;
  const secret = Buffer.from(`x-access-token:${token}`).toString('base64');
  process.env['GIT_CONFIG_COUNT'] = '1';
  process.env['GIT_CONFIG_KEY_0'] = `http.${server}/.extraheader`;
  process.env['GIT_CONFIG_VALUE_0'] = `AUTHORIZATION: basic ${secret}`;
}

async function hasCredentials(repository: Repository): Promise<boolean> {
  try {
    const found = await runGit(repository.place, {
      arguments: ['config', '--get-regexp', '^http\\..*\\.extraheader$'],
    });
    return found !== '';
  } catch (error) {
    // git ends with 1 where no setting matches
    if (error instanceof FactsError) return false;
    throw error;
  }
}
