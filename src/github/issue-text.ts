import type { Line } from '../rollback/lines.ts';
import { visibleLines } from '../rollback/lines.ts';
import { headingAt } from '../rollback/section.ts';

/** What stands below a heading, as an issue form writes its fields: one value a line or between commas; null if nothing does. */
export function valuesOfField(markdown: string, field: string): readonly string[] | null {
  const lines = visibleLines(markdown);
  const at = lines.findIndex((_, index) => isTitled(headingAt(lines, index)?.words, field));
  if (at < 0) return null;
  const values = textBelow(lines, at + 1)
    .flatMap(({ text }) => text.split(','))
    .map((text) =>
      text
        .replace(/^\s*[-*+]\s/u, '')
        .replaceAll(/[`*]/gu, '')
        .trim(),
    )
    .filter((text) => text !== '' && !unanswered.has(text.toLowerCase()));
  return values.length === 0 ? null : values;
}

/** What GitHub writes where a field of a form was left empty. */
const unanswered: ReadonlySet<string> = new Set(['_no response_', 'none', 'n/a', '-']);

/** The words of the open items of task lists. */
export function openTasks(markdown: string): readonly string[] {
  return visibleLines(markdown).flatMap(({ kind, text }) => {
    const words = kind === 'text' ? openTask.exec(text)?.[1]?.trim() : undefined;
    return words === undefined || words === '' ? [] : [words];
  });
}

const openTask = /^\s{0,12}(?:[-*+]|\d{1,9}[.)])\s{1,4}\[ \]\s(.*)$/u;

function isTitled(words: string | undefined, field: string): boolean {
  return words?.replace(/:$/u, '').trim().toLowerCase() === field.trim().toLowerCase();
}

function textBelow(lines: readonly Line[], start: number): readonly Line[] {
  const end = lines.findIndex((_, index) => index >= start && headingAt(lines, index) !== null);
  return (end < 0 ? lines.slice(start) : lines.slice(start, end)).filter(({ kind }) => kind === 'text');
}
