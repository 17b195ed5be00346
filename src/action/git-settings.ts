import { FactsError } from '../errors.ts';
import type { Repository } from '../git/repository.ts';
import { runGit } from '../git/run.ts';

/** A setting for every git that this process starts, and for nobody else. */
function lend(name: string, value: string): void {
  const count = Number(process.env['GIT_CONFIG_COUNT'] ?? 0);
  process.env[`GIT_CONFIG_KEY_${count}`] = name;
  process.env[`GIT_CONFIG_VALUE_${count}`] = value;
  process.env['GIT_CONFIG_COUNT'] = String(count + 1);
}

/** Lets git open the workspace where another user owns it, as in a container job: the runner itself put it there. */
export function trustWorkspace(directory: string): void {
  lend('safe.directory', directory);
}

/**
 * Lets git read a private repository where the checkout kept no credentials. Two headers of the same name are refused
 * by GitHub, so nothing is lent where there is one already.
 */
export async function lendToken(repository: Repository, token: string | null): Promise<void> {
  const server = process.env['GITHUB_SERVER_URL'];
  if (token === null || server === undefined || (await hasCredentials(repository))) return;
  lend(`http.${server}/.extraheader`, `AUTHORIZATION: basic ${basicCredentials(token)}`);
}

/** The token as git sends it. */
export function basicCredentials(token: string): string {
  return Buffer.from(`x-access-token:${token}`).toString('base64');
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
