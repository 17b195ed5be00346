import { forbidden } from '../access.ts';
import { found, noContent, notFound, ok, type Answer } from '../answer.ts';
import { teamBody, userBody } from '../bodies.ts';
import { onAccount, type Call, type Operation } from '../operation.ts';
import { list } from '../paging.ts';
import type { User } from '../state.ts';

export const accountOperations: readonly Operation[] = [
  onAccount('users/get-authenticated', (call) => {
    // Tokens of apps and workflows belong to no person.
    if (call.token.kind !== 'user') throw forbidden(call.token, '');
    return ok(publicUserBody(call, call.state.user(call.token.login)));
  }),

  onAccount('users/get-by-username', (call) =>
    ok(publicUserBody(call, found(call.state.knownUser(call.params['username'] ?? '')))),
  ),

  onAccount('teams/list-members-in-org', (call) => list(call, membersOf(call), (login) => userBody(call.state, login))),

  onAccount('teams/list', (call) => {
    if (call.token.permissionOn('members') === 'none') throw forbidden(call.token, 'members=read');
    const names = [...call.state.teams.keys()].filter((name) => name.startsWith(`${call.params['org']}/`));
    return list(call, names, (name) => teamBody(call.state, name));
  }),

  onAccount('teams/get-membership-for-user-in-org', membership),

  onAccount('orgs/check-membership-for-user', (call) => {
    if (call.token.permissionOn('members') === 'none') throw forbidden(call.token, 'members=read');
    const login = (call.params['username'] ?? '').toLowerCase();
    const teams = [...call.state.teams].filter(([name]) => name.startsWith(`${call.params['org']}/`));
    if (!teams.some(([, members]) => members.some((member) => member.toLowerCase() === login))) throw notFound();
    return noContent();
  }),
];

function publicUserBody({ state }: Call, user: User): unknown {
  return { ...userBody(state, user.login), name: user.name, user_view_type: 'public' };
}

function membersOf(call: Call): readonly string[] {
  if (call.token.permissionOn('members') === 'none') throw forbidden(call.token, 'members=read');
  return found(call.state.teams.get(`${call.params['org']}/${call.params['team_slug']}`));
}

function membership(call: Call): Answer {
  const login = (call.params['username'] ?? '').toLowerCase();
  if (!membersOf(call).some((member) => member.toLowerCase() === login)) throw notFound();
  return ok({ state: 'active', role: 'member', url: `https://api.github.com${call.url.pathname}` });
}
