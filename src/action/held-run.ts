import { decide } from '../decision/decide.ts';
import { isWaiting } from '../decision/waiting.ts';
import { GateError } from '../errors.ts';
import type { FailedRun } from '../github/failed-runs.ts';
import type { Policy } from '../policy/policy.ts';
import type { Fate } from '../report/held.ts';
import { day } from '../schedule/civil.ts';
import type { Judgement } from './judge-again.ts';
import { judgeQuietly } from './judge-again.ts';
import type { Scene, Setting } from './scene.ts';

/** Judges a failed run again: how it stands now, and whether only time was in its way when it failed. */
export async function judgeRun(setting: Setting, run: FailedRun): Promise<Fate> {
  try {
    return await fateOf(await judgeQuietly(settingOf(setting, run)), run);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return { kind: 'unjudged', reason: error.problem };
  }
}

/** The same change, as the run met it. */
function settingOf(setting: Setting, { event: name, head, branch: of, actor }: FailedRun): Setting {
  // A release is of a tag, which GitHub tells in the same place.
  const branch = name === 'release' ? null : of;
  const event = { ...setting.event, name, head, branch, actor, pull: null, mergeGroup: null, deployment: null };
  return { ...setting, inputs: { ...setting.inputs, head: null }, event };
}

async function fateOf({ scene, passage }: Judgement, run: FailedRun): Promise<Fate> {
  const { facts, decision } = passage;
  const policy = await policyThen(scene, run, passage);
  // INVARIANT: all but the clock and the policy is as it is now, so that what is in the way only since then is told as
  // held, not as other.
  const then = decide(policy, { ...facts, evaluatedAt: run.startedAt, lineage: 'ahead' });
  const codes = decision.findings.map(({ code }) => code);
  if (codes.includes('change/empty') || !wasClosed(then)) return { kind: 'other' };
  if (codes.includes('change/superseded')) return { kind: 'superseded' };
  if (decision.outcome !== 'approved') {
    const { nextOpening } = decision.schedule;
    return isWaiting(decision) ? { kind: 'waits', until: nextOpening } : { kind: 'held', outcome: decision.outcome };
  }
  return isTooOld(run, decision.evaluatedAt) ? { kind: 'too-old' } : { kind: 'ready' };
}

/** Its commit tells what was in force when it failed; a freeze may have been taken out of the policy since. */
async function policyThen(scene: Scene, { head }: FailedRun, { policy }: Judgement['passage']): Promise<Policy> {
  try {
    return (await scene.policyAt(head)).policy;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return policy;
  }
}

function wasClosed({ findings }: Judgement['passage']['decision']): boolean {
  return findings.some(({ code, effect }) => effect === 'block' && code.startsWith('schedule/'));
}

const oldestDays = 30;

function isTooOld({ createdAt }: FailedRun, now: string): boolean {
  return Date.parse(now) - Date.parse(createdAt) >= oldestDays * day;
}
