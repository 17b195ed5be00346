import { RequestError } from '@octokit/request-error';

/** Why GitHub did not do what was asked, in words, and the permission that the token lacks if that is why. */
export type Refusal = { readonly status: number; readonly reason: string };

/** The refusal that an error stands for; null if it is not one of GitHub's. */
export function refusalOf(error: unknown, operation: string): Refusal | null {
  if (!(error instanceof RequestError)) return null;
  const { status, response } = error;
  if (response === undefined) return { status, reason: `GitHub did not answer to ${operation}` };
  return { status, reason: `GitHub answered ${status} to ${operation}${because(status, response.headers)}` };
}

type Headers = Readonly<Record<string, unknown>>;

function because(status: number, headers: Headers): string {
  const permissions = headers['x-accepted-github-permissions'];
  if (headers['x-ratelimit-remaining'] === '0') return '; the hourly limit of requests is used up';
  if (headers['retry-after'] !== undefined) return '; too many requests came in a short time';
  if (status === 401) return '; the token is not valid, or no longer';
  if (status !== 403 || typeof permissions !== 'string' || permissions === '') return '';
  return `; the token lacks the permission ${permissionsInWords(permissions)}`;
}

/** `issues=write; pull_requests=write`, as workflows write it: `;` between alternatives, `,` between what goes together. */
function permissionsInWords(permissions: string): string {
  return permissions
    .split(';')
    .map((together) => together.split(',').map(permissionInWords).join(' and '))
    .join(' or ');
}

function permissionInWords(permission: string): string {
  return `\`${permission.trim().replaceAll('_', '-').replace('=', ': ')}\``;
}
