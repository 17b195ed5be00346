/** Something wrong in an iCalendar file. */
export type EventsProblem = { readonly line: number; readonly problem: string; readonly remedy: string | null };

/** A property of an iCalendar file (RFC 5545, section 3.1). */
export type ContentLine = {
  /** Where it begins, from 1. */
  readonly line: number;
  readonly name: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly value: string;
};

type Lines = { readonly lines: readonly ContentLine[]; readonly problems: readonly EventsProblem[] };

/** The properties in a text that bear on time; others are only looked at for their form. */
export function contentLines(text: string): Lines {
  const lines: ContentLine[] = [];
  const problems: EventsProblem[] = [];
  for (const { line, written } of unfolded(text)) {
    const name = /^[A-Za-z0-9-]+(?=[;:])/u.exec(written)?.[0].toUpperCase();
    if (name !== undefined && !namesOfTime.has(name)) continue;
    const read = name === undefined ? null : propertyIn(written, name);
    if (read === null) problems.push(noProperty(line, written));
    else lines.push({ line, ...read });
    if (problems.length >= mostProblems) break;
  }
  return { lines, problems };
}

/** Nobody reads more, and a file that is not one at all would have a problem in each of its lines. */
export const mostProblems = 20;

const namesOfTime = new Set(
  `BEGIN END UID SEQUENCE STATUS DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID
   TZID X-LIC-LOCATION TZOFFSETFROM TZOFFSETTO`.split(/\s+/u),
);

type Unfolded = { readonly line: number; readonly written: string };

/** The lines of a text, with those that begin with a space joined to the one before. */
function unfolded(text: string): readonly Unfolded[] {
  const found: { line: number; parts: string[] }[] = [];
  for (const [index, written] of text.split(/\r\n|\r|\n/u).entries()) {
    const last = found.at(-1);
    if (/^[ \t]/u.test(written) && last !== undefined) last.parts.push(written.slice(1));
    else if (written.trim() !== '') found.push({ line: index + 1, parts: [written] });
  }
  return found.map(({ line, parts }) => ({ line, written: parts.join('') }));
}

const parameterForm = /;([A-Za-z0-9-]+)=((?:"[^"]*"|[^";:])*)/uy;

function propertyIn(written: string, name: string): Omit<ContentLine, 'line'> | null {
  const parameters = new Map<string, string>();
  let end = name.length;
  for (;;) {
    parameterForm.lastIndex = end;
    const [whole, key = '', value = ''] = parameterForm.exec(written) ?? [];
    if (whole === undefined) break;
    parameters.set(key.toUpperCase(), unquoted(value));
    end += whole.length;
  }
  return written[end] === ':' ? { name, parameters, value: written.slice(end + 1).trim() } : null;
}

function unquoted(value: string): string {
  return value.trim().replaceAll('"', '');
}

function noProperty(line: number, written: string): EventsProblem {
  const shown = written.length > 40 ? `${written.slice(0, 40)}…` : written;
  const text = shown.replaceAll(/[^\P{C}]|`/gu, '?');
  return {
    line,
    problem: `\`${text}\` is no property of an iCalendar file`,
    remedy: 'expected `NAME:value`; a line that goes on in the next begins there with a space',
  };
}

/** A text value without its escapes. */
export function textOf({ value }: ContentLine): string {
  return value.replaceAll(/\\(.)/gu, (_all, character: string) => (/n/iu.test(character) ? '\n' : character));
}
