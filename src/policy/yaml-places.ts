import { CHOMPING_MODE, getScalarValue } from 'js-yaml';
import type { ScalarEvent } from 'js-yaml';
import type { Node } from './yaml-events.ts';

/** A line and column of a file, 1-based. */
export type Position = { readonly line: number; readonly column: number };

/** Where the parts of a document stand, by JSON pointer; what is not there stands where its nearest parent does. */
export type Places = {
  readonly ofKey: (pointer: string) => Position;
  readonly ofValue: (pointer: string) => Position;
  /** Where the character at `offset` of a text stands, seen through quotes, escapes and folded lines. */
  readonly within: (pointer: string, offset: number) => Position;
};

/** Offsets of a source as positions, and nodes of it as places. */
export function positionsOf(source: string): {
  readonly at: (offset: number) => Position;
  readonly places: (nodes: ReadonlyMap<string, Node>) => Places;
} {
  const starts = lineStarts(source);
  const at = (offset: number) => positionAt(starts, offset);
  return { at, places: (nodes) => placesOf({ source, nodes, at }) };
}

type Located = {
  readonly source: string;
  readonly nodes: ReadonlyMap<string, Node>;
  readonly at: (offset: number) => Position;
};

function placesOf({ source, nodes, at }: Located): Places {
  const find = (pointer: string) => nearest(nodes, pointer);
  return {
    ofKey: (pointer) => at(find(pointer).keyOffset ?? find(pointer).offset),
    ofValue: (pointer) => at(find(pointer).offset),
    within: (pointer, offset) => {
      const { scalar, offset: start } = find(pointer);
      return at(scalar === null ? start : sourceOffset(source, scalar, offset));
    },
  };
}

const root: Node = { offset: 0, keyOffset: null, scalar: null };

function nearest(nodes: ReadonlyMap<string, Node>, pointer: string): Node {
  for (let path = pointer; path !== ''; path = path.slice(0, path.lastIndexOf('/'))) {
    const node = nodes.get(path);
    if (node !== undefined) return node;
  }
  return nodes.get('') ?? root;
}

/** The shortest part of the source whose value holds the character ends with it. */
function sourceOffset(source: string, scalar: ScalarEvent, offset: number): number {
  const { valueStart, valueEnd } = scalar;
  if (valueStart < 0) return 0;
  if (scalar.fast) return Math.min(valueStart + offset, valueEnd);
  const lengthTo = (end: number) => partValue(source, scalar, end).length;
  let low = valueStart;
  let high = valueEnd;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (lengthTo(middle) > offset) high = middle;
    else low = middle + 1;
  }
  return Math.max(valueStart, low - Math.max(1, lengthTo(low) - offset));
}

function partValue(source: string, scalar: ScalarEvent, valueEnd: number): string {
  return getScalarValue(source, { ...scalar, valueEnd, chomping: CHOMPING_MODE.STRIP });
}

function lineStarts(source: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: end } of source.matchAll(/\r\n?|\n/g)) starts.push(index + end.length);
  return starts;
}

function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
