import { day } from './civil.ts';
import { groupKey } from './in-scope.ts';
import { durationText } from './instant.ts';
import { isForAll, spansWithin } from './lint-cover.ts';
import { ruleReader, soughtAhead } from './obstacle.ts';
import { doubtful } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import type { ChangeWindow, Freeze, Schedule } from './schedule.ts';
import { subtract } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';
import { together } from './together.ts';
import { readDuration } from './written.ts';

/** Windows that open nothing in the 400 days from a day on: past, frozen throughout, or shorter than the runway. */
export function problemsOfReach(schedule: Schedule, today: number): ScheduleProblems {
  const sought = { from: today * day, until: today * day + soughtAhead };
  const read = ruleReader(schedule, { ...sought, lead: 0 });
  const all = (rules: readonly (ChangeWindow | Freeze)[]): Timeline =>
    together(rules.map(read), { ...sought, lead: 0 });
  const frozen = spansWithin(all(schedule.freezes.filter(isForAll)), sought);
  const runway = readDuration(schedule.runway);
  const keys = new Set(schedule.windows.map(groupKey));
  const groups = new Map([...keys].map((key) => [key, spansWithin(all(inGroup(schedule, key)), sought)]));
  return schedule.windows.flatMap((window, index) => {
    const spans = spansWithin(all([window]), sought);
    const group = groups.get(groupKey(window)) ?? [];
    const findings = [
      { isSo: spans.length === 0, ...words.never },
      { isSo: !hasSpan(subtract(all([window]), frozen), sought), ...words.frozen },
      { isSo: longestAround(spans, group) < runway, ...words.short(runway) },
    ];
    const { problem, remedy } = findings.find(({ isSo }) => isSo) ?? {};
    if (problem === undefined) return [];
    return [doubtful(`/windows/${index}`, `the window \`${window.id}\` ${problem}`, remedy)];
  });
}

const words = {
  never: { problem: 'does not open within 400 days', remedy: 'remove it, or mend its dates' },
  frozen: { problem: 'is frozen whenever it would open', remedy: 'mend the window or the freeze' },
  short: (runway: number) => ({
    problem: `is never open as long as the runway of ${durationText(runway)}`,
    remedy: 'lengthen the window, or shorten the runway',
  }),
};

function inGroup({ windows }: Schedule, key: string): readonly ChangeWindow[] {
  return windows.filter((window) => groupKey(window) === key);
}

type Sought = { readonly from: number; readonly until: number };

function hasSpan(timeline: Timeline, { from, until }: Sought): boolean {
  const first = timeline(from);
  return first !== null && first.start < until;
}

/** The length of the longest of the merged spans that hold one of the spans. */
function longestAround(spans: readonly Span[], merged: readonly Span[]): number {
  const around = merged.filter(({ start, end }) => spans.some((span) => span.start >= start && span.end <= end));
  return Math.max(0, ...around.map(({ start, end }) => end - start));
}
