import { digestOf } from '../decision/digest.ts';
import { GateError } from '../errors.ts';
import type { GoodRun } from '../github/open-pulls.ts';
import type { Policy } from '../policy/policy.ts';
import { runwaysOf } from '../policy/runways.ts';
import { calendarAt } from '../schedule/calendar.ts';
import type { Schedule } from '../schedule/schedule.ts';
import { assumedEnvironment } from './inputs.ts';
import type { Scene, Setting } from './scene.ts';
import { openScene } from './scene.ts';

/**
 * Whether answers of a run before may be stale: the schedule opened or closed since, for changes of no service or of any
 * that the policy knows; or the policy is another one.
 */
export async function hasTurned(setting: Setting, { at, head }: GoodRun): Promise<boolean> {
  const scene = await openScene({ ...setting, inputs: { ...setting.inputs, head: null } });
  const { policy } = await scene.loadPolicy();
  const before = await policyBefore(scene, head);
  if (before === null || digestOf(before) !== digestOf(policy)) return true;
  const environment = setting.inputs.environment ?? assumedEnvironment;
  return hasScheduleTurned(policy, { environment, before: at, now: setting.runner.now() });
}

/** Null where it is not to be had any more, or was wrong then. */
async function policyBefore(scene: Scene, head: string): Promise<Policy | null> {
  try {
    return (await scene.policyAt(head)).policy;
  } catch (error) {
    if (!(error instanceof GateError)) throw error;
    return null;
  }
}

type Times = { readonly environment: string; readonly before: string; readonly now: string };

/** Whether between two instants the schedule opened or closed for some change. */
export function hasScheduleTurned(
  { schedule, services: catalogue }: Pick<Policy, 'schedule' | 'services'>,
  { environment, before, now }: Times,
): boolean {
  if (schedule === null) return false;
  const runways = runwaysOf({ services: catalogue });
  const places = [[], ...Object.keys(catalogue).map((service) => [service])];
  const isOpen = (of: Schedule, services: readonly string[], at: string): boolean =>
    calendarAt({ environment, services, schedule: of, runways }, at).open;
  const hasTurnedIn = (of: Schedule, services: readonly string[]): boolean =>
    isOpen(of, services, before) !== isOpen(of, services, now);
  return (
    places.some((services) => hasTurnedIn(schedule, services)) ||
    rulesAlone(schedule).some((alone) => hasTurnedIn(alone, []))
  );
}

/**
 * The schedule of each rule that is in force for some changes only, as if it were for all: which those are, a calendar
 * does not know.
 */
function rulesAlone(schedule: Schedule): readonly Schedule[] {
  const none = { ...schedule, windows: [], freezes: [], exceptions: [] };
  return [
    ...schedule.windows.filter(isForSome).map((window) => ({ ...none, windows: [forAll(window)] })),
    ...schedule.freezes.filter(isForSome).map((freeze) => ({ ...none, freezes: [forAll(freeze)] })),
  ];
}

type Rule = Schedule['windows'][number] | Schedule['freezes'][number];

function isForSome({ when, riskLevels, changeTypes }: Rule): boolean {
  return when !== undefined || riskLevels !== undefined || changeTypes !== undefined;
}

function forAll<R extends Rule>({ when: _when, riskLevels: _levels, changeTypes: _types, services: _of, ...rule }: R) {
  return rule;
}
