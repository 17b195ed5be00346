import { plainText } from './escape.ts';
import type { Color, Look } from './paint.ts';
import { painter } from './paint.ts';
import type { Phrase, Piece } from './phrase.ts';

export type Block = {
  readonly color: Color;
  /** Columns of the terminal. */
  readonly width: number;
  /** Columns before the first line's words; `lead` stands in them. */
  readonly indent: number;
  readonly lead?: string;
  readonly leadLook?: Look;
  /** Columns before the words of all further lines; left out = as the first. */
  readonly hanging?: number;
};

type Run = { readonly text: string; readonly look: Look | null };
/** What stands together without a space. */
type Unit = readonly Run[];

const lookOf = { text: null, code: 'cyan', strong: 'bold' } as const satisfies Record<Piece['look'], Look | null>;
/** Words are broken rather than squeezed into less. */
const narrowest = 12;

/** A phrase as lines of a terminal, escaped, wrapped at spaces, of at most `limit` characters. */
export function wrapped(phrase: Phrase, block: Block, limit = 600): readonly string[] {
  const { width, indent, hanging = indent, lead = '' } = block;
  const paint = painter(block.color);
  const room = Math.max(narrowest, width - Math.max(indent, hanging));
  const units = unitsOf(phrase, block.color, limit).flatMap((unit) => broken(unit, room));
  const gap = ' '.repeat(Math.max(0, indent - widthOf(lead)));
  return linesOf(units, room).map((line, index) => {
    const start = index === 0 ? `${paint(block.leadLook ?? null, lead)}${gap}` : ' '.repeat(hanging);
    const words = line.map((unit) => unit.map(({ look, text }) => paint(look, text)).join('')).join(' ');
    return `${start}${words}`.trimEnd();
  });
}

function linesOf(units: readonly Unit[], room: number): readonly (readonly Unit[])[] {
  const lines: Unit[][] = [[]];
  let used = 0;
  for (const unit of units) {
    const width = widthOfUnit(unit);
    if (used > 0 && used + 1 + width > room) {
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(unit);
    used += (used > 0 ? 1 : 0) + width;
  }
  return lines;
}

/** The columns that a text takes: two for wide characters, none for marks on others. */
export function widthOf(text: string): number {
  if (/^[\u0020-\u007E]*$/u.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

function columnsOf(character: string): number {
  if (/^[\u0020-\u007E]$/u.test(character)) return 1;
  if (/^(?:\p{M}|\u200D|\uFE0F)$/u.test(character)) return 0;
  const wide =
    /^(?:\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hangul}|\p{Script=Hiragana}|\p{Script=Katakana}|[\u3000-\u303F\uFF01-\uFF60])$/u;
  return wide.test(character) ? 2 : 1;
}

function widthOfUnit(unit: Unit): number {
  return unit.reduce((sum, { text }) => sum + widthOf(text), 0);
}

function unitsOf(phrase: Phrase, color: Color, limit: number): readonly Unit[] {
  const units: Run[][] = [[]];
  let left = limit;
  for (const { look, text } of phrase) {
    if (left <= 0) break;
    const shown = plainText(text, left);
    left -= shown.length;
    const marked = look === 'code' && color === 'none' ? `\`${shown.trim()}\`` : shown;
    for (const [index, words] of marked.split(' ').entries()) {
      if (index > 0) units.push([]);
      if (words !== '') units.at(-1)?.push({ text: words, look: lookOf[look] });
    }
  }
  return units.filter((unit) => unit.length > 0);
}

/** What is wider than a line, cut into lines. */
function broken(unit: Unit, room: number): readonly Unit[] {
  if (widthOfUnit(unit) <= room) return [unit];
  const parts: Run[][] = [[]];
  let used = 0;
  for (const { look, text } of unit) {
    for (const character of text) {
      const columns = columnsOf(character);
      if (used + columns > room) {
        parts.push([]);
        used = 0;
      }
      appendTo(parts.at(-1) ?? [], { look, text: character });
      used += columns;
    }
  }
  return parts;
}

function appendTo(runs: Run[], { look, text }: Run): void {
  const last = runs.pop();
  if (last === undefined) runs.push({ look, text });
  else if (last.look === look) runs.push({ look, text: last.text + text });
  else runs.push(last, { look, text });
}
