import type { Approval, Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { sameLogin } from './actor.ts';
import { attempt } from './attempt.ts';
import type { GitHub, RepositoryName } from './client.ts';
import { distinct } from './commit.ts';
import { readPages } from './pages.ts';

/** What a person may do in the repository, and to which of the teams asked about they belong. */
export type Access = Pick<Approval, 'permission' | 'teams'>;

type Request = {
  readonly repository: RepositoryName;
  readonly people: readonly string[];
  /** `owner/team`. */
  readonly teams: readonly string[];
};

/** More people than this are not looked up: somebody may have let many accounts speak. */
const mostPeople = 50;

/** Looks up what people may do; without people nothing is asked. */
export async function readAccess(github: GitHub, request: Request): Promise<(login: string) => Access> {
  const people = distinct(request.people);
  const asked = people.slice(0, mostPeople);
  const [permissions, members] = await Promise.all([
    Promise.all(asked.map(async (login) => await readPermission(github, request.repository, login))),
    readTeams(github, people.length === 0 ? [] : distinct(request.teams)),
  ]);
  return (login) => ({
    permission: permissions[asked.findIndex((each) => sameLogin(each, login))] ?? tooMany,
    teams: teamsOf(login, members),
  });
}

const tooMany: Unknown = { unknown: `more than ${mostPeople} people said something` };

const permissionNames = ['admin', 'maintain', 'write', 'triage', 'read', 'none'] as const;

async function readPermission(
  github: GitHub,
  { owner, repo }: RepositoryName,
  username: string,
): Promise<Access['permission']> {
  const answer = await attempt(
    `reading the permission of ${username}`,
    async () => await github.rest.repos.getCollaboratorPermissionLevel({ owner, repo, username }),
  );
  if (isUnknown(answer)) return answer;
  // A role that an organisation made itself counts as the one that it is built on.
  const { role_name: role, permission } = answer.data;
  return (
    permissionNames.find((name) => name === role) ??
    permissionNames.find((name) => name === permission) ?? { unknown: `GitHub gave ${username} an unknown permission` }
  );
}

type Team = { readonly name: string; readonly members: Fact<readonly string[]> };

async function readTeams(github: GitHub, names: readonly string[]): Promise<readonly Team[]> {
  return await Promise.all(names.map(async (name) => ({ name, members: await readMembers(github, name) })));
}

async function readMembers(github: GitHub, team: string): Promise<Fact<readonly string[]>> {
  const [org = '', slug = ''] = team.replace(/^@/, '').split('/');
  const members = await readPages(`reading the members of the team ${team}`, {
    atMost: 1_000,
    read: async (page) => await github.rest.teams.listMembersInOrg({ org, team_slug: slug, per_page: 100, page }),
  });
  if (isUnknown(members)) return { unknown: `${members.unknown}${ownToken}` };
  return members.map(({ login }) => login);
}

const ownToken = '; the token of a workflow never can: give the action the token of an app or a person';

/** Of teams that cannot be read nobody knows who belongs to them. */
function teamsOf(login: string, teams: readonly Team[]): Access['teams'] {
  const names: string[] = [];
  for (const { name, members } of teams) {
    if (isUnknown(members)) return members;
    if (members.some((member) => sameLogin(member, login))) names.push(name);
  }
  return names;
}
