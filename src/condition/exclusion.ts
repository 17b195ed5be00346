// Whether literals can hold together, as far as that can be proved: what cannot be proved is taken for possible.
import { foldersOf } from '../change/glob.ts';
import type { Atom, Literal } from './atom.ts';
import { factTypeOf } from './facts.ts';
import type { Way } from './ways.ts';

/** What is known of facts beside the condition, by name: the texts that one can be, or the bounds of a number. */
export type Known = {
  readonly words?: Readonly<Record<string, (word: string) => boolean>>;
  readonly numbers?: Readonly<Record<string, Bounds>>;
  /** All texts that a fact can be; one that is not here may be any other text too. */
  readonly all?: Readonly<Record<string, readonly string[]>>;
};

/** From the least to the most, both included. */
type Bounds = { readonly least: number; readonly most: number };

/** Tells whether literals exclude each other. */
export function areExclusive(way: Way, known: Known = {}): boolean {
  const numbers = namesOf(way, 'number').some((name) => !isAnyNumber(name, way, known));
  const words = namesOf(way, 'word').some((name) => !isAnyWord(name, way, known));
  return numbers || words || way.some((one) => way.some((other) => excludes(one, other)));
}

function namesOf(way: Way, kind: 'number' | 'word'): readonly string[] {
  return [...new Set(way.flatMap(({ atom }) => (atom.kind === kind && 'name' in atom ? [atom.name] : [])))];
}

/** Whether some number fits all that is said of a name. */
function isAnyNumber(name: string, way: Way, known: Known): boolean {
  const said = way.filter(({ atom }) => atom.kind === 'number' && atom.name === name);
  const isWhole = factTypeOf.get(name)?.type === 'int' || countsSomething.test(name);
  const bounds = boundsOf(name, known);
  const tried = candidates(said, bounds).filter((value) => !isWhole || Number.isInteger(value));
  return tried.some(
    (value) => value >= bounds.least && value <= bounds.most && said.every((each) => fits(each, value)),
  );
}

const countsSomething = /^(?:lines|size)\(|\.size\(\)$/;

function boundsOf(name: string, { numbers = {} }: Known): Bounds {
  const type = factTypeOf.get(name);
  const least = countsSomething.test(name) ? 0 : (type?.least ?? Number.NEGATIVE_INFINITY);
  const own = { least, most: type?.most ?? Number.POSITIVE_INFINITY };
  const more = numbers[name];
  if (more === undefined) return own;
  return { least: Math.max(own.least, more.least), most: Math.min(own.most, more.most) };
}

/** The numbers that are written, and one between and beyond each: if none of these fits, none does. */
function candidates(said: readonly Literal[], { least, most }: Bounds): readonly number[] {
  const written = said.flatMap(({ atom }) => numbersIn(atom));
  const ends = [...written, least, most].filter(Number.isFinite).toSorted((one, other) => one - other);
  const between = ends.flatMap((value, index) => [value, (value + (ends[index + 1] ?? value)) / 2]);
  const whole = ends.flatMap((value) => [Math.floor(value), Math.ceil(value), value - 1, value + 1]);
  return [...between, ...whole, ...ends.flatMap((value) => [Math.floor(value) + 1, Math.ceil(value) - 1])];
}

function numbersIn(atom: Atom): readonly number[] {
  if (atom.kind !== 'number') return [];
  return atom.is === 'among' ? atom.values : [atom.value];
}

function fits({ atom, isTrue }: Literal, value: number): boolean {
  if (atom.kind !== 'number') return true;
  if (atom.is === 'among') return atom.values.includes(value) === isTrue;
  return (atom.is === 'below' ? value < atom.value : value <= atom.value) === isTrue;
}

/** Whether some text fits all that is said of a name. */
function isAnyWord(name: string, way: Way, { words = {}, all = {} }: Known): boolean {
  const said = way.filter(({ atom }) => atom.kind === 'word' && atom.name === name);
  const possible = all[name] ?? factTypeOf.get(name)?.values ?? null;
  const wanted = said.find(({ isTrue }) => isTrue)?.atom;
  const tried = wanted?.kind === 'word' ? wanted.among : possible;
  // Of texts without end, some other one always fits.
  if (tried === null) return true;
  const isPossible = (word: string): boolean => (possible?.includes(word) ?? true) && (words[name]?.(word) ?? true);
  return tried.some((word) => isPossible(word) && said.every((each) => isWord(each, word)));
}

function isWord({ atom, isTrue }: Literal, word: string): boolean {
  return atom.kind !== 'word' || atom.among.includes(word) === isTrue;
}

function excludes(one: Literal, other: Literal): boolean {
  const [a, b] = [one.atom, other.atom];
  if (a.kind === 'other' && b.kind === 'other') return a.text === b.text && one.isTrue && !other.isTrue;
  if (a.kind !== 'files' || b.kind !== 'files' || !one.isTrue) return false;
  if (other.isTrue) return (a.question === 'onlyTouches' || b.question === 'onlyTouches') && areApart(a, b);
  // To touch only some files is to touch one of them.
  return (
    (a.question === b.question || b.question === 'touches') && a.patterns.every((each) => isCovered(each, b.patterns))
  );
}

type FilesAtom = Extract<Atom, { readonly kind: 'files' }>;

/** Whether no file can match both. */
function areApart(one: FilesAtom, other: FilesAtom): boolean {
  const others = foldersOf(other.patterns);
  return foldersOf(one.patterns).every((a) => others.every((b) => !a.startsWith(b) && !b.startsWith(a)));
}

/** The patterns without those that match nothing that others of them do not. */
export function withoutRepeats(patterns: readonly string[]): readonly string[] {
  return [...new Set(patterns)].filter(
    (pattern, _, all) => !all.some((other) => other !== pattern && isCovered(pattern, [other])),
  );
}

/** Whether all that a pattern matches is matched by one of others, as far as their texts show. */
function isCovered(pattern: string, patterns: readonly string[]): boolean {
  return patterns.some((other) => {
    if (other === pattern || other === '**') return true;
    const [folder = ''] = foldersOf([other]);
    return folder !== '' && other === `${folder}**` && (foldersOf([pattern])[0] ?? '').startsWith(folder);
  });
}
