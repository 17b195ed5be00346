import { buildRepository } from './build-repository.ts';
import type { Seed, TokenSeed, UserSeed } from './seed.ts';
import type { Repository, State, Token, User } from './state.ts';

export const defaultNow = '2026-11-20T12:00:00Z';

/** The token that there is when a test names none. */
export const defaultToken = 'default-token';

export function buildState(seed: Seed): State {
  const users = new Map<string, User>();
  const nextId = counter();
  const user = (login: string): User => users.get(login.toLowerCase()) ?? register({ login });
  const register = (given: UserSeed): User => {
    const made = buildUser(given, nextId());
    users.set(made.login.toLowerCase(), made);
    return made;
  };
  for (const given of seed.users ?? []) register(given);
  const now = seed.now ?? defaultNow;
  const repositories = (seed.repositories ?? []).map((given) => buildRepository(given, { nextId, user, now }));
  const tokens = (seed.tokens ?? [{ token: defaultToken }]).map(buildToken);
  for (const { login } of tokens) user(login);
  for (const login of Object.values(seed.teams ?? {}).flat()) user(login);
  return {
    repositories,
    tokens: new Map(tokens.map((token) => [token.token, token])),
    teams: new Map(Object.entries(seed.teams ?? {})),
    now,
    repository: (fullName) => repositoryNamed(repositories, fullName),
    user,
    knownUser: (login) => users.get(login.toLowerCase()),
    nextId,
  };
}

function counter(): () => number {
  let last = 1000;
  return () => (last += 1);
}

function repositoryNamed(repositories: readonly Repository[], fullName: string): Repository | undefined {
  return repositories.find((repository) => repository.fullName.toLowerCase() === fullName.toLowerCase());
}

function buildUser({ login, type, name }: UserSeed, id: number): User {
  return { id, login, type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'), name: name ?? login };
}

function buildToken({ token, login, kind = 'actions', permissions, repositories = [], ...given }: TokenSeed): Token {
  const granted = new Map(Object.entries(permissions ?? {}).map(([name, level]) => [name.replaceAll('-', '_'), level]));
  return {
    token,
    login: login ?? (kind === 'user' ? 'octocat' : 'github-actions[bot]'),
    kind,
    clockSkewSeconds: given.clockSkewSeconds ?? 0,
    repositories: repositories.length > 0 ? repositories : 'all',
    permissionOn: (name) => permissionOn({ kind, granted: permissions && granted, name }),
  };
}

type Question = {
  kind: Token['kind'];
  granted: ReadonlyMap<string, 'none' | 'read' | 'write'> | undefined;
  name: string;
};

/** A workflow's token never reads an organisation's members, whatever it is given. */
function permissionOn({ kind, granted, name }: Question): 'none' | 'read' | 'write' {
  if (kind === 'actions' && (name === 'members' || name === 'administration')) return 'none';
  return granted ? (granted.get(name) ?? 'none') : 'write';
}
