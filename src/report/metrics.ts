import type { Metrics } from '../metrics/figures.ts';
import { plainText } from './escape.ts';
import { doraKeys } from './metrics-dora.ts';
import { headlineOf, notesOf, titleOf } from './metrics-head.ts';
import type { Column, MetricsSection, MetricsTable } from './metrics-section.ts';
import type { PolicyPlace } from './metrics-propose.ts';
import { proposalDiff } from './metrics-propose.ts';
import { isEmpty, sectionsOf } from './metrics-sections.ts';
import type { Color } from './paint.ts';
import { painter } from './paint.ts';
import { prose } from './phrase.ts';
import { widthOf, wrapped } from './wrap.ts';

type Placed = {
  /** Where what is proposed belongs. */
  readonly place: PolicyPlace;
};
type Style = { readonly color: Color; readonly width: number };

/** What the ledger says of how changes went, for a terminal. */
export function renderMetrics(metrics: Metrics, { place, ...style }: Style & Placed): string {
  const page = { ...style, width: Math.min(110, Math.max(40, style.width)) };
  const lines = [
    ...sentence(titleOf(metrics), page, 'bold'),
    ...headlineOf(metrics).flatMap((words) => sentence(words, page)),
    ...sectionsOf(metrics).flatMap((section) => ['', ...sectionLines(section, page)]),
    '',
    ...(isEmpty(metrics) ? [] : definitionLines(metrics, page)),
    ...notesOf(metrics).flatMap((words) => aside(words, page)),
    ...diffLines(metrics, place),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** At the very end, neither wrapped nor coloured: `git apply` and a clipboard take it as it stands. */
function diffLines({ proposals }: Metrics, place: PolicyPlace): readonly string[] {
  const diff = proposals === null ? [] : proposalDiff(proposals, place);
  return diff.length === 0 ? [] : ['', ...diff];
}

function sentence(words: string, { color, width }: Style, look?: 'bold'): readonly string[] {
  const block = { color, width, indent: 0 };
  return wrapped(look === undefined ? prose(words) : [{ look: 'strong', text: words }], block, 2_000);
}

function aside(words: string, { color, width }: Style): readonly string[] {
  return wrapped(prose(words), { color, width, indent: 2, lead: '·' }, 2_000);
}

function sectionLines({ title, alarms, sentences, entries, tables }: MetricsSection, page: Style): readonly string[] {
  const paint = painter(page.color);
  return [
    paint('bold', title),
    ...alarms.flatMap((words) => alarm(words, page)),
    ...sentences.flatMap((words) => indented(words, page)),
    ...entryLines(entries, page),
    ...tables.flatMap((table, index) => [...(index === 0 ? [] : ['']), ...tableLines(table, page)]),
  ];
}

function entryLines(entries: MetricsSection['entries'], { color, width }: Style): readonly string[] {
  const longest = Math.max(0, ...entries.map(([name]) => name.length));
  const indent = Math.min(longest + 4, width - 30);
  return entries.flatMap(([name, words]) => wrapped(prose(words), { color, width, indent, lead: `  ${name}` }));
}

function indented(words: string, { color, width }: Style): readonly string[] {
  return wrapped(prose(words), { color, width, indent: 2 }, 2_000);
}

function alarm(words: string, { color, width }: Style): readonly string[] {
  return wrapped(prose(words), { color, width, indent: 4, lead: '  !', leadLook: 'red' }, 2_000);
}

function definitionLines(metrics: Metrics, page: Style): readonly string[] {
  return doraKeys(metrics).flatMap(({ name, definition }) => aside(`${name}: ${definition}`, page));
}

const gap = '  ';
/** A column is never cut to less. */
const narrowest = 8;

function tableLines({ columns, rows }: MetricsTable, { color, width }: Style): readonly string[] {
  const cells = rows.map((row) => columns.map((_, index) => plainText(row[index] ?? '', 200)));
  const widths = fitted(
    columns.map(({ name }, index) => Math.max(widthOf(name), ...cells.map((row) => widthOf(row[index] ?? '')))),
    { columns, room: width - gap.length * columns.length },
  );
  const line = (row: readonly string[]): string =>
    `${gap}${row.map((cell, index) => padded(cell, columns[index], widths[index] ?? 0)).join(gap)}`.trimEnd();
  return [painter(color)('dim', line(columns.map(({ name }) => name))), ...cells.map(line)];
}

type Fitting = { readonly columns: readonly Column[]; readonly room: number };

/** The widest columns of words give way until the table fits. */
function fitted(widths: readonly number[], { columns, room }: Fitting): readonly number[] {
  const fitting = [...widths];
  for (let excess = sumOf(fitting) - room; excess > 0; excess -= 1) {
    const most = Math.max(...fitting.filter((_, index) => columns[index]?.align === 'left'));
    const index = fitting.findIndex((each, place) => each === most && columns[place]?.align === 'left');
    if (index === -1 || most <= narrowest) return fitting;
    fitting[index] = most - 1;
  }
  return fitting;
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}

function padded(cell: string, column: Column | undefined, width: number): string {
  const shown = widthOf(cell) <= width ? cell : `${cutTo(cell, width - 1)}…`;
  const space = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return column?.align === 'right' ? `${space}${shown}` : `${shown}${space}`;
}

function cutTo(text: string, width: number): string {
  let [kept, used] = ['', 0];
  for (const character of text) {
    used += widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return kept;
}
