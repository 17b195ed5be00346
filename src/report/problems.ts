import type { Problem } from '../errors.ts';
import { forTerminal, plainText } from './escape.ts';
import type { Color } from './paint.ts';
import { painter } from './paint.ts';

export type ProblemsStyle = {
  readonly color: Color;
  /** The text of a file that problems name, to show the line that is meant; null or left out = not shown. */
  readonly textOf?: (file: string) => string | null;
};

/** Problems as `file:line:column  problem`, the remedy below, in the order of their places. Empty without problems. */
export function renderProblems(problems: readonly Problem[], { color, textOf = () => null }: ProblemsStyle): string {
  const sorted = problems.toSorted(byPlace);
  const width = Math.min(50, Math.max(0, ...sorted.slice(0, 10_000).map((problem) => placeOf(problem).length)));
  const paint = painter(color);
  const indent = ' '.repeat(width + 2);
  return sorted
    .flatMap((problem) => [
      `${paint(problem.severity === 'error' ? 'red' : 'yellow', placeOf(problem).padEnd(width))}  ${words(problem)}`,
      ...excerpt(problem, textOf(problem.file)).map((line) => paint('dim', `${indent}${line}`)),
      ...(problem.remedy === null ? [] : [`${indent}${plainText(problem.remedy, 500)}`]),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function byPlace(one: Problem, other: Problem): number {
  if (one.file !== other.file) return one.file < other.file ? -1 : 1;
  return one.line - other.line || one.column - other.column;
}

function placeOf({ file, line, column }: Problem): string {
  return `${plainText(file, 300)}:${line}:${column}`;
}

function words({ severity, problem }: Problem): string {
  return severity === 'warning' ? `warning: ${plainText(problem, 500)}` : plainText(problem, 500);
}

/** The line that is meant, with a mark below the place. */
function excerpt({ line, column }: Problem, text: string | null): readonly string[] {
  const source = text?.split('\n', line)[line - 1];
  if (source === undefined || source.trim() === '') return [];
  const start = Math.max(0, column - 1);
  // A long line is shown around the place, with tabs as wide as the mark below counts them.
  const from = Math.max(0, start - 40);
  const shown = source.slice(from, from + 100).replace(/\t/gu, ' ');
  return [forTerminal(shown).trimEnd(), `${' '.repeat(start - from)}^`];
}
