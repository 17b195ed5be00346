import type { ChangedFile } from './git-diff.ts';
import type { Commit } from './git-store.ts';
import type { JsonRecord } from './json.ts';
import type { Repository, State } from './state.ts';

/** A user as it stands inside other things. */
export function userBody(state: State, login: string): JsonRecord {
  const { id, type } = state.user(login);
  return { id, login, type, html_url: `https://github.com/${login}`, url: `https://api.github.com/users/${login}` };
}

export function userOrNull(state: State, login: string | null): JsonRecord | null {
  return login === null ? null : userBody(state, login);
}

/** What somebody is to a repository; its organisation is whoever has teams under its owner's name. */
export function associationOf(state: State, repository: Repository, login: string): string {
  if (login === repository.owner) return 'OWNER';
  const teams = [...state.teams].filter(([name]) => name.startsWith(`${repository.owner}/`));
  if (teams.some(([, members]) => members.includes(login))) return 'MEMBER';
  return repository.collaborators.has(login.toLowerCase()) ? 'COLLABORATOR' : 'NONE';
}

/** The address of something in a repository for people. */
export function page(repository: Repository, rest: string): string {
  return `https://github.com/${repository.fullName}${rest}`;
}

/** The address of something in a repository for programs. */
export function address(repository: Repository, rest: string): string {
  return `https://api.github.com/repos/${repository.fullName}${rest}`;
}

export function repositoryBody(state: State, repository: Repository): JsonRecord {
  return {
    id: repository.id,
    name: repository.name,
    full_name: repository.fullName,
    owner: userBody(state, repository.owner),
    private: repository.isPrivate,
    html_url: page(repository, ''),
    url: address(repository, ''),
    default_branch: repository.defaultBranch,
  };
}

/** Like {@link repositoryBody}, but with what only a short form of the description has. */
export function minimalRepositoryBody(state: State, repository: Repository): JsonRecord {
  const { default_branch: _, ...body } = repositoryBody(state, repository);
  return body;
}

export function commitBody(state: State, repository: Repository, commit: Commit): JsonRecord {
  const { sha } = commit;
  return {
    sha,
    url: address(repository, `/commits/${sha}`),
    html_url: page(repository, `/commit/${sha}`),
    commit: {
      message: commit.message,
      author: commit.author,
      committer: commit.committer,
      tree: { sha: commit.tree, url: address(repository, `/git/trees/${commit.tree}`) },
      url: address(repository, `/git/commits/${sha}`),
      verification: verificationBody(commit),
    },
    author: userOrNull(state, commit.authorLogin),
    committer: userOrNull(state, commit.committerLogin),
    parents: commit.parents.map((parent) => ({ sha: parent, url: address(repository, `/commits/${parent}`) })),
  };
}

export function verificationBody({ isVerified }: Commit): JsonRecord {
  return { verified: isVerified, reason: isVerified ? 'valid' : 'unsigned' };
}

export function fileBody(repository: Repository, file: ChangedFile): JsonRecord {
  const { filename, additions, deletions, status, sha, patch, previousFilename } = file;
  return {
    filename,
    status,
    additions,
    deletions,
    changes: additions + deletions,
    sha: sha ?? null,
    contents_url: address(repository, `/contents/${encodeURIComponent(filename)}`),
    ...(patch === undefined || patch === '' ? {} : { patch }),
    ...(previousFilename === undefined ? {} : { previous_filename: previousFilename }),
  };
}

/** The app that a workflow's token acts for, null for people. */
export function appBody(state: State, slug: string): JsonRecord {
  const name = slug === 'github-actions' ? 'GitHub Actions' : slug;
  const id = appId(state, slug);
  return { id, slug, name, owner: userBody(state, 'github') };
}

export function appId(state: State, slug: string): number {
  return slug === 'github-actions' ? 15368 : state.user(`${slug}[bot]`).id;
}

/** A team, by its full name `acme/reviewers`. */
export function teamBody({ teams }: State, fullName: string): JsonRecord {
  const [org = '', slug = ''] = fullName.split('/');
  const id = 1 + [...teams.keys()].indexOf(fullName);
  const html = `https://github.com/orgs/${org}/teams/${slug}`;
  return { id, slug, name: slug, permission: 'push', privacy: 'closed', html_url: html, parent: null };
}

/** A required reviewer: a login, or a team by its full name. */
export function reviewerBody(state: State, name: string): JsonRecord {
  if (!name.includes('/')) return { type: 'User', reviewer: userBody(state, name) };
  return { type: 'Team', reviewer: teamBody(state, name) };
}

/** `github-actions[bot]` -> `github-actions`. */
export function appSlug(login: string): string {
  return login.replace(/\[bot\]$/, '');
}
