import type { ChangeFacts, HeldLock } from '../change/facts.ts';
import type { Lock } from '../conflict/lock-state.ts';
import { relationOf } from '../conflict/relation.ts';
import { decide } from '../decision/decide.ts';
import type { Decision } from '../decision/decision.ts';
import { readDuration } from '../rule/duration.ts';
import type { Taken, WantedLock } from '../github/lock.ts';
import type { Pace } from '../github/pace.ts';
import type { Policy } from '../policy/policy.ts';
import type { Scene } from './scene.ts';
import { isForecast } from './record-decision.ts';

type Setting = Pick<Scene, 'event' | 'inputs' | 'runner' | 'github' | 'head'>;

/** Somebody else came first so often before it is left at that. */
const mostRounds = 3;

/**
 * The facts of a deployment, with the locks of others. A change that would be approved takes a lock before it is, so that of two
 * gates that look at the same time one sees the other; where it cannot, the facts say so and it is decided again.
 */
export async function factsWithLocks(
  setting: Setting,
  { policy, facts, pace }: { readonly policy: Policy; readonly facts: ChangeFacts; readonly pace: Pace },
): Promise<ChangeFacts> {
  const { event, inputs, github } = setting;
  const lock = policy.conflicts?.lock;
  if (lock === undefined || isForecast(event) || inputs.mode === 'advise') return facts;
  let known = facts;
  for (let round = 0; round < mostRounds; round += 1) {
    const decision = decide(policy, known);
    if (decision.outcome !== 'approved') return known;
    if (github === null) return unlessUnknown(known, 'there is no token to take it with');
    const taken = await take(setting, { policy, known, decision, seconds: readDuration(lock) / 1_000, pace });
    if (taken.kind === 'unknown') return unlessUnknown(known, taken.reason);
    known = { ...facts, locks: taken.others.map(factOf) };
    if (taken.kind === 'taken') return known;
  }
  return { ...known, locks: { unknown: `others took locks ${mostRounds} times in between` } };
}

function unlessUnknown(facts: ChangeFacts, reason: string): ChangeFacts {
  return { ...facts, locks: { unknown: reason } };
}

type Taking = {
  readonly policy: Policy;
  readonly known: ChangeFacts;
  readonly decision: Decision;
  readonly seconds: number;
  readonly pace: Pace;
};

async function take(setting: Setting, { policy, known, decision, seconds, pace }: Taking): Promise<Taken> {
  const { event, runner, head, github } = setting;
  const holder = holderOf(setting);
  if (holder === null || github === null) return { kind: 'unknown', reason: 'only a run of a workflow can hold it' };
  const { takeLock } = await import('../github/lock.ts');
  const wanted: WantedLock = {
    environment: decision.environment,
    services: decision.services,
    holder,
    head,
    url: runner.runUrl,
    seconds,
  };
  const seen = new Set(
    known.locks === undefined || 'unknown' in known.locks ? [] : known.locks.map(({ holder }) => holder),
  );
  const touching = { services: decision.services ?? { unknown: 'they are not known' }, files: known.files };
  return await takeLock(await github(), {
    repository: { owner: event.owner, repo: event.repository },
    wanted,
    // What was judged already is in the way no longer: it was found to be a note, or somebody let the change pass.
    bars: (other) => !seen.has(other.holder) && relationOf(factOf(other), touching, policy.services).kind !== 'none',
    pace,
  });
}

/** The run that deploys: another one where the gate answers for it. */
export function holderOf({ event, runner }: Pick<Setting, 'event' | 'runner'>): string | null {
  const id = event.run?.id ?? runner.run.id;
  return id === null ? null : String(id);
}

function factOf({ holder, url, services, takenAt, until }: Lock): HeldLock {
  return { holder, url, takenAt, until, services: services ?? { unknown: 'the run did not know them' } };
}
