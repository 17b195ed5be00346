import type { Decision } from '../decision/decision.ts';
import type { Problem } from '../errors.ts';
import { detailSections } from './detail-sections.ts';
import { assemble, summaryRoom } from './fit.ts';
import { foldLines } from './fold.ts';
import type { Mode } from './outcome-words.ts';
import type { PolicyChange } from './policy-change.ts';
import { policyChangeSections } from './policy-change.ts';
import { problemsSection } from './not-judged.ts';
import { endLines } from './provenance.ts';
import { clockAt } from './words.ts';

export type SummaryContext = {
  readonly mode: Mode;
  readonly runUrl: string | null;
  /** What else the reader should know, such as a permission that is missing. */
  readonly notes?: readonly string[];
  /** What is doubtful in the policy. */
  readonly warnings?: readonly Problem[];
  /** Where a rule's place `file:line` can be read on the web; null where it cannot. */
  readonly sourceUrl?: (source: string) => string | null;
  /** What the policy that the change brings would make of it; null or left out where it brings none. */
  readonly policyChange?: PolicyChange | null;
};

const cellLimit = 2_000;

/** The job summary: the answer, then all detail open; at most 1 MiB. */
export function renderSummary(decision: Decision, context: SummaryContext): string {
  const clock = clockAt(decision.schedule.timezone, decision.evaluatedAt);
  const { sourceUrl = () => null, notes = [], warnings = [], policyChange = null, mode } = context;
  const style = {
    clock,
    sourceUrl,
    mode,
    notes,
    policyChange,
    previous: null,
    limit: cellLimit,
    tense: 'now',
  } as const;
  const sections = [
    ...(policyChange === null ? [] : policyChangeSections(policyChange, cellLimit)),
    ...detailSections(decision, { clock, sourceUrl, cellLimit, sources: 'full' }),
    problemsSection('Policy warnings', warnings, cellLimit),
  ];
  const bottom = ['', ...endLines(decision, clock, context.runUrl)];
  return assemble({ top: foldLines(decision, style), sections, bottom }, summaryRoom);
}
