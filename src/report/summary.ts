import type { Decision } from '../decision/decision.ts';
import type { Problem } from '../errors.ts';
import { detailSections } from './detail-sections.ts';
import { assemble, summaryRoom } from './fit.ts';
import { foldLines } from './fold.ts';
import type { Mode } from './outcome-words.ts';
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
};

const cellLimit = 2_000;

/** The job summary: the answer, then all detail open; at most 1 MiB. */
export function renderSummary(decision: Decision, context: SummaryContext): string {
  const clock = clockAt(decision.schedule.timezone, decision.evaluatedAt);
  const { sourceUrl = () => null, notes = [], warnings = [], mode } = context;
  const style = { clock, sourceUrl, mode, notes, previous: null, limit: cellLimit, tense: 'now' } as const;
  const sections = [
    ...detailSections(decision, { clock, sourceUrl, cellLimit, sources: 'full' }),
    problemsSection('Policy warnings', warnings, cellLimit),
  ];
  const bottom = ['', ...endLines(decision, clock, context.runUrl)];
  return assemble({ top: foldLines(decision, style), sections, bottom }, summaryRoom);
}
