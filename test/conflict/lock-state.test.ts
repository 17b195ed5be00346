import { describe, expect, test } from 'vitest';
import type { Lock } from '../../src/conflict/lock-state.ts';
import { readState, standing, withLock, withoutLocks, writeState } from '../../src/conflict/lock-state.ts';

function aLock(parts: Partial<Lock> = {}): Lock {
  return {
    environment: 'production',
    services: ['payments'],
    holder: '7',
    head: 'a'.repeat(40),
    url: 'https://github.com/acme/shop/actions/runs/7',
    takenAt: '2026-11-24T10:00:00Z',
    until: '2026-11-24T10:45:00Z',
    ...parts,
  };
}

describe('a lock', () => {
  test.each([
    { now: '2026-11-24T10:44:59Z', stands: true },
    { now: '2026-11-24T10:45:00Z', stands: false },
  ])('stands at $now: $stands', ({ now, stands }) => {
    expect(standing({ locks: [aLock()] }, now)).toHaveLength(stands ? 1 : 0);
  });

  test('is renewed by its run, and leaves the others', () => {
    const other = aLock({ holder: '8' });
    const elsewhere = aLock({ environment: 'staging' });
    const renewed = aLock({ takenAt: '2026-11-24T10:30:00Z', until: '2026-11-24T11:15:00Z' });

    expect(withLock({ locks: [aLock(), other, elsewhere] }, renewed).locks).toEqual([other, elsewhere, renewed]);
  });

  test('is dropped by the next one when it has expired', () => {
    const next = aLock({ holder: '8', takenAt: '2026-11-24T10:45:00Z', until: '2026-11-24T11:30:00Z' });

    expect(withLock({ locks: [aLock()] }, next).locks).toEqual([next]);
  });

  test.each([
    { what: 'its run', whose: { environment: 'production', holder: '7', head: null }, left: 0 },
    {
      what: 'the deployment of its commit',
      whose: { environment: 'production', holder: '9', head: 'a'.repeat(40) },
      left: 0,
    },
    { what: 'another run', whose: { environment: 'production', holder: '9', head: null }, left: 1 },
    { what: 'its run in another environment', whose: { environment: 'staging', holder: '7', head: null }, left: 1 },
  ])('is given back by $what: $left left', ({ whose, left }) => {
    expect(withoutLocks({ locks: [aLock()] }, whose).locks).toHaveLength(left);
  });

  test('is written into the message of a commit and read from it', () => {
    const state = { locks: [aLock(), aLock({ services: null, url: null })] };

    expect(readState(writeState('Lock production', state))).toEqual(state);
  });

  test.each([
    { what: 'words', message: 'Fix a typo' },
    { what: 'other data', message: 'x\n\n{"lock": 1}' },
    { what: 'a lock without an end', message: writeState('x', { locks: [aLock({ until: 'soon' })] }) },
    { what: 'a lock of no services', message: 'x\n\n{"locks":[{"environment":"p","holder":"1","head":"a"}]}' },
    { what: 'nothing', message: '' },
  ])('is not read from $what', ({ message }) => {
    expect(readState(message)).toBeNull();
  });
});
