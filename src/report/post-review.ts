// The issue in which people look back at an emergency, a rollback or a change that failed.
import { keyLine, reviewKey, subjectOfReview } from '../decision/review-key.ts';
import type { Finding } from '../finding/finding.ts';
import { asMarkdownLink, asMention, forMarkdown, plainText } from './escape.ts';
import { tableHead, tableRow, toMarkdown } from './markdown.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, code, listed, prose, say } from './phrase.ts';
import { reviewTemplate } from './review-template.generated.ts';
import { clockAt } from './words.ts';

/** What is to be looked back at. */
export type LookBack = {
  readonly kind: 'emergency' | 'rollback' | 'failure';
  readonly environment: string;
  /** What was live before; null: that is not known. */
  readonly base: string | null;
  readonly head: string;
  readonly services: readonly string[];
  /** Who declared it, or said that it failed. */
  readonly by: string | null;
  readonly reason: string | null;
  readonly incident: string | null;
  /** What would have been in its way. */
  readonly passed: readonly Pick<Finding, 'code' | 'problem'>[];
  readonly at: string;
  readonly due: string;
  /** A login or a team. */
  readonly owner: string | null;
  readonly timezone: string;
  readonly run: { readonly id: string | null; readonly url: string | null };
  /** The record of the decision, by its place in the ledger. */
  readonly record: { readonly path: string; readonly url: string } | null;
  /** The repository's own template for such an issue, as it stands; null: there is none. */
  readonly template: string | null;
};

/** An issue that is to be opened once. */
export type ReviewIssue = {
  /** How its text begins: open issues of ours that begin so are about the same. */
  readonly key: string;
  /** How it begins if the same run opened it. */
  readonly marker: string;
  readonly title: string;
  readonly body: string;
};

/** Tells what happened, and asks the questions of the template. */
export function renderReview(lookBack: LookBack): ReviewIssue {
  const { key, marker } = markersOf(lookBack);
  const { kind, environment } = lookBack;
  const title = `Post-implementation review: ${titles[kind]} in ${environment} (${shortCommit(subjectOfReview(lookBack))})`;
  const body = [
    marker,
    toMarkdown(
      say`${openings[kind](lookBack)} Look back at it, write down what is to be done, and close this issue.`,
      600,
    ),
    '',
    ...tableHead(['', '']),
    ...rowsOf(lookBack).map(([name, words]) => tableRow([name, words])),
    ...passedLines(lookBack),
    '',
    withoutFrontMatter(lookBack.template ?? reviewTemplate),
  ];
  return { key, marker, title: plainText(title, 200), body: body.join('\n') };
}

const titles = { emergency: 'emergency', rollback: 'rollback', failure: 'failed change' } as const satisfies Record<
  LookBack['kind'],
  string
>;

const openings = {
  emergency: ({ environment }) => say`An emergency change was let pass to ${code(environment)}.`,
  rollback: ({ environment }) => say`What was live in ${code(environment)} was taken back.`,
  failure: ({ environment }) => say`A change that went to ${code(environment)} failed.`,
} as const satisfies Record<LookBack['kind'], (lookBack: LookBack) => Phrase>;

function markersOf(lookBack: LookBack): { readonly key: string; readonly marker: string } {
  const key = keyLine(reviewKey(lookBack));
  return { key, marker: `${key}${/^\d+$/u.exec(lookBack.run.id ?? '')?.[0] ?? 'by-hand'} -->` };
}

type Row = readonly [name: string, words: string];

function rowsOf(lookBack: LookBack): readonly Row[] {
  const { base, head, services, by, reason, at, due, owner, timezone, run, record } = lookBack;
  const clock = clockAt(timezone, at);
  const range = say`${code(base === null ? 'unknown' : shortCommit(base))} → ${code(shortCommit(head))}`;
  const names = listed(
    services.map((name) => say`${code(name)}`),
    10,
  );
  const rows: readonly (Row | null)[] = [
    ['**Due**', `**${toMarkdown(say`${clock.short(due)} ${timezone}`, 100)}**`],
    owner === null ? null : ['**Owner**', asMention(owner)],
    ['When', toMarkdown(say`${clock.short(at)} ${timezone}`, 100)],
    ['Commits', toMarkdown(range, 100)],
    services.length === 0 ? null : ['Services', toMarkdown(names, 500)],
    by === null ? null : [lookBack.kind === 'failure' ? 'Said by' : 'Declared by', forMarkdown(by, 100)],
    reason === null ? null : ['Reason', toMarkdown(capitalised(say`${reason}`), 1_000)],
    incidentRow(lookBack),
    run.url === null ? null : ['Run', asMarkdownLink('the run that told of it', run.url)],
    record === null ? null : ['Record', asMarkdownLink(toMarkdown(say`${code(record.path)}`, 200), record.url)],
  ];
  return rows.flatMap((row) => (row === null ? [] : [row]));
}

/** An issue of the repository is linked, so that it shows the review too. */
function incidentRow({ incident }: LookBack): Row | null {
  if (incident === null) return null;
  const number = /^#?([1-9]\d{0,8})$/u.exec(incident.trim())?.[1];
  return ['Incident', number === undefined ? forMarkdown(incident, 200) : `#${number}`];
}

const mostPassed = 10;

function passedLines({ passed }: LookBack): readonly string[] {
  if (passed.length === 0) return [];
  const shown = passed.slice(0, mostPassed);
  const more = passed.length - shown.length;
  return [
    '',
    '**What it passed all the same**',
    '',
    ...shown.map((each) => `- ${toMarkdown(say`${code(each.code)}: ${prose(each.problem)}`, 400)}`),
    ...(more === 0 ? [] : [`- and ${more} more`]),
  ];
}

const longestTemplate = 20_000;

/** The head that GitHub reads an issue template by is none of its text. */
function withoutFrontMatter(template: string): string {
  const text = template.replaceAll('\r\n', '\n').slice(0, longestTemplate);
  const end = text.startsWith('---\n') ? text.indexOf('\n---\n', 3) : -1;
  return (end < 0 ? text : text.slice(end + '\n---\n'.length)).trim();
}

function shortCommit(commit: string): string {
  return /^[0-9a-f]{40,64}$/u.test(commit) ? commit.slice(0, 12) : commit;
}
