import type { Decision } from '../decision/decision.ts';
import type { Finding } from '../finding/finding.ts';
import { plainText } from './escape.ts';
import type { Mode } from './outcome-words.ts';
import { decisiveFinding, titleOf, unblockBriefly, whyOf } from './outcome-words.ts';
import type { Color, Look } from './paint.ts';
import { painter } from './paint.ts';
import { assumedInWords, laneInWords, rollbackInWords, scheduleInWords } from './part-words.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, code, prose, say } from './phrase.ts';
import type { Page } from './page.ts';
import { named } from './page.ts';
import { runbooksInWords } from './service-words.ts';
import { approvalLines, findingLines, riskLines } from './terminal-blocks.ts';
import type { Clock } from './words.ts';
import { clockAt } from './words.ts';
import { wrapped } from './wrap.ts';

export type TerminalOptions = {
  readonly color: Color;
  /** Columns; lines are held between 40 and 120. */
  readonly width: number;
  readonly mode?: Mode;
};

const marks = {
  approved: ['✓', 'green'],
  'needs-approval': ['!', 'yellow'],
  blocked: ['✗', 'red'],
} as const satisfies Record<Decision['outcome'], readonly [mark: string, look: Look]>;

/** A decision for people at a terminal: the answer first, what to do last. Ends with a line end. */
export function renderTerminal(decision: Decision, options: TerminalOptions): string {
  const clock = clockAt(decision.schedule.timezone, decision.evaluatedAt);
  const page: Page = { color: options.color, width: Math.min(120, Math.max(40, options.width)), clock };
  const blocks = [
    answer(decision, page, options.mode ?? 'enforce'),
    riskLines(decision.risk, page),
    facets(decision, page),
    approvalLines(decision, page),
    findingLines(decision, page),
    unblock(decision, page),
  ];
  const told = blocks.filter((lines) => lines.length > 0).map((lines) => lines.join('\n'));
  return `${told.join('\n\n')}\n`;
}

function answer(decision: Decision, page: Page, mode: Mode): readonly string[] {
  const [mark, look] = marks[decision.outcome];
  const paint = painter(page.color);
  const title = wrapped(say`${titleOf(decision, page.clock, mode)}`, { ...page, color: 'none', indent: 2, lead: mark });
  const finding = decisiveFinding(decision);
  const source = finding?.source ?? null;
  const place = source === null ? [] : say` (${code(source)})`;
  const link = finding?.link === undefined ? [] : say` ${finding.link.url}`;
  const lane = laneInWords(decision);
  return [
    ...title.map((line) => paint('bold', paint(look, line))),
    ...wrapped(say`${capitalised(whyOf(decision))}${place}${link}`, { ...page, indent: 2 }),
    ...(finding === null ? [] : remedyLines(finding, page)),
    ...(lane === null ? [] : wrapped(capitalised(lane), { ...page, indent: 2 })),
    ...wrapped(about(decision, page.clock), { ...page, indent: 2 }).map((line) => paint('dim', line)),
  ];
}

/** What to do about the reason; what the time or people settle stands among what unblocks it. */
function remedyLines({ code: what, remedy }: Finding, page: Page): readonly string[] {
  if (remedy === null || /^(?:schedule|approvals|lane)\//u.test(what)) return [];
  return wrapped(capitalised(prose(remedy)), { ...page, indent: 4, lead: '  →' });
}

/** What was judged, and as of when. */
function about(decision: Decision, clock: Clock): Phrase {
  const { changeType, changeModel, base, head, services, evaluatedAt } = decision;
  const model = changeModel === null ? '' : ` (${changeModel})`;
  const touched = services === null ? 'unknown services' : services.slice(0, 5).join(', ');
  const range = `${shortCommit(base)}..${shortCommit(head)}`;
  const of = touched === '' ? '' : ` of ${touched}`;
  return say`${changeType} change${model}${of}, ${range}, judged ${clock.full(evaluatedAt)}`;
}

function shortCommit(commit: string | null): string {
  return commit === null ? '?' : plainText(commit, 100).replace(/^([0-9a-f]{12})[0-9a-f]{28,}$/u, '$1');
}

function facets(decision: Decision, page: Page): readonly string[] {
  const assumed = assumedInWords(decision, 3);
  const runbooks = runbooksInWords(decision, () => null);
  return [
    ...named('Schedule', scheduleInWords(decision, page.clock, 'now'), page),
    ...named('Rollback', rollbackInWords(decision), page),
    ...(runbooks === null ? [] : named('Runbook', runbooks, page)),
    ...(assumed === null ? [] : named('Unknown', assumed, page)),
  ];
}

function unblock(decision: Decision, page: Page): readonly string[] {
  const steps = decision.unblock.map((step) => unblockBriefly(step, page.clock));
  if (steps.length === 0) return [];
  const shown = steps.length <= 6 ? steps : steps.slice(0, 5);
  const more = steps.length - shown.length;
  return [
    painter(page.color)('bold', 'What unblocks it'),
    ...shown.flatMap((step, index) => wrapped(step, { ...page, indent: 5, lead: `  ${index + 1}.` })),
    ...(more === 0 ? [] : [`  and ${more} more: see \`--json\``]),
  ];
}
