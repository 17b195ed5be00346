import type { Line } from './lines.ts';
import { plainWords } from './placeholder.ts';

/** A heading's level, 1 to 6, and its words; a line in bold alone is one of level 7. */
export type Heading = { readonly level: number; readonly words: string };

const titles: ReadonlySet<string> = new Set(
  ['rollback', 'roll back', 'back out', 'backout', 'remediation'].flatMap((name) =>
    ['', ' plan', ' strategy', ' procedure', ' steps', ' instructions'].map((what) => `${name}${what}`),
  ),
);

/** The lines of each section that is titled like a rollback plan, without the heading itself. */
export function planSections(lines: readonly Line[]): readonly (readonly Line[])[] {
  const sections: (readonly Line[])[] = [];
  let at = 0;
  while (at < lines.length) {
    const heading = headingAt(lines, at);
    if (heading === null || !isPlanTitle(heading.words)) {
      at += 1;
      continue;
    }
    const start = at + heading.lines;
    at = endOfSection(lines, start, heading.level);
    sections.push(lines.slice(start, at));
  }
  return sections;
}

/** The heading that starts on this line, if one does, and how many lines it takes. */
export function headingAt(lines: readonly Line[], at: number): (Heading & { readonly lines: number }) | null {
  const line = lines[at];
  if (line === undefined || line.kind !== 'text') return null;
  const text = line.text.trim();
  const hashes = /^#{1,6}(?=\s|$)/u.exec(text)?.[0];
  if (hashes !== undefined) return { level: hashes.length, words: text.slice(hashes.length).trim(), lines: 1 };
  if (text === '' || text.length > 200) return null;
  const underline = underlineLevel(lines[at + 1]);
  // `Owner: @alice` above a rule is meant as a field, though Markdown makes a heading of it.
  if (underline !== null && !text.includes(':') && /^[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(text)) {
    return { level: underline, words: text, lines: 2 };
  }
  return isBoldAlone(text) ? { level: 7, words: text, lines: 1 } : null;
}

function endOfSection(lines: readonly Line[], start: number, level: number): number {
  for (let at = start; at < lines.length; at += 1) {
    const heading = headingAt(lines, at);
    if (heading !== null && heading.level <= level) return at;
  }
  return lines.length;
}

function underlineLevel(line: Line | undefined): number | null {
  if (line === undefined || line.kind !== 'text') return null;
  const [mark] = /^(?:=|-{2})(?=[=-]*\s*$)/u.exec(line.text.trim().slice(0, 200)) ?? [];
  if (mark === undefined) return null;
  return mark === '=' ? 1 : 2;
}

function isBoldAlone(text: string): boolean {
  const marks = text.slice(0, 2);
  const colon = text.indexOf(':');
  if (colon !== -1 && colon < text.length - 3) return false;
  return (marks === '**' || marks === '__') && text.length > 4 && text.indexOf(marks, 2) === text.length - 2;
}

function isPlanTitle(words: string): boolean {
  if (words.length > 200) return false;
  return titles.has(plainWords(words.replace(/\([^()]*\)/gu, ' ')).replace(/^(?:\d+ )+/u, ''));
}
