import { asMarkdownCode, asMarkdownLink, cut, forMarkdown, forMarkdownInLine } from './escape.ts';
import type { Phrase, Piece } from './phrase.ts';

/** A phrase as GitHub's Markdown, escaped, of at most `limit` characters as read. */
export function toMarkdown(phrase: Phrase, limit: number): string {
  let room = limit;
  const shown: string[] = [];
  for (const piece of merged(phrase)) {
    if (room <= 0) break;
    const text = cut(piece.text, room);
    const startsLine = shown.length === 0 && piece.look === 'text' && piece.url === undefined;
    shown.push(startsLine ? forMarkdown(text) : pieceToMarkdown({ ...piece, text }));
    room -= piece.text.length;
  }
  return shown.join('');
}

/** The lines that start a table, its columns named in Markdown. */
export function tableHead(columns: readonly string[]): readonly string[] {
  return [`| ${columns.join(' | ')} |`, `|${columns.map(() => '---').join('|')}|`];
}

/** One row of a table, cells already Markdown; a pipe that is left in one stands in a code span. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.trim().replace(/\|/gu, '\\|') || ' ').join(' | ')} |`;
}

function pieceToMarkdown({ look, text, url }: Piece): string {
  const words = looks[look](text);
  return url === undefined ? words : asMarkdownLink(words, url);
}

const looks = {
  text: (text: string) => forMarkdownInLine(text),
  code: (text: string) => asMarkdownCode(text),
  strong: (text: string) => (text.trim() === '' ? ' ' : `**${forMarkdownInLine(text.trim())}**`),
} satisfies Record<Piece['look'], (text: string) => string>;

/** Text next to text as one, so that nothing takes shape across the seam. */
function merged(phrase: Phrase): Phrase {
  const pieces: Piece[] = [];
  for (const piece of phrase) {
    const last = pieces.at(-1);
    if (last?.look === 'text' && piece.look === 'text' && last.url === undefined && piece.url === undefined) {
      pieces[pieces.length - 1] = { look: 'text', text: last.text + piece.text };
      continue;
    }
    pieces.push(piece);
  }
  return pieces;
}
