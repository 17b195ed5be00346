import type { Setting } from './during.ts';
import type { During } from './schedule.ts';
import type { Timeline } from './timeline.ts';
import { union } from './union.ts';
import { weeklyTogether } from './weekly-pattern.ts';
import type { WeeklyRule } from './weekly-pattern.ts';
import { weeklyStretchesOf } from './weekly-stretches.ts';
import type { Zone } from './zone.ts';

/** A rule with its timeline. */
export type TimedRule = {
  readonly timeline: Timeline;
  /** What it is made of, if it is that and nothing more. */
  readonly made: { readonly during: During; readonly setting: Setting } | null;
};

/** `lead`: how much earlier than what it is made of each span of a rule begins. */
type Sought = { readonly from: number; readonly until: number; readonly lead: number };

/**
 * All spans of some rules, with those that touch or overlap made one. Rules that come every week are put together first:
 * a thousand of them are a thousand spans a day otherwise.
 */
export function together(rules: readonly TimedRule[], { from, until, lead }: Sought): Timeline {
  const others: Timeline[] = [];
  const weekly = new Map<Zone, WeeklyRule[]>();
  for (const { timeline, made } of rules) {
    const stretches = made === null ? null : weeklyStretchesOf(made, { from, lead });
    if (made === null || stretches === null) others.push(timeline);
    else addTo(weekly, made.setting.zone, { stretches, timeline });
  }
  const patterns = [...weekly].map(([zone, ofZone]) => weeklyTogether(ofZone, { zone, horizon: until }));
  return union([...others, ...patterns], until);
}

function addTo(weekly: Map<Zone, WeeklyRule[]>, zone: Zone, rule: WeeklyRule): void {
  const known = weekly.get(zone);
  if (known === undefined) weekly.set(zone, [rule]);
  else known.push(rule);
}
