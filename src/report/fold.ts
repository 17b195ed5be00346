// The dozen lines that answer: what, why, what to do, when.
import type { Decision } from '../decision/decision.ts';
import { sourceInWords } from './detail-sections.ts';
import { toMarkdown } from './markdown.ts';
import type { Mode } from './outcome-words.ts';
import { decisiveFinding, titleOf, unblockSteps, whyOf } from './outcome-words.ts';
import {
  approvalsInWords,
  assumedInWords,
  laneInWords,
  riskFactors,
  riskInWords,
  rollbackInWords,
  scheduleInWords,
  waysToLower,
} from './part-words.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, prose, say, strong } from './phrase.ts';
import type { PolicyChange } from './policy-change.ts';
import { policyChangeLines } from './policy-change.ts';
import type { SaidBefore } from './said.ts';
import { runbooksInWords } from './service-words.ts';
import { sinceInWords } from './since-words.ts';
import type { Clock } from './words.ts';

export type FoldStyle = {
  readonly clock: Clock;
  readonly mode: Mode;
  readonly sourceUrl: (source: string) => string | null;
  /** What was said before, to say what changed since; null: nothing, or nobody knows. */
  readonly previous: SaidBefore | null;
  readonly notes: readonly string[];
  /** What the policy that the change brings would make of it; null or left out where it brings none. */
  readonly policyChange?: PolicyChange | null;
  /** The most characters of one line, as read. */
  readonly limit: number;
  /** `forecast` where the change is not merged yet. */
  readonly tense: 'now' | 'forecast';
};

const symbols = { approved: '✅', 'needs-approval': '✋', blocked: '⛔' } as const;
const stepsShown = 4;

/** How the line begins that tells what changed. */
export const sinceName = 'Since last time';

/** The answer in about a dozen lines of Markdown. */
export function foldLines(decision: Decision, style: FoldStyle): readonly string[] {
  const paragraphs = [
    [`### ${symbols[decision.outcome]} ${toMarkdown(say`${titleOf(decision, style.clock, style.mode)}`, style.limit)}`],
    [toMarkdown(reason(decision, style), style.limit)],
    steps(decision, style),
    [...parts(decision, style), ...policyLines(style)],
    approvalCommand(decision, style),
    style.notes.map((note) => `> ${toMarkdown(capitalised(prose(note)), style.limit)}`),
  ];
  return paragraphs
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function reason(decision: Decision, style: FoldStyle): Phrase {
  const place = sourceInWords(decisiveFinding(decision)?.source ?? null, { ...style, sources: 'short' });
  const why = capitalised(whyOf(decision));
  const sentence = place.length === 0 ? say`${why}.` : say`${why} (${place}).`;
  return style.mode === 'advise' ? say`${strong('Advice only: nothing is stopped here.')} ${sentence}` : sentence;
}

function steps(decision: Decision, style: FoldStyle): readonly string[] {
  const all = unblockSteps(decision, style.clock).map((step) => toMarkdown(capitalised(step), style.limit));
  const [only, ...others] = all;
  if (only === undefined) return [];
  if (others.length === 0) return [`**What unblocks it:** ${only}`];
  const shown = all.length <= stepsShown ? all : all.slice(0, stepsShown - 1);
  const more = all.length - shown.length;
  return [
    '**What unblocks it**',
    ...shown.map((step, index) => `${index + 1}. ${step}`),
    ...(more === 0 ? [] : [`${shown.length + 1}. …and ${more} more, below`]),
  ];
}

function parts(decision: Decision, style: FoldStyle): readonly string[] {
  const { clock, tense, previous } = style;
  const lines: readonly (readonly [name: string, words: Phrase | null])[] = [
    [laneName(decision), laneInWords(decision)],
    ['Risk', risk(decision)],
    ['Schedule', scheduleInWords(decision, clock, tense)],
    ['Rollback', rollbackInWords(decision)],
    ['Runbook', runbooksInWords(decision, style.sourceUrl)],
    ['Approvals', approvalsInWords(decision)],
    ['Unknown', assumedInWords(decision, 2)],
    [sinceName, previous === null ? null : sinceInWords(previous, decision)],
  ];
  return lines.flatMap(([name, words]) =>
    words === null ? [] : [`- **${name}** ${toMarkdown(words, style.limit - name.length)}`],
  );
}

function policyLines({ policyChange = null, limit }: FoldStyle): readonly string[] {
  return policyChange === null ? [] : policyChangeLines(policyChange, limit);
}

function laneName({ lane }: Decision): string {
  return lane === 'rollback' ? 'Declared' : 'Emergency';
}

function risk(decision: Decision): Phrase {
  const factors = riskFactors(decision.risk, 3);
  const said = say`${strong(riskInWords(decision.risk))}${factors.length === 0 ? '' : ': '}${factors}.`;
  const lower = decision.risk.level === 'low' ? [] : waysToLower(decision.risk, 2);
  return lower.length === 0 ? said : say`${said} To lower it: ${lower}.`;
}

/** The line that an approver copies: it names the commit, so that nothing else is approved by it. */
function approvalCommand({ unblock, head }: Decision, { tense }: FoldStyle): readonly string[] {
  const wanted = unblock.some(({ by }) => by.length > 0);
  if (tense === 'now' || !wanted || head === null || !/^[0-9a-f]{12,64}$/u.test(head)) return [];
  return [
    'To approve, review this pull request or comment:',
    '```',
    `/change-gate approve ${head.slice(0, 12)}`,
    '```',
  ];
}
