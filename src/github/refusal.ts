import { RequestError } from '@octokit/request-error';

/** Why GitHub did not do what was asked, in words, and the permission that the token lacks if that is why. */
export type Refusal = { readonly status: number; readonly reason: string };

/** The refusal that an error stands for; null if it is not one of GitHub's. */
export function refusalOf(error: unknown, operation: string): Refusal | null {
  if (!(error instanceof RequestError)) return null;
  const permission = error.response?.headers['x-accepted-github-permissions'];
  const lacking =
    error.status === 403 && typeof permission === 'string' && permission !== ''
      ? `; the token lacks the permission \`${permission.replace('=', ': ')}\``
      : '';
  return { status: error.status, reason: `GitHub answered ${error.status} to ${operation}${lacking}` };
}
