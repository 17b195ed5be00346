import { appId, page } from '../bodies.ts';
import type { Repository, State, User } from '../state.ts';
import { nodeId, type GraphNode, type Here } from './graph.ts';

/** Who did something. As a bot it goes without the `[bot]` that REST and its commits call it by. */
export function actorNode(state: State, login: string): GraphNode {
  const user = state.user(login);
  if (user.type !== 'Bot') return userNode(user);
  return { ...accountFields(user, login.replace(/\[bot\]$/, '')), __typename: 'Bot', databaseId: user.id };
}

export function actorOrNull(state: State, login: string | null): GraphNode | null {
  return login === null ? null : actorNode(state, login);
}

/** A user where the schema allows nothing else: bots keep their `[bot]` there. */
export function userNode(user: User): GraphNode {
  const { id, login, name, type } = user;
  const fields = { ...accountFields(user, login), databaseId: id, name };
  return { ...fields, __typename: type === 'Organization' ? 'Organization' : 'User', email: '' };
}

function accountFields({ id, type }: User, login: string): GraphNode {
  return { id: nodeId(type, id), login, url: `https://github.com/${login}`, resourcePath: `/${login}` };
}

/** An organisation if it has teams. */
export function ownerNode(state: State, login: string): GraphNode {
  const user = state.user(login);
  const isOrganization = [...state.teams.keys()].some((name) => name.startsWith(`${login}/`));
  return isOrganization ? userNode({ ...user, type: 'Organization' }) : userNode(user);
}

export function teamNode(fullName: string): GraphNode {
  const [org = '', slug = ''] = fullName.split('/');
  const combinedSlug = fullName;
  return {
    __typename: 'Team',
    id: nodeId('Team', fullName),
    slug,
    name: slug,
    combinedSlug,
    organization: { login: org },
  };
}

export function appNode(state: State, slug: string): GraphNode {
  const databaseId = appId(state, slug);
  return {
    __typename: 'App',
    id: nodeId('App', slug),
    databaseId,
    slug,
    name: slug === 'github-actions' ? 'GitHub Actions' : slug,
  };
}

type Written = { readonly author: string; readonly body: string | null; readonly createdAt: string };
type Kept = Written & { readonly id: number; readonly updatedAt: string };

/** What everything that a person wrote has. */
export function writtenFields({ state, token }: Here, written: Kept): GraphNode {
  const { id, author, body, createdAt, updatedAt } = written;
  return {
    databaseId: id,
    fullDatabaseId: String(id),
    author: actorNode(state, author),
    body: body ?? '',
    bodyText: body ?? '',
    createdAt,
    updatedAt,
    viewerDidAuthor: author === token.login,
  };
}

/** The address of something in a repository, absolute and not. */
export function addressFields(repository: Repository, rest: string): GraphNode {
  return { url: page(repository, rest), resourcePath: `/${repository.fullName}${rest}` };
}
