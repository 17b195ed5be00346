import { describe, expect, test } from 'vitest';
import type { Authority } from '../../src/approval/authority.ts';
import { anyoneWithWrite, describe as inWords, membershipIn } from '../../src/approval/membership.ts';
import type { Approval } from '../../src/change/facts.ts';
import { anApproval } from '../builders.ts';

const source = 'policy.yml:1';
const authorities: Readonly<Record<string, Authority>> = {
  peers: { permission: 'write', source },
  owners: { permission: 'admin', source },
  sre: { members: ['Alice', '@bob'], teams: ['Acme/SRE'], source },
};
const isIn = (name: string, approval: Approval) => membershipIn([name], authorities, approval).isMember;

describe('an authority', () => {
  test.each([
    ['admin', true],
    ['maintain', true],
    ['write', true],
    ['triage', false],
    ['read', false],
    ['none', false],
  ] as const)('of write permission holds somebody with %s: %s', (permission, isMember) => {
    expect(isIn('peers', anApproval('ada', { permission }))).toBe(isMember);
    expect(isIn(anyoneWithWrite, anApproval('ada', { permission }))).toBe(isMember);
  });

  test.each([
    ['admin', true],
    ['maintain', false],
  ] as const)('of admin permission holds somebody with %s: %s', (permission, isMember) => {
    expect(isIn('owners', anApproval('ada', { permission }))).toBe(isMember);
  });

  test.each([
    ['alice', true],
    ['ALICE', true],
    ['bob', true],
    ['alic', false],
    ['carol', false],
  ])('with members holds `%s`: %s', (by, isMember) => {
    expect(isIn('sre', anApproval(by, { permission: 'none' }))).toBe(isMember);
  });

  test.each([
    { teams: ['acme/sre'], isMember: true },
    { teams: ['acme/web', 'ACME/sre'], isMember: true },
    { teams: ['acme/web'], isMember: false },
    { teams: ['other/sre'], isMember: false },
    { teams: [], isMember: false },
  ])('with a team holds somebody of $teams: $isMember', ({ teams, isMember }) => {
    expect(isIn('sre', anApproval('ada', { teams }))).toBe(isMember);
  });

  test('does not hold somebody whose teams are unknown, and says so', () => {
    expect(membershipIn(['sre'], authorities, anApproval('ada', { teams: { unknown: 'the token may not' } }))).toEqual({
      isMember: false,
      assumed: [{ fact: 'approvals.ada.teams', reason: 'the token may not' }],
    });
  });

  test('does not hold somebody whose permission is unknown, and says so', () => {
    const ada = anApproval('ada', { permission: { unknown: 'the token may not' } });

    expect(membershipIn(['peers'], authorities, ada)).toEqual({
      isMember: false,
      assumed: [{ fact: 'approvals.ada.permission', reason: 'the token may not' }],
    });
  });

  test('assumes nothing of somebody who belongs to it anyway', () => {
    const alice = anApproval('alice', { teams: { unknown: 'the token may not' } });

    expect(membershipIn(['peers', 'sre'], authorities, alice)).toEqual({ isMember: true, assumed: [] });
  });

  test.each(['nobody-knows', 'constructor', '__proto__'])(
    'called `%s`, which the policy lacks, holds nobody',
    (name) => {
      expect(isIn(name, anApproval('ada', { permission: 'admin' }))).toBe(false);
    },
  );

  test.each([
    ['peers', '`peers` (anyone with write permission)'],
    ['sre', '`sre` (Alice, @bob, Acme/SRE)'],
    ['nobody-knows', '`nobody-knows`'],
    [anyoneWithWrite, 'anyone with write permission'],
  ])('`%s` reads as %s', (name, words) => {
    expect(inWords(name, authorities)).toBe(words);
  });

  test('of many people names the first five', () => {
    const many = { all: { members: ['a', 'b', 'c', 'd', 'e', 'f', 'g'], source } };

    expect(inWords('all', many)).toBe('`all` (a, b, c, d, e, 2 more)');
  });
});
