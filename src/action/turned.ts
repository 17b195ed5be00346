import { digestOf } from '../decision/digest.ts';
import { GateError } from '../errors.ts';
import type { GoodRun } from '../github/open-pulls.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import { calendarAt } from '../schedule/calendar.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Setting } from './scene.ts';
import { openScene } from './scene.ts';

/**
 * Whether answers of a run before may be stale: the schedule opened or closed since, for changes of no service or of any
 * that the policy knows; or the policy is another one.
 */
export async function hasTurned(setting: Setting, { at, head }: GoodRun): Promise<boolean> {
  const policy = await policyOn(setting, null);
  const before = await policyBefore(setting, head);
  if (before === null || digestOf(before) !== digestOf(policy)) return true;
  const environment = setting.inputs.environment ?? assumedEnvironment;
  const places = [[], ...Object.keys(policy.services).map((service) => [service])];
  return places.some((services) => {
    const [then, now] = [at, setting.runner.now()].map((each) => isOpen(policy, { environment, services }, each));
    return then !== now;
  });
}

/** The policy that is trusted on the commit of the run, or on another one. */
async function policyOn(setting: Setting, head: string | null): Promise<Policy> {
  const event = head === null ? setting.event : { ...setting.event, head };
  const scene = await openScene({ ...setting, event, inputs: { ...setting.inputs, head: null } });
  return (await scene.loadPolicy()).policy;
}

/** Null where it is not to be had any more, or was wrong then. */
async function policyBefore(setting: Setting, head: string): Promise<Policy | null> {
  try {
    return await policyOn(setting, head);
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return null;
  }
}

type Place = { readonly environment: string; readonly services: readonly string[] };

function isOpen(policy: Policy, place: Place, at: string): boolean {
  return calendarAt({ ...place, schedule: policy.schedule, runways: runwaysOf(policy) }, at).open;
}
