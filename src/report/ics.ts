// The text of iCalendar (RFC 5545): escaped, folded, with the line ends that it wants.
import { plainText } from './escape.ts';

/** A line of an iCalendar file: a name, perhaps with parameters, and a value that is already in the form of its type. */
export type IcsLine = readonly [name: string, value: string];

/** Lines as a file holds them: of at most 75 octets each, ended by CR and LF. */
export function renderIcs(lines: readonly IcsLine[]): string {
  return lines.map(([name, value]) => `${folded(`${name}:${value}`)}\r\n`).join('');
}

/** Lines of any text as a value of type TEXT (RFC 5545, 3.3.11); what moves cursors or hides is made visible. */
export function icsText(...lines: readonly string[]): string {
  return lines.map((line) => plainText(line, 1_000).replace(/[\\;,]/gu, '\\$&')).join('\\n');
}

/** An instant as a UTC date-time, to the second: `20261218T170000Z`. */
export function icsInstant(instant: number): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/gu, '')}Z`;
}

const longestLine = 75;

/** A line cut into lines of at most 75 octets, never within a character; all but the first begin with a space. */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character);
    if (octets + size > longestLine) {
      parts.push(part);
      [part, octets] = [' ', 1];
    }
    part += character;
    octets += size;
  }
  return [...parts, part].join('\r\n');
}

function octetsOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x1_0000 ? 3 : 4;
}
