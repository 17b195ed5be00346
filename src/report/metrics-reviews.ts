import type { Metrics, Review } from '../metrics/figures.ts';
import type { MetricsSection, MetricsTable } from './metrics-section.ts';
import { numbers, tableOf, words } from './metrics-section.ts';
import { commitInWords, cutInWords, dayIn, mostRows, servicesInWords } from './metrics-words.ts';
import { counted, numberInWords } from './words.ts';

/** What must be looked back at, and what is open of it. */
export function reviewsSection({ reviews, openReviews, evaluatedAt }: Metrics): MetricsSection {
  const overdue = (openReviews ?? []).filter(({ isOverdue }) => isOverdue).length;
  const shown = reviews.filter(({ state }) => state === 'unknown' || state === 'missing').toReversed();
  return {
    id: 'reviews',
    title: 'Post-implementation reviews',
    alarms: overdue === 0 ? [] : [`${counted(overdue, 'review')} ${overdue === 1 ? 'is' : 'are'} overdue.`],
    sentences: [
      ...(reviews.length === 0 ? ['Nothing was to be reviewed: no emergency, no rollback, no failure.'] : []),
      ...(openReviews === null ? [] : [openInWords(reviews, openReviews)]),
      ...missingInWords(reviews),
      ...unknownInWords(reviews, evaluatedAt),
      ...cutInWords(shown.length),
    ],
    entries: [],
    tables: [...openTable(openReviews ?? []), ...withoutIssue(shown)],
  };
}

type Open = NonNullable<Metrics['openReviews']>;

function openInWords(reviews: readonly Review[], open: Open): string {
  const held = reviews.filter(({ state }) => state === 'closed').length;
  const all = `${counted(reviews.length, 'review')} that must be`;
  return `By the issues ${numberInWords(open.length)} ${open.length === 1 ? 'is' : 'are'} open; of ${all} ${numberInWords(held)} ${held === 1 ? 'was' : 'were'} held and closed.`;
}

function missingInWords(reviews: readonly Review[]): readonly string[] {
  const missing = reviews.filter(({ state }) => state === 'missing').length;
  return missing === 0 ? [] : [`Of ${counted(missing, 'review')} that must be there is no issue: nobody opened it.`];
}

function unknownInWords(reviews: readonly Review[], evaluatedAt: string): readonly string[] {
  const unknown = reviews.filter(({ state }) => state === 'unknown');
  if (unknown.length === 0) return [];
  const past = unknown.filter(({ dueAt }) => Date.parse(dueAt) <= Date.parse(evaluatedAt)).length;
  return [
    `Of ${counted(unknown.length, 'review')} that must be, ${past} due by now, records do not tell whether they were held: their issues do, which \`--github\` reads.`,
  ];
}

function openTable(open: Open): readonly MetricsTable[] {
  return tableOf(
    [words('due'), words('state'), words('issue'), words('owner'), numbers('measures left')],
    open
      .slice(0, mostRows)
      .map(({ dueAt, isOverdue, issue, title, owner, measures }) => [
        dayIn(dueAt),
        isOverdue ? 'overdue' : 'open',
        `#${issue} ${title}`,
        owner ?? 'nobody',
        numberInWords(measures),
      ]),
  );
}

function withoutIssue(reviews: readonly Review[]): readonly MetricsTable[] {
  return tableOf(
    [words('due'), words('of'), words('commit'), words('services'), words('state')],
    reviews
      .slice(0, mostRows)
      .map(({ dueAt, cause, head, services, state }) => [
        dayIn(dueAt),
        cause,
        commitInWords(head),
        servicesInWords(services),
        state === 'missing' ? 'no issue' : 'not known',
      ]),
  );
}
