import { incidentsFixed } from '../change/incidents.ts';
import { isUnknown } from '../change/facts.ts';
import type { OpenReview } from '../change/facts.ts';
import { dueAt, isOverdue } from '../change/reviews.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import { readDuration } from '../schedule/written.ts';
import type { CompleteFacts } from './complete.ts';

/** Notes what a change claims about incidents, and which post-implementation reviews wait to be finished. */
export function noteOperations(policy: Pick<Policy, 'reviews'>, facts: CompleteFacts): readonly Finding[] {
  return [...noteFix(facts), ...noteReviews(policy, facts)];
}

/** The claim opens what incidents close, so whoever approves the change should see it. */
function noteFix(facts: CompleteFacts): readonly Finding[] {
  if (facts.change.fixesIncident !== true) return [];
  const fixed = incidentsFixed(facts);
  const [first] = fixed;
  const names = fixed.map(({ number, title }) => `#${number} (${inWords(title)})`).join(', ');
  return [
    finding({
      code: 'change/fixes-incident',
      effect: 'note',
      problem: `it says that it fixes ${first === undefined ? 'an open incident' : `the incident ${names}`}`,
      remedy: 'look whether it does: rules about incidents believe it',
      facts: { incidents: fixed.map(({ number }) => number) },
    }),
  ];
}

const mostTold = 5;

function noteReviews({ reviews: rule }: Pick<Policy, 'reviews'>, facts: CompleteFacts): readonly Finding[] {
  const { reviews = [], evaluatedAt } = facts;
  if (isUnknown(reviews)) return [];
  const withinMilliseconds = readDuration(rule.within);
  const oldestFirst = reviews.toSorted((one, other) => Date.parse(one.openedAt) - Date.parse(other.openedAt));
  return oldestFirst.slice(0, mostTold).map((review) => {
    const isLate = isOverdue(review, { evaluatedAt, withinMilliseconds });
    return noteReview(review, { isLate, due: dueAt(review, withinMilliseconds) });
  });
}

function noteReview(review: OpenReview, { isLate, due }: { readonly isLate: boolean; readonly due: string }): Finding {
  const { number, title, owner, measures } = review;
  const day = due.slice(0, 10);
  const state = isLate ? `is overdue since ${day}` : `is due on ${day}`;
  return finding({
    code: isLate ? 'operations/review-overdue' : 'operations/review-open',
    effect: 'note',
    problem: `the post-implementation review #${number} (${inWords(title)}) ${state}${owner === null ? '' : `, with ${inWords(owner)}`}`,
    remedy: remedyFor(measures),
    facts: { review: number, due, owner, measures },
  });
}

function remedyFor(measures: OpenReview['measures']): string {
  if (measures.length === 0) return 'finish it, and close the issue';
  const shown = measures.slice(0, mostTold).map(inWords);
  const more = measures.length - shown.length;
  return `finish it, and close the issue; still to be done: ${shown.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
}

/** Words of others within a sentence: on one line, and without marks of ours. */
function inWords(text: string): string {
  const line = text.replaceAll(/[`\s]+/gu, ' ').trim();
  return line.length <= 120 ? line : `${line.slice(0, 119)}…`;
}
