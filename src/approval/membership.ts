import type { Approval } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption } from '../finding/finding.ts';
import type { Authority } from './authority.ts';
import { loginOf } from './login.ts';

export type Authorities = Readonly<Record<string, Authority>>;

/** Whether somebody belongs to an authority; `assumed` tells the unknown facts but for which they might. */
export type Membership = { readonly isMember: boolean; readonly assumed: readonly Assumption[] };

/** Stands for an authority where a policy names none: anyone with `write` who did not make the change. */
export const anyoneWithWrite = 'anyone with write permission';

const ranks = ['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const;

/** Says whether a person belongs to one of the authorities with these names: by permission, by name or by team. */
export function membershipIn(names: readonly string[], authorities: Authorities, person: Approval): Membership {
  const found = names.map((name) => membership(authorityOf(name, authorities), person));
  const isMember = found.some((each) => each.isMember);
  return { isMember, assumed: isMember ? [] : found.flatMap(({ assumed }) => assumed) };
}

/** An authority in words: `sre` (alice, bob, acme/sre). */
export function describe(name: string, authorities: Authorities): string {
  if (name === anyoneWithWrite) return name;
  const { permission, members = [], teams = [] } = authorityOf(name, authorities);
  const who = [...(permission === undefined ? [] : [`anyone with ${permission} permission`]), ...members, ...teams];
  const shown = who.length > 6 ? [...who.slice(0, 5), `${who.length - 5} more`] : who;
  return who.length === 0 ? `\`${name}\`` : `\`${name}\` (${shown.join(', ')})`;
}

type People = Pick<Authority, 'permission' | 'members' | 'teams'>;

function authorityOf(name: string, authorities: Authorities): People {
  if (name === anyoneWithWrite) return { permission: 'write' };
  // A name that the policy does not define has no people.
  return (Object.hasOwn(authorities, name) ? authorities[name] : undefined) ?? {};
}

function membership({ permission, members = [], teams = [] }: People, person: Approval): Membership {
  const byName = members.some((member) => loginOf(member) === loginOf(person.by));
  const byPermission = permission === undefined ? no : hasPermission(permission, person);
  const byTeam = teams.length === 0 ? no : isInTeam(teams, person);
  const isMember = byName || byPermission.isMember || byTeam.isMember;
  return { isMember, assumed: isMember ? [] : [...byPermission.assumed, ...byTeam.assumed] };
}

const no: Membership = { isMember: false, assumed: [] };

function hasPermission(least: (typeof ranks)[number], { by, permission }: Approval): Membership {
  if (isUnknown(permission)) return unknown(`approvals.${by}.permission`, permission.unknown);
  return { isMember: ranks.indexOf(permission) >= ranks.indexOf(least), assumed: [] };
}

function isInTeam(teams: readonly string[], { by, teams: own }: Approval): Membership {
  if (isUnknown(own)) return unknown(`approvals.${by}.teams`, own.unknown);
  const names = new Set(own.map(loginOf));
  return { isMember: teams.some((team) => names.has(loginOf(team))), assumed: [] };
}

function unknown(fact: string, reason: string): Membership {
  return { isMember: false, assumed: [{ fact, reason }] };
}
