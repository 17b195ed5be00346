import type { Decision } from '../decision/decision.ts';
import { detailSections } from './detail-sections.ts';
import { plainText } from './escape.ts';
import type { Room } from './fit.ts';
import { assemble } from './fit.ts';
import { foldLines } from './fold.ts';
import type { Failure } from './not-judged.ts';
import { renderNotJudged } from './not-judged.ts';
import type { Mode } from './outcome-words.ts';
import { titleOf } from './outcome-words.ts';
import { endLines } from './provenance.ts';
import { clockAt } from './words.ts';

/** What a check run says: a title, the answer in a dozen lines, and all detail. */
export type CheckText = { readonly title: string; readonly summary: string; readonly text: string | null };

export type CheckContext = {
  readonly mode: Mode;
  readonly runUrl: string | null;
  readonly notes: readonly string[];
  /** Where a rule's place `file:line` can be read on the web; null where it cannot. */
  readonly sourceUrl: (source: string) => string | null;
  /** `forecast` where the change is not merged yet. */
  readonly tense: 'now' | 'forecast';
};

// GitHub takes 65,535 for each of summary and text; counted in bytes it fits however GitHub counts.
const checkRoom: Room = { limit: 65_000, measure: (text) => Buffer.byteLength(text) };

/** The words of a check run about a decision, each within GitHub's limits. */
export function renderCheck(decision: Decision, context: CheckContext): CheckText {
  const clock = clockAt(decision.schedule.timezone, decision.evaluatedAt);
  const style = { ...context, clock, previous: null };
  const long = foldLines(decision, { ...style, limit: 500 }).slice(1);
  const fits = checkRoom.measure(long.join('\n')) <= checkRoom.limit / 2;
  const top = fits ? long : foldLines(decision, { ...style, limit: 100 }).slice(1);
  const sections = detailSections(decision, { ...context, clock, cellLimit: 300, sources: 'full' });
  return {
    title: plainText(titleOf(decision, clock, context.mode), 200),
    summary: assemble({ top, sections: [], bottom: ['', ...endLines(decision, clock, context.runUrl)] }, checkRoom),
    text: assemble({ top: [], sections, bottom: [] }, checkRoom),
  };
}

/** The words of a check run where there is no decision. */
export function renderFailedCheck(failure: Failure, { runUrl }: Pick<CheckContext, 'runUrl'>): CheckText {
  const summary = renderNotJudged(failure, { marker: null, runUrl });
  return { title: 'Not judged, and so not approved', summary, text: null };
}
