import { counted } from './words.ts';

/** A table or list whose rows may be left out from the end when there is no room. */
export type Section = {
  readonly title: string;
  /** Markdown lines before the rows, such as a table's head. */
  readonly head: readonly string[];
  /** Written one by one, so that what has no room costs nothing. */
  readonly rows: readonly (() => string)[];
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
    const shown: readonly string[] = full ? [] : rowsThatFit(rows, room - cost, measure);
    full ||= shown.length < rows.length;
    unseen += rows.length - shown.length;
    if (shown.length === 0) continue;
    lines.push(...start, ...shown);
    room -= cost + sizeOf(shown, measure);
  }
  return unseen === 0 ? lines : [...lines, '', `…and ${counted(unseen, 'more row')}, left out for room.`];
}

function rowsThatFit(rows: Section['rows'], room: number, measure: Room['measure']): readonly string[] {
  const fitting: string[] = [];
  let left = room;
  for (const write of rows) {
    const row = write();
    left -= measure(row) + 1;
    if (left < 0) return fitting;
    fitting.push(row);
  }
  return fitting;
}

function sizeOf(lines: readonly string[], measure: Room['measure']): number {
  return lines.reduce((sum, line) => sum + measure(line) + 1, 0);
}
