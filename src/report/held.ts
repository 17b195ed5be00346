// What became of the changes that waited for the schedule: for the job summary, and for pull requests whose change stays.
import { commentMarker } from './comment.ts';
import { asMarkdownLink } from './escape.ts';
import { tableHead, tableRow, toMarkdown } from './markdown.ts';
import { code, prose, say } from './phrase.ts';
import type { Phrase } from './phrase.ts';
import { counted } from './words.ts';

/** What becomes of a run that failed. */
export type Fate =
  /** The gate would let it pass now. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'started' }
  /** It may pass, but enough were started this time. */
  | { readonly kind: 'next-time' }
  | { readonly kind: 'refused'; readonly reason: string }
  /** Something newer is live. */
  | { readonly kind: 'superseded' }
  /** GitHub starts no run again that is older than 30 days. */
  | { readonly kind: 'too-old' }
  | { readonly kind: 'waits'; readonly until: string | null }
  /** The schedule is open, and something else is in the way. */
  | { readonly kind: 'held'; readonly outcome: 'needs-approval' | 'blocked' }
  /** It did not fail for the schedule. */
  | { readonly kind: 'other' }
  | { readonly kind: 'unjudged'; readonly reason: string };

export type HeldRun = {
  readonly run: { readonly id: number; readonly head: string; readonly url: string };
  readonly fate: Fate;
};

type Report = {
  readonly environment: string;
  /** Oldest first. */
  readonly runs: readonly HeldRun[];
  /** How many open pull requests with an answer were judged again, and how many there are that were not looked at. */
  readonly refreshed: { readonly count: number; readonly left: number };
  readonly problems: readonly string[];
};

const cellLimit = 1_000;

/** The job summary of one look at the changes that wait. */
export function renderHeld({ environment, runs, refreshed, problems }: Report): string {
  const started = runs.filter(({ fate }) => fate.kind === 'started').length;
  const title = started === 0 ? 'Nothing was started again' : `${counted(started, 'change')} started again`;
  const rows = runs.map(({ run, fate }) => {
    const words = toMarkdown(fateInWords(fate), cellLimit);
    return tableRow([
      toMarkdown(say`${code(run.head.slice(0, 12))}`, 50),
      asMarkdownLink(`run ${run.id}`, run.url),
      words,
    ]);
  });
  const lines = [
    `### ${toMarkdown(say`${title} for ${environment}`, 300)}`,
    ...(rows.length === 0
      ? ['', 'No change waits for the schedule.']
      : ['', ...tableHead(['Commit', 'Run', '']), ...rows]),
    ...refreshedLines(refreshed),
    ...problems.flatMap((problem) => ['', `> ${toMarkdown(prose(problem), cellLimit)}`]),
  ];
  return `${lines.join('\n')}\n`;
}

function refreshedLines({ count, left }: Report['refreshed']): readonly string[] {
  const more = left === 0 ? '' : ` ${left} more, changed longer ago, were not looked at.`;
  return count + left === 0 ? [] : ['', `${counted(count, 'open pull request')} judged again.${more}`];
}

type Stay = {
  readonly marker: string;
  readonly environment: string;
  readonly run: HeldRun['run'];
  readonly fate: Extract<Fate, { readonly kind: 'superseded' | 'too-old' }>;
};

/** The first line of the comment about a change that is not started again. */
export function heldMarker(environment: string): string {
  return commentMarker(environment).replace('change-gate', 'change-gate held');
}

/** The comment on the pull request of a change that waited for the schedule and is not started again. */
export function renderStay({ marker, environment, run, fate }: Stay): string {
  const commit = code(run.head.slice(0, 12));
  return [
    marker,
    `### ⏸ ${toMarkdown(say`Not started again for ${environment}`, 300)}`,
    '',
    toMarkdown(say`${commit} waited for the schedule, which is open now. ${stayReasons[fate.kind]}`, cellLimit),
    '',
    `**What to do:** ${stayRemedies[fate.kind]}`,
    '',
    `<sub>${asMarkdownLink('The run that waited', run.url)}</sub>`,
    '',
  ].join('\n');
}

const stayReasons = {
  superseded: 'Something newer has gone out meanwhile, with this change in it.',
  'too-old': 'GitHub starts no run again that is older than 30 days.',
} as const;

const stayRemedies = {
  superseded: 'Nothing.',
  'too-old': 'Start a new run of the workflow on this commit, or on a newer one.',
} as const;

function fateInWords(fate: Fate): Phrase {
  if (fate.kind === 'waits') return say`waits${fate.until === null ? '' : ` until ${fate.until}`}`;
  if (fate.kind === 'held') return heldWords[fate.outcome];
  if (fate.kind === 'refused') return say`could not be started again: ${prose(fate.reason)}`;
  if (fate.kind === 'unjudged') return say`could not be judged: ${prose(fate.reason)}`;
  return plainWords[fate.kind];
}

const heldWords = {
  'needs-approval': say`the schedule is open, but approvals are missing`,
  blocked: say`something else than the schedule blocks it`,
} as const;

const plainWords = {
  ready: say`may pass now`,
  started: say`started again`,
  'next-time': say`may pass now, and is started the next time`,
  superseded: say`left alone: something newer is live`,
  'too-old': say`left alone: older than 30 days`,
  other: say`did not wait for the schedule`,
} as const;
