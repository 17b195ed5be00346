import type { Assumption, Effect } from '../finding/finding.ts';
import type { ChangeWindow, Exception, Freeze } from './schedule.ts';

/** The facts that a rule's scope looked at, and what of them was taken as the worse case. */
export type Seen = { readonly facts: Readonly<Record<string, unknown>>; readonly assumed: readonly Assumption[] };

export type FreezeInScope = Seen & { readonly freeze: Freeze; readonly effect: Effect };

/** A window in scope; one that is so only because something is unknown adds no time. */
export type WindowInScope = Seen & { readonly window: ChangeWindow; readonly addsTime: boolean };

/** Windows of which one must be open. */
export type WindowGroup = { readonly windows: readonly WindowInScope[]; readonly isLocked: boolean };

/** The rules of a schedule that bear on a change, or on a place in a calendar. */
export type InScope = {
  readonly freezes: readonly FreezeInScope[];
  readonly groups: readonly WindowGroup[];
  /** Null: a change outside its windows is let through. */
  readonly outsideEffect: Effect | null;
  readonly exceptions: readonly Exception[];
};

/**
 * Windows as groups: those with the same change types and risk levels, locked ones apart. A locked window counts with
 * those of its own policy only, or whoever extends that policy could widen it.
 */
export function groupWindows(windows: readonly WindowInScope[]): readonly WindowGroup[] {
  const groups = new Map<string, WindowInScope[]>();
  for (const each of windows) {
    const key = groupKey(each.window);
    const group = groups.get(key) ?? [];
    groups.set(key, [...group, each]);
  }
  return [...groups.values()].map((group) => ({
    windows: group,
    isLocked: group.some(({ window }) => window.locked === true),
  }));
}

/** The key of the group that a window is in. */
export function groupKey({ changeTypes, riskLevels, locked, source }: ChangeWindow): string {
  const folder = locked === true ? source.replace(/[^/]*$/u, '') : null;
  return JSON.stringify([inOrder(changeTypes), inOrder(riskLevels), folder]);
}

function inOrder(words: readonly string[] | undefined): readonly string[] | null {
  return words === undefined ? null : [...new Set(words)].sort();
}

/** What a rule means for a change type; null if it lets emergencies through and this is one. */
export function effectFor(
  rule: { readonly effect: Effect; readonly emergency: Freeze['emergency'] },
  changeType: 'standard' | 'normal' | 'emergency',
): Effect | null {
  if (changeType !== 'emergency') return rule.effect;
  return rule.emergency === 'allow' ? null : rule.emergency;
}
