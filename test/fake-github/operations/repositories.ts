import { found, noContent, notFound, ok } from '../answer.ts';
import { repositoryBody, userBody } from '../bodies.ts';
import { onRepository, type Operation } from '../operation.ts';

const roles: Readonly<Record<string, string>> = {
  admin: 'admin',
  maintain: 'write',
  write: 'write',
  triage: 'read',
  read: 'read',
};

export const repositoryOperations: readonly Operation[] = [
  onRepository('repos/get', 'metadata=read', ({ repository, state }) => ok(repositoryBody(state, repository))),

  onRepository('repos/get-collaborator-permission-level', 'metadata=read', ({ repository, state, params }) => {
    const { login } = found(state.knownUser(params['username'] ?? ''));
    const role = repository.collaborators.get(login.toLowerCase()) ?? withoutRole(login, repository);
    const user = { ...userBody(state, login), role_name: role };
    return ok({ permission: roles[role] ?? 'none', role_name: role, user });
  }),

  onRepository('repos/check-collaborator', 'metadata=read', ({ repository, params }) => {
    if (!repository.collaborators.has((params['username'] ?? '').toLowerCase())) throw notFound();
    return noContent();
  }),
];

/** Everybody may read what is public, and owners everything. */
function withoutRole(login: string, repository: { readonly owner: string; readonly isPrivate: boolean }): string {
  if (login === repository.owner) return 'admin';
  return repository.isPrivate ? 'none' : 'read';
}
