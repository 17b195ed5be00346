import { refuse, type Refusal } from './answer.ts';
import type { Repository, State, Token } from './state.ts';

/**
 * Permissions an operation asks for, in the words of GitHub's `x-accepted-github-permissions` header:
 * `;` between alternatives, `,` between those that are needed together.
 */
export type Needs = string;

/** The token of a request, or 401. */
export function authenticate(state: State, authorization: string | undefined): Token {
  if (authorization === undefined) throw refuse(401, 'Requires authentication');
  const token = tokenNamed(state, authorization);
  if (token === undefined) throw refuse(401, 'Bad credentials');
  return token;
}

/** The token of a request, if it is known. */
export function tokenOf(
  state: State,
  request: { readonly headers: Readonly<Record<string, string>> },
): Token | undefined {
  return tokenNamed(state, request.headers['authorization'] ?? '');
}

function tokenNamed(state: State, authorization: string): Token | undefined {
  return state.tokens.get(authorization.replace(/^(token|bearer)\s+/i, ''));
}

/** A private repository that the token does not reach is not there at all. */
export function reaches(token: Token, repository: Repository): boolean {
  return token.repositories === 'all' || token.repositories.includes(repository.fullName);
}

/**
 * Throws 403 if the token lacks what the operation needs.
 * Stricter than GitHub on purpose: there a public repository can be read with fewer permissions.
 */
export function authorize(token: Token, needs: Needs): void {
  if (!allows(token, needs)) throw forbidden(token, needs);
}

export function allows(token: Token, needs: Needs): boolean {
  const alternatives = needs.split(';').map((alternative) => alternative.split(',').map((one) => one.trim()));
  return alternatives.some((together) => together.every((one) => grants(token, one)));
}

export function forbidden(token: Token, needs: Needs): Refusal {
  const who = token.kind === 'user' ? 'personal access token' : 'integration';
  return refuse(403, `Resource not accessible by ${who}`, { 'x-accepted-github-permissions': needs });
}

const strength = { none: 0, read: 1, write: 2, admin: 3 } as const;

function grants(token: Token, need: string): boolean {
  const [name = '', wanted = 'read'] = need.split('=');
  if (name === 'metadata') return true;
  return strength[token.permissionOn(name)] >= (wanted === 'write' ? strength.write : strength.read);
}
