import { counted } from './words.ts';

/** A table or list whose rows may be left out from the end when there is no room. */
export type Section = {
  readonly title: string;
  /** Markdown lines before the rows, such as a table's head. */
  readonly head: readonly string[];
  readonly rows: readonly string[];
};

export type Room = {
  /** The most that `measure` may give for all lines together. */
  readonly limit: number;
  /** The size of a text, such as its characters or its bytes. */
  readonly measure: (text: string) => number;
};

// GitHub takes 65,536 characters; a little is left for what it counts differently.
export const commentRoom: Room = { limit: 65_000, measure: (text) => text.length };

/** GitHub takes 1 MiB for the summary of a step. */
export const summaryRoom: Room = { limit: 1_000_000, measure: (text) => Buffer.byteLength(text) };

type Parts = {
  readonly top: readonly string[];
  readonly sections: readonly Section[];
  readonly bottom: readonly string[];
};

/** A text of a top and a bottom that always stand, and of as much between them as there is room for. */
export function assemble({ top, sections, bottom }: Parts, room: Room): string {
  const used = room.measure([...top, ...bottom, ''].join('\n'));
  const middle = fitSections(sections, { ...room, limit: room.limit - used });
  return `${[...top, ...middle, ...bottom].join('\n')}\n`;
}

/** Said below a table that was cut; room for it is kept. */
const noteRoom = 120;

/** As many sections and rows, from the top, as there is room for; what was left out is counted. */
function fitSections(sections: readonly Section[], { limit, measure }: Room): readonly string[] {
  const lines: string[] = [];
  let room = limit - noteRoom;
  let full = false;
  let unseen = 0;
  for (const { title, head, rows } of sections.filter((section) => section.rows.length > 0)) {
    const start = ['', `**${title}**`, '', ...head];
    const cost = sizeOf(start, measure);
    const fitting: number = full ? 0 : rowsThatFit(rows, room - cost, measure);
    full ||= fitting < rows.length;
    unseen += rows.length - fitting;
    if (fitting === 0) continue;
    const shown = rows.slice(0, fitting);
    lines.push(...start, ...shown);
    room -= cost + sizeOf(shown, measure);
  }
  return unseen === 0 ? lines : [...lines, '', `…and ${counted(unseen, 'more row')}, left out for room.`];
}

function rowsThatFit(rows: readonly string[], room: number, measure: Room['measure']): number {
  let used = 0;
  for (const [index, row] of rows.entries()) {
    used += measure(row) + 1;
    if (used > room) return index;
  }
  return rows.length;
}

function sizeOf(lines: readonly string[], measure: Room['measure']): number {
  return lines.reduce((sum, line) => sum + measure(line) + 1, 0);
}
