import { readWhen } from './when.ts';
import type { When } from './when.ts';

/** One thing that evidence says, by the names of its fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** A field as far as it could be read: null where it says nothing, or nothing that can be understood. */
export type Reading<T> = { readonly value: T | null; readonly problem: string | null };

const nothing = { value: null, problem: null } as const;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text that says something. */
export function readText(fields: Fields, name: string): Reading<string> {
  const said = valueOf(fields, name);
  if (said === undefined || said === null) return nothing;
  return typeof said === 'string' && said.trim() !== ''
    ? { value: said.trim(), problem: null }
    : wrong(name, said, 'a text');
}

/** Texts, or a single one. */
export function readTexts(fields: Fields, name: string): Reading<readonly string[]> {
  const said = valueOf(fields, name);
  if (said === undefined || said === null) return nothing;
  const texts: readonly unknown[] = Array.isArray(said) ? said : [said];
  const read = texts.filter((text) => typeof text === 'string').map((text) => text.trim());
  const isWhole = read.length === texts.length && read.length > 0 && !read.includes('');
  return isWhole ? { value: read, problem: null } : wrong(name, said, 'a name, or a list of names');
}

/** A day or an instant. */
export function readDay(fields: Fields, name: string): Reading<When> {
  const said = valueOf(fields, name);
  if (said === undefined || said === null) return nothing;
  const when = typeof said === 'string' ? readWhen(said.trim()) : null;
  if (when !== null) return { value: when, problem: null };
  return wrong(name, said, 'a date like `2026-11-27`, or with a time and its offset like `2026-11-27T15:00:00Z`');
}

type Bounds = { readonly from: number; readonly to: number; readonly expected: string };

/** A number between two bounds. */
export function readNumber(fields: Fields, name: string, { from, to, expected }: Bounds): Reading<number> {
  const said = valueOf(fields, name);
  if (said === undefined || said === null) return nothing;
  const isNumber = typeof said === 'number' && said >= from && said <= to;
  return isNumber ? { value: said, problem: null } : wrong(name, said, expected);
}

/** One of the words of a table, whichever case it is written in; the table says what each means. */
export function readWord<T>(fields: Fields, name: string, words: Readonly<Record<string, T>>): Reading<T> {
  const said = valueOf(fields, name);
  if (said === undefined || said === null) return nothing;
  const word = typeof said === 'string' ? said.trim().toLowerCase() : '';
  const meaning = Object.hasOwn(words, word) ? words[word] : undefined;
  if (meaning !== undefined) return { value: meaning, problem: null };
  const known = [...new Set(Object.values(words).map(String))];
  return wrong(name, said, known.map((each) => `\`${each}\``).join(' or '));
}

/** The same reading, with a problem if the field says nothing. */
export function required<T>(name: string, reading: Reading<T>): Reading<T> {
  return reading.value === null && reading.problem === null
    ? { value: null, problem: `\`${name}\` is missing` }
    : reading;
}

/** Fields that are written nearly like one that is known, and would be passed over. */
export function misspelt(fields: Fields, known: readonly string[]): readonly string[] {
  return Object.keys(fields).flatMap((name) => {
    const meant = known.includes(name) ? undefined : known.find((each) => isNearly(name, each));
    return meant === undefined ? [] : [`unknown field \`${plain(name)}\`, which is nearly \`${meant}\``];
  });
}

/** Whether one name is another but for its case, its separators, or one character. */
export function isNearly(name: string, other: string): boolean {
  const [one, two] = [name, other].map((each) => each.toLowerCase().replace(/[-_ ]/gu, ''));
  return one !== undefined && two !== undefined && (one === two || isOneEditApart(one, two));
}

function isOneEditApart(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1 || short.length < 4) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start++;
  if (short.length < long.length) return short.slice(start) === long.slice(start + 1);
  const isSwap = short[start] === long[start + 1] && short[start + 1] === long[start];
  const next = isSwap ? start + 2 : start + 1;
  return short.slice(next) === long.slice(next);
}

/** Text of others inside a sentence. */
export function plain(text: string): string {
  return text.replace(/[`\s]+/gu, ' ').slice(0, 200);
}

function valueOf(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function wrong(name: string, found: unknown, expected: string): { readonly value: null; readonly problem: string } {
  return { value: null, problem: `\`${name}\` is ${shown(found)}, expected ${expected}` };
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  return `\`${plain(typeof value === 'string' ? value : JSON.stringify(value))}\``;
}
