import { day } from './civil.ts';
import { ruleReader, soughtAhead } from './obstacle.ts';
import { doubtful } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import type { ChangeWindow, Freeze, Schedule } from './schedule.ts';
import { firstEndingAfter } from './timeline.ts';
import type { Span, Timeline } from './timeline.ts';
import { together } from './together.ts';
import { union } from './union.ts';

/** Freezes that close the gate throughout the 400 days from a day on, and rules that lie within another. */
export function problemsOfCover(schedule: Schedule, today: number): ScheduleProblems {
  const sought = { from: today * day, until: today * day + soughtAhead, lead: 0 };
  const read = ruleReader(schedule, sought);
  const { freezes, windows } = schedule;
  const isThroughout = (timeline: Timeline): boolean => covers(union([timeline], sought.until), sought);
  const alone = freezes.map((freeze) => freeze.during !== undefined && isThroughout(read(freeze).timeline));
  const endless = freezes.flatMap(({ id }, index) =>
    alone[index] === true
      ? [doubtful(`/freezes/${index}`, `the freeze \`${id}\` never ends within 400 days`, mend)]
      : [],
  );
  return [
    ...endless,
    ...(endless.length > 0 ? [] : coveredTogether(freezes, (all) => isThroughout(together(all.map(read), sought)))),
    ...within(
      windows,
      (rule) => `/windows/${windows.findIndex(({ id }) => id === rule.id)}`,
      (rule) => spansWithin(read(rule).timeline, sought),
    ),
    ...within(
      // What an exception opens does not stand for what it does not.
      freezes.filter(({ id }) => !schedule.exceptions.some((exception) => exception.freezes.includes(id))),
      (rule) => `/freezes/${freezes.findIndex(({ id }) => id === rule.id)}`,
      (rule) => spansWithin(read(rule).timeline, sought),
    ),
  ];
}

const mend = 'mend its dates, or say when it ends';

type Sought = { readonly from: number; readonly until: number };

function covers(timeline: Timeline, { from, until }: Sought): boolean {
  const span = timeline(from);
  return span !== null && span.start <= from && span.end >= until;
}

/** Freezes that hold for every change and leave no time between them. */
function coveredTogether(
  freezes: readonly Freeze[],
  isThroughout: (rules: readonly Freeze[]) => boolean,
): ScheduleProblems {
  const timed = freezes.filter((freeze) => freeze.during !== undefined && isForAll(freeze));
  const last = timed.at(-1);
  if (last === undefined || !isThroughout(timed)) return [];
  const names = timed.slice(0, 10).map(({ id }) => `\`${id}\``);
  const problem = `together the freezes ${names.join(', ')}${timed.length > 10 ? ', …' : ''} leave no time in 400 days`;
  return [doubtful(`/freezes/${freezes.indexOf(last)}`, problem, 'mend their dates')];
}

/** Whether a freeze holds for every change in every place. */
export function isForAll({ environments, services, changeTypes, riskLevels, when, effect }: Freeze): boolean {
  const limits = [environments, services, changeTypes, riskLevels, when];
  return effect !== 'note' && limits.every((limit) => limit === undefined);
}

// A schedule of thousands of rules was made by a program, and comparing their spans would take seconds.
const mostSpans = 20_000;

type Rule = ChangeWindow | Freeze;

/** Rules of which each span lies within one of another rule that is for the same changes, and means the same. */
function within(
  rules: readonly Rule[],
  pointer: (rule: Rule) => string,
  read: (rule: Rule) => readonly Span[],
): ScheduleProblems {
  const groups = new Map<string, Rule[]>();
  for (const rule of rules) groups.set(scopeOf(rule), [...(groups.get(scopeOf(rule)) ?? []), rule]);
  return [...groups.values()]
    .filter((group) => group.length > 1 && group.length <= mostSpans / 400)
    .flatMap((group) => withinGroup(group.map((rule) => ({ rule, spans: read(rule) }))))
    .map(({ rule, outer }) =>
      doubtful(
        pointer(rule),
        `\`${rule.id}\` adds nothing to \`${outer.id}\`, which holds whenever it does`,
        'remove it',
      ),
    );
}

function scopeOf(rule: Rule): string {
  const said = Object.entries(rule).filter(([key]) => !['id', 'because', 'source', 'during', 'timezone'].includes(key));
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}

type Spread = { readonly rule: Rule; readonly spans: readonly Span[] };

function withinGroup(group: readonly Spread[]): readonly { readonly rule: Rule; readonly outer: Rule }[] {
  return group.flatMap(({ rule, spans }, index) => {
    const outer = group.find((other, position) => {
      if (other.rule === rule || spans.length === 0 || !spans.every((span) => isIn(span, other.spans))) return false;
      // Of two that say the same, which is told elsewhere, or differ beyond what is looked at, the first is kept.
      return position < index || !other.spans.every((span) => isIn(span, spans));
    });
    const saysTheSame = JSON.stringify(outer?.rule.during) === JSON.stringify(rule.during);
    return outer === undefined || saysTheSame ? [] : [{ rule, outer: outer.rule }];
  });
}

function isIn(span: Span, spans: readonly Span[]): boolean {
  const first = firstEndingAfter(spans, span.end - 1);
  return first !== null && first.start <= span.start;
}

/** The spans of a timeline that begin in a stretch of time, and the one that goes on in it. */
export function spansWithin(timeline: Timeline, { from, until }: Sought): readonly Span[] {
  const spans: Span[] = [];
  for (let span = timeline(from); span !== null && span.start < until; span = timeline(span.end)) spans.push(span);
  return spans;
}
