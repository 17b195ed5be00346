import type { Assumption } from '../finding/finding.ts';

/** One thing wrong with a plan: a sentence that names the field and says how to mend it. */
export type Weakness = { readonly problem: string; readonly assumed: readonly Assumption[] };

/** A weakness that rests on no unknown fact. */
export function weak(problem: string): Weakness {
  return { problem, assumed: [] };
}

/** What somebody wrote, in backticks, on one line and not too long. */
export function quoted(text: string): string {
  const line = text
    .slice(0, 200)
    .replace(/[\s`]+/gu, ' ')
    .trim();
  return `\`${line.length > 60 ? `${line.slice(0, 59)}…` : line}\``;
}
