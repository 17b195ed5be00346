import type { Decision } from '../decision/decision.ts';
import { detailSections } from './detail-sections.ts';
import { assemble, commentRoom } from './fit.ts';
import { foldLines, sinceName } from './fold.ts';
import type { Mode } from './outcome-words.ts';
import type { PolicyChange } from './policy-change.ts';
import { policyChangeSections } from './policy-change.ts';
import { endLines, judgedPrefix } from './provenance.ts';
import type { SaidBefore } from './said.ts';
import { clockAt } from './words.ts';

export type CommentContext = {
  /** The HTML comment by which the comment is found again; its first line. */
  readonly marker: string;
  /** What the comment said before, to say what changed; null: nothing, or nobody knows. */
  readonly previous: SaidBefore | null;
  /** A hidden last line, by which the next comment knows what this one said; empty or left out: none. */
  readonly said?: string;
  readonly mode: Mode;
  /** The run that writes the comment. */
  readonly runUrl: string | null;
  /** What else the reader should know, such as a permission that is missing. */
  readonly notes?: readonly string[];
  /** Where a rule's place `file:line` can be read on the web; null where it cannot. */
  readonly sourceUrl?: (source: string) => string | null;
  /** What the policy that the change brings would make of it; null or left out where it brings none. */
  readonly policyChange?: PolicyChange | null;
};

/** The first line of the sticky comment about one environment: no two environments share one. */
export function commentMarker(environment: string): string {
  const name = encodeURIComponent(environment.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(/-/gu, '%2D');
  return `<!-- change-gate ${name} -->`;
}

/** The sticky comment: the answer in a dozen lines, all else folded; never above GitHub's limit, never a mention. */
export function renderComment(decision: Decision, context: CommentContext): string {
  const clock = clockAt(decision.schedule.timezone, decision.evaluatedAt);
  const { sourceUrl = unlinked, notes = [], policyChange = null, said = '' } = context;
  const fold = foldWithin(commentRoom.limit / 2, (limit) =>
    foldLines(decision, { ...context, sourceUrl, notes, clock, limit, tense: 'forecast' }),
  );
  const top = [context.marker, ...fold, '', '<details><summary>All factors, findings and facts</summary>'];
  const bottom = ['', ...endLines(decision, clock, context.runUrl), '', '</details>', ...(said === '' ? [] : [said])];
  const sections = [
    ...(policyChange === null ? [] : policyChangeSections(policyChange, 300)),
    ...detailSections(decision, { clock, sourceUrl, cellLimit: 300, sources: 'short' }),
  ];
  return assemble({ top, sections, bottom }, commentRoom);
}

/**
 * Whether two comments say the same but for the time that passed and the run that wrote them. What changed since the one
 * before stays said until something changes again.
 */
export function isSameAnswer(one: string, other: string): boolean {
  return withoutTime(one) === withoutTime(other);
}

function withoutTime(comment: string): string {
  return comment
    .split('\n')
    .filter((line) => !line.startsWith(judgedPrefix) && !line.startsWith(`- **${sinceName}**`))
    .join('\n')
    .replace(/(?:in )?\d+ (?:d|h|min|s)(?: \d+ (?:h|min))?(?: ago)?\)/gu, ')');
}

function unlinked(): null {
  return null;
}

/** The fold with as much of each line as there is room for: hostile texts grow when they are escaped. */
function foldWithin(room: number, foldOf: (limit: number) => readonly string[]): readonly string[] {
  const long = foldOf(500);
  return long.join('\n').length <= room ? long : foldOf(100);
}
