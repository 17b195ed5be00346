import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Lock, LockState } from '../conflict/lock-state.ts';
import { readState, standing, withLock, withoutLocks, writeState } from '../conflict/lock-state.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { Moved, SeenState } from './lock-branch.ts';
import { moveLockBranch, seeLockBranch } from './lock-branch.ts';
import type { Pace } from './pace.ts';
import { waitAfter } from './pace.ts';

/** A lock that somebody wants, for so many seconds from when GitHub's clock says that it is taken. */
export type WantedLock = Omit<Lock, 'takenAt' | 'until'> & { readonly seconds: number };

/** `held`: others hold locks that bar this one. */
export type Taken =
  | { readonly kind: 'taken'; readonly others: readonly Lock[] }
  | { readonly kind: 'held'; readonly others: readonly Lock[] }
  | { readonly kind: 'unknown'; readonly reason: string };

type Taking = {
  readonly repository: RepositoryName;
  readonly wanted: WantedLock;
  /** Whether a lock of somebody else is in the way. */
  readonly bars: (lock: Lock) => boolean;
  readonly pace: Pace;
};

/**
 * Takes a lock, or renews it. All locks stand in the newest commit of one branch, which is only ever moved forward: of two
 * who saw the same commit, GitHub lets one move it, and the other looks again. What has expired is taken over.
 */
export async function takeLock(github: GitHub, { repository, wanted, bars, pace }: Taking): Promise<Taken> {
  const { environment, holder, seconds, ...rest } = wanted;
  const taken = await change(github, { repository, pace }, ({ state, now }) => {
    const others = standing(state, now).filter((lock) => lock.environment === environment && lock.holder !== holder);
    if (others.some(bars)) return { others, next: null };
    const lock = { environment, holder, ...rest, takenAt: now, until: later(now, seconds) };
    const title = `Lock ${environment} for ${wanted.services?.join(', ') ?? 'all services'} until ${lock.until}`;
    return { others, next: { title, state: withLock(state, lock) } };
  });
  if (isUnknown(taken)) return { kind: 'unknown', reason: taken.unknown };
  return { kind: taken.next === null ? 'held' : 'taken', others: taken.others };
}

type Returning = {
  readonly repository: RepositoryName;
  readonly environment: string;
  readonly holder: string | null;
  readonly head: string | null;
  readonly pace: Pace;
};

/** Gives back the locks of a run, or of the deployment of a commit; whether there were any. */
export async function giveBackLock(
  github: GitHub,
  { repository, environment, holder, head, pace }: Returning,
): Promise<Fact<boolean>> {
  const given = await change(github, { repository, pace }, ({ state }) => {
    const without = withoutLocks(state, { environment, holder, head });
    const isThere = without.locks.length < state.locks.length;
    return { next: isThere ? { title: `Unlock ${environment}`, state: without } : null };
  });
  return isUnknown(given) ? given : given.next !== null;
}

type Next = { readonly title: string; readonly state: LockState };
type Place = { readonly repository: RepositoryName; readonly pace: Pace };
type Sight = { readonly state: LockState; readonly now: string };

const mostAttempts = 6;

/** Looks, decides what is to stand there next, and moves the branch to it, until nobody came in between. */
async function change<T extends { readonly next: Next | null }>(
  github: GitHub,
  { repository, pace }: Place,
  decideNext: (sight: Sight) => T,
): Promise<T | Unknown> {
  let reason = '';
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const seen = await seeLockBranch(github, repository);
    if (isUnknown(seen)) return seen;
    const state = stateOf(seen);
    if (state === null) return strange;
    const decided = decideNext({ state, now: seen.now });
    if (decided.next === null) return decided;
    const { title, state: next } = decided.next;
    const moved: Moved = await moveLockBranch(github, { repository, tip: seen.tip, message: writeState(title, next) });
    if (moved.kind === 'moved') return decided;
    if (moved.kind === 'refused') return { unknown: moved.reason };
    ({ reason } = moved);
    await waitAfter(attempt, pace);
  }
  return { unknown: `others changed the locks ${mostAttempts} times in between: ${reason}` };
}

const strange: Unknown = {
  unknown:
    'the newest commit of the branch `change-locks` was not written by the gate; delete the branch to start anew',
};

function stateOf({ tip }: SeenState): LockState | null {
  return tip === null ? { locks: [] } : readState(tip.message);
}

function later(now: string, seconds: number): string {
  return new Date(Date.parse(now) + seconds * 1_000).toISOString();
}
