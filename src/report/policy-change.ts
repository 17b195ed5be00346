// What a change that edits the policy would do to the gate, shown beside the answer of the policy that is in force.
import type { Decision } from '../decision/decision.ts';
import type { Problem } from '../errors.ts';
import type { CalendarDiff } from './calendar-diff.ts';
import { calendarDiffItems, hoursInWords } from './calendar-diff-words.ts';
import type { Section } from './fit.ts';
import { toMarkdown } from './markdown.ts';
import { problemsSection } from './not-judged.ts';
import type { Phrase } from './phrase.ts';
import { code, joined, prose, say, strong } from './phrase.ts';
import { pastLine, pastSections } from './policy-past.ts';
import type { PolicyPast } from './policy-past.ts';
import { outcomeWords, sinceInWords } from './since-words.ts';
import { counted } from './words.ts';

/** What the schedule of a new policy opens and closes; `service` null: for changes of no service. */
export type ScheduleChange = { readonly service: string | null; readonly diff: CalendarDiff };

/** How the policy that a change brings would judge that very change, and how those before it. */
export type PolicyChange =
  | {
      readonly kind: 'judged';
      readonly before: Decision;
      readonly after: Decision;
      /** Without those that open and close nothing, or nothing that the first does not. */
      readonly schedules: readonly ScheduleChange[];
      readonly timezone: string;
      readonly past: PolicyPast;
    }
  /** It could not judge anything. */
  | { readonly kind: 'broken'; readonly problems: readonly Problem[] }
  | { readonly kind: 'unseen'; readonly reason: string };

type Judged = Extract<PolicyChange, { readonly kind: 'judged' }>;

/** Two or three lines of Markdown for the dozen that answer. */
export function policyChangeLines(change: PolicyChange, limit: number): readonly string[] {
  return wordsOf(change).map(([name, words]) => `- **${name}** ${toMarkdown(words, limit - name.length)}`);
}

/** All of what it flips, closes and opens, or all that is wrong with it. */
export function policyChangeSections(change: PolicyChange, cellLimit: number): readonly Section[] {
  if (change.kind === 'unseen') return [];
  if (change.kind === 'broken') return [problemsSection(`${ownPolicy}: problems`, change.problems, cellLimit)];
  return [...pastSections(change.past, cellLimit), ...scheduleSections(change, cellLimit)];
}

const ownPolicy = 'The policy in this change';
const ownSchedule = 'The schedule in this change';

type Line = readonly [name: string, words: Phrase];

function wordsOf(change: PolicyChange): readonly Line[] {
  if (change.kind === 'unseen')
    return [[ownPolicy, say`could not be seen, and judges nothing: ${prose(change.reason)}`]];
  if (change.kind === 'judged') return [[ownPolicy, effectOf(change)], pastLine(change.past), ...scheduleLines(change)];
  const errors = change.problems.filter(({ severity }) => severity === 'error').length;
  return [[ownPolicy, say`has ${strong(counted(errors, 'error'))}: merged like this, no change could be judged`]];
}

function effectOf({ before, after }: Judged): Phrase {
  const difference = sinceInWords(before, after);
  const again = say`would say the same of it: ${outcomeWords[after.outcome]}, risk ${after.risk.score}`;
  return difference === null ? again : say`would judge it otherwise: ${difference}`;
}

function scheduleSections({ schedules, timezone }: Judged, cellLimit: number): readonly Section[] {
  return schedules.map(({ service, diff }) => ({
    title: `${ownSchedule}${service === null ? '' : ` for ${toMarkdown(say`${code(service)}`, 100)}`}`,
    head: [],
    rows: calendarDiffItems(diff, { timezone, limit: 20 }).map((words) => () => `- ${toMarkdown(words, cellLimit)}`),
  }));
}

const itemsInBrief = 1;

function scheduleLines({ schedules, timezone }: Judged): readonly Line[] {
  const [first, ...others] = schedules;
  if (first === undefined) return [];
  const place = first.service === null ? [] : say` for ${code(first.service)}`;
  const items = calendarDiffItems(first.diff, { timezone, limit: itemsInBrief });
  const more = others.length === 0 ? '' : `; ${counted(others.length, 'service')} otherwise, see below`;
  return [
    [ownSchedule, say`newly ${hoursInWords(first.diff)} in the next 13 months${place}: ${joined(items, '; ')}${more}`],
  ];
}
