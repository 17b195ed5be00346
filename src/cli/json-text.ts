/** A line and column of a text, 1-based. */
type Position = { readonly line: number; readonly column: number };

type JsonFault = Position & { readonly problem: string; readonly remedy: string | null };

/** A JSON text that was read, with the place of each value by JSON pointer; or why it cannot be. */
export type JsonText =
  | { readonly ok: true; readonly value: unknown; readonly placeOf: (pointer: string) => Position }
  | { readonly ok: false; readonly faults: readonly JsonFault[] };

/**
 * Reads JSON as `JSON.parse` does, which tells no places and takes the last of two equal keys: here that is a fault, as
 * a document that says two things at once says nothing. What is sound is not scanned for places until one is asked for.
 */
export function readJson(text: string): JsonText {
  const value = parsed(text);
  if (value !== undefined && countKeys(value) === countWrittenKeys(text)) {
    let offsets: Reading['offsets'] | null = null;
    return {
      ok: true,
      value,
      placeOf: (pointer) => positionAt(text, offsetOf((offsets ??= scan(text).offsets), pointer)),
    };
  }
  const faults = scan(text).faults.slice(0, mostFaults);
  return { ok: false, faults: faults.map(({ offset, ...fault }) => ({ ...positionAt(text, offset), ...fault })) };
}

/** Undefined for what is no JSON; the scan says why, in the same words on every version of Node. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function countKeys(value: unknown): number {
  let count = 0;
  const open = [value];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const inside = Object.values(next);
    if (!Array.isArray(next)) count += inside.length;
    for (const each of inside) if (typeof each === 'object') open.push(each);
  }
  return count;
}

const [space, colon, backslash] = [0x20, 0x3a, 0x5c];

/** In sound JSON a key is a string that a colon follows. */
function countWrittenKeys(text: string): number {
  let count = 0;
  let end = 0;
  for (let start = text.indexOf('"'); start !== -1; start = text.indexOf('"', end + 1)) {
    end = closingQuote(text, start);
    let next = end + 1;
    while (text.charCodeAt(next) <= space) next += 1;
    if (text.charCodeAt(next) === colon) count += 1;
  }
  return count;
}

function closingQuote(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === backslash) escapes += 1;
    if (escapes % 2 === 0) return end;
  }
}

const mostFaults = 20;

function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}

/** Where the value stands, or the nearest that it would be in. */
function offsetOf(offsets: ReadonlyMap<string, number>, pointer: string): number {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const offset = offsets.get(path);
    if (offset !== undefined) return offset;
  }
  return offsets.get('') ?? 0;
}

type Frame = { readonly close: '}' | ']'; readonly pointer: string; readonly keys: Set<string>; next: string };
type Token = { readonly text: string; readonly offset: number };

type Reading = {
  readonly frames: Frame[];
  readonly offsets: Map<string, number>;
  readonly faults: { offset: number; problem: string; remedy: string | null }[];
};

/** Strings may hold no control character, and few escapes. */
const characters = String.raw`[^"\\\u0000-\u001f]*`;
const string = String.raw`"${characters}(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})${characters})*"`;
const scalar = String.raw`(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])`;
const token = String.raw`[\t\n\r ]*([{}[\]:,]|${string}|${scalar})`;

function scan(text: string): Reading {
  const reading: Reading = { frames: [], offsets: new Map(), faults: [] };
  const pattern = new RegExp(token, 'y');
  let expected: Expected = 'value';
  for (;;) {
    const start = pattern.lastIndex;
    const [whole = '', word] = pattern.exec(text) ?? [];
    if (word === undefined && expected === 'end' && text.slice(start).trim() === '') return reading;
    const offset = word === undefined ? start + leadingSpace(text, start) : start + whole.length - word.length;
    const next: Expected | null = word === undefined ? null : steps[expected](reading, { text: word, offset });
    if (next === null) {
      reading.faults.push(unexpected(text, { offset, expected: wordsFor(expected, reading) }));
      return reading;
    }
    expected = next;
  }
}

function leadingSpace(text: string, start: number): number {
  return /^[\t\n\r ]*/.exec(text.slice(start))?.[0].length ?? 0;
}

type Expected = 'value' | 'first item' | 'key' | 'first key' | 'colon' | 'more' | 'end';
type Step = (reading: Reading, token: Token) => Expected | null;

/** What may come next, and what comes after it; null for what may not. */
const steps: Readonly<Record<Expected, Step>> = {
  value: readValue,
  'first item': (reading, found) => (found.text === ']' ? close(reading) : readValue(reading, found)),
  key: readKey,
  'first key': (reading, found) => (found.text === '}' ? close(reading) : readKey(reading, found)),
  colon: (_reading, { text }) => (text === ':' ? 'value' : null),
  more: readMore,
  end: () => null,
};

function readValue({ frames, offsets }: Reading, { text, offset }: Token): Expected | null {
  if (/^[}\]:,]/.test(text)) return null;
  const frame = frames.at(-1);
  const pointer = frame === undefined ? '' : `${frame.pointer}/${frame.next}`;
  offsets.set(pointer, offset);
  if (text === '{') frames.push({ close: '}', pointer, keys: new Set(), next: '' });
  if (text === '[') frames.push({ close: ']', pointer, keys: new Set(), next: '0' });
  if (text === '{') return 'first key';
  if (text === '[') return 'first item';
  return frame === undefined ? 'end' : 'more';
}

function readKey({ frames, faults }: Reading, { text, offset }: Token): Expected | null {
  const frame = frames.at(-1);
  if (!text.startsWith('"') || frame === undefined) return null;
  const name = text.includes('\\') ? String(JSON.parse(text)) : text.slice(1, -1);
  if (frame.keys.has(name)) {
    faults.push({ offset, problem: `key \`${name}\` stands here a second time`, remedy: 'remove one of them' });
  }
  frame.keys.add(name);
  frame.next = name.replaceAll('~', '~0').replaceAll('/', '~1');
  return 'colon';
}

function readMore(reading: Reading, { text }: Token): Expected | null {
  const frame = reading.frames.at(-1);
  if (text === frame?.close) return close(reading);
  if (text !== ',' || frame === undefined) return null;
  if (frame.close === '}') return 'key';
  frame.next = String(Number(frame.next) + 1);
  return 'value';
}

function close({ frames }: Reading): Expected {
  frames.pop();
  return frames.length === 0 ? 'end' : 'more';
}

function wordsFor(expected: Expected, { frames }: Reading): string {
  if (expected === 'more') return `\`,\` or \`${frames.at(-1)?.close ?? ''}\``;
  return expectations[expected];
}

const expectations = {
  value: 'a value',
  'first item': 'a value or `]`',
  key: 'a name in double quotes',
  'first key': 'a name in double quotes or `}`',
  colon: '`:`',
  end: 'nothing more',
} as const;

function unexpected(text: string, { offset, expected }: { readonly offset: number; readonly expected: string }) {
  const found = /^(?:[\w.+-]+|[\s\S])/u.exec(text.slice(offset, offset + 20))?.[0];
  const words = found === undefined ? 'the text ends' : `found \`${found}\``;
  return { offset, problem: `this is not JSON: ${words}, expected ${expected}`, remedy: null };
}
