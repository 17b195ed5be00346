import { isUnknown } from '../change/facts.ts';
import type { JudgedChange } from '../rule/rule.ts';
import { permits, restricts, restrictsService } from '../rule/scope.ts';
import { effectFor, groupWindows } from './in-scope.ts';
import type { FreezeInScope, InScope, WindowGroup, WindowInScope } from './in-scope.ts';
import type { ChangeWindow, Schedule } from './schedule.ts';

/** The rules of a schedule that bear on a change. Conditions are decided once, as things are now. */
export function inScopeOfChange(schedule: Schedule, change: JudgedChange): InScope {
  return {
    freezes: freezesFor(schedule, change),
    groups: groupsFor(schedule.windows, change),
    outsideEffect: effectFor(schedule.outsideWindows, change.changeType),
    exceptions: schedule.exceptions.filter((exception) => permits(exception, change).applies),
  };
}

function freezesFor({ freezes }: Schedule, change: JudgedChange): readonly FreezeInScope[] {
  return freezes.flatMap((freeze) => {
    const effect = effectFor(freeze, change.changeType);
    if (effect === null) return [];
    const { applies, facts, assumed } = restricts(freeze, change);
    return applies ? [{ freeze, effect, facts, assumed }] : [];
  });
}

/** The groups of each service: windows that are only another service's open nothing for this one. */
function groupsFor(windows: readonly ChangeWindow[], change: JudgedChange): readonly WindowGroup[] {
  const { services } = change.facts;
  if (isUnknown(services)) return groupWindows(windowsFor(windows, (window) => restricts(window, change)));
  const each = services.length === 0 ? [null] : services;
  const groups = each.flatMap((service) =>
    groupWindows(windowsFor(windows, (window) => restrictsService(window, change, service))),
  );
  return distinct(groups);
}

type Scope = (window: ChangeWindow) => ReturnType<typeof restricts>;

function windowsFor(windows: readonly ChangeWindow[], scope: Scope): readonly WindowInScope[] {
  return windows.flatMap((window) => {
    const { applies, facts, assumed } = scope(window);
    return applies ? [{ window, addsTime: assumed.length === 0, facts, assumed }] : [];
  });
}

function distinct(groups: readonly WindowGroup[]): readonly WindowGroup[] {
  const byWindows = new Map(groups.map((group) => [keyOf(group), group]));
  return [...byWindows.values()];
}

function keyOf({ windows }: WindowGroup): string {
  return windows.map(({ window, addsTime }) => `${window.id} ${addsTime}`).join(',');
}
