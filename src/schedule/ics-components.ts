import { mostProblems } from './ics-lines.ts';
import type { ContentLine, EventsProblem } from './ics-lines.ts';

/** A component of an iCalendar file, like `VEVENT`, with what stands in it. */
export type Component = {
  readonly name: string;
  readonly line: number;
  readonly properties: readonly ContentLine[];
  readonly parts: readonly Component[];
};

type Open = { name: string; line: number; properties: ContentLine[]; parts: Component[] };
type Tree = { readonly calendars: readonly Component[]; readonly problems: readonly EventsProblem[] };

/** The calendars in a file. */
export function componentsOf(lines: readonly ContentLine[]): Tree {
  const top: Open = { name: '', line: 1, properties: [], parts: [] };
  const open: Open[] = [top];
  const problems: EventsProblem[] = [];
  for (const each of lines) {
    const problem = place(each, open);
    if (problem !== null) problems.push(problem);
    if (problems.length >= mostProblems) break;
  }
  const missing = problems.length > 0 ? [] : open.slice(1).map(neverEnded);
  const calendars = top.parts.filter(({ name }) => name === 'VCALENDAR');
  return { calendars, problems: [...problems, ...missing] };
}

/** The only property of a name that counts: the first. */
export function propertyOf({ properties }: Component, name: string): ContentLine | undefined {
  return properties.find((property) => property.name === name);
}

/** Every property of a name. */
export function propertiesOf({ properties }: Component, name: string): readonly ContentLine[] {
  return properties.filter((property) => property.name === name);
}

/** Puts a property where it belongs; tells if it belongs nowhere. */
function place(property: ContentLine, open: Open[]): EventsProblem | null {
  const { line, name, value } = property;
  const inner = open.at(-1);
  if (name === 'BEGIN') {
    if (open.length > deepest) return { line, problem: 'components stand in each other too deep', remedy: null };
    open.push({ name: value.toUpperCase(), line, properties: [], parts: [] });
    return null;
  }
  if (inner === undefined || open.length === 1) return outside(property);
  if (name !== 'END') {
    inner.properties.push(property);
    return null;
  }
  if (inner.name !== value.toUpperCase()) return mismatched(property, inner);
  open.pop();
  open.at(-1)?.parts.push(inner);
  return null;
}

const deepest = 10;

function outside({ line, name }: ContentLine): EventsProblem {
  return { line, problem: `\`${name}\` stands outside of \`BEGIN:VCALENDAR\``, remedy: null };
}

function mismatched({ line, value }: ContentLine, inner: Open): EventsProblem {
  return {
    line,
    problem: `\`END:${value.slice(0, 40)}\` where \`${inner.name.slice(0, 40)}\`, begun in line ${inner.line}, has to end`,
    remedy: 'export the calendar again: the file is broken',
  };
}

function neverEnded({ name, line }: Open): EventsProblem {
  return {
    line,
    problem: `\`BEGIN:${name.slice(0, 40)}\` is never ended`,
    remedy: 'export the calendar again: the file was cut off',
  };
}
