import { constructFromEvents, EVENT_ID, getScalarValue, SCALAR_STYLE } from 'js-yaml';
import type { AliasEvent, Event, ScalarEvent } from 'js-yaml';

/** Where a node stands in the source. */
export type Node = {
  /** Offset of the node, or of its key if the value is empty. */
  readonly offset: number;
  /** Offset of the key that names it; null in a list. */
  readonly keyOffset: number | null;
  readonly scalar: ScalarEvent | null;
};

/** Something that YAML allows and this product does not. */
export type EventFault = {
  readonly offset: number;
  readonly code: string;
  readonly problem: string;
  readonly remedy: string;
};

export type ReadEvents = { readonly nodes: ReadonlyMap<string, Node>; readonly faults: readonly EventFault[] };

type Frame = {
  readonly kind: 'document' | 'list' | 'map';
  readonly pointer: string;
  /** Of a list: how many items were seen. */
  count: number;
  /** Of a map: the key whose value comes next. */
  key: { readonly name: string; readonly offset: number } | null;
  readonly keys: Map<string, number>;
};

type Reading = {
  readonly source: string;
  readonly frames: Frame[];
  readonly nodes: Map<string, Node>;
  readonly faults: EventFault[];
  documents: number;
};

const deepest = 32;

/** The nodes of a document by JSON pointer, and what is refused in it. */
export function readEvents(events: readonly Event[], source: string): ReadEvents {
  const reading: Reading = { source, frames: [], nodes: new Map(), faults: [], documents: 0 };
  for (const event of events) readEvent(reading, event);
  const whole = reading.nodes.get('');
  if (whole === undefined || whole.scalar?.valueStart === -1) reading.faults.push(empty);
  return reading;
}

const empty: EventFault = {
  offset: 0,
  code: 'yaml/empty',
  problem: 'the file is empty',
  remedy: 'write something into it or remove it',
};

function readEvent(reading: Reading, event: Event): void {
  switch (event.type) {
    case EVENT_ID.DOCUMENT:
      return openDocument(reading);
    case EVENT_ID.SEQUENCE:
      return openCollection(reading, 'list', event.start);
    case EVENT_ID.MAPPING:
      return openCollection(reading, 'map', event.start);
    case EVENT_ID.SCALAR:
      return readScalar(reading, event);
    case EVENT_ID.ALIAS:
      return refuseAlias(reading, event);
    case EVENT_ID.POP:
      reading.frames.pop();
  }
}

function openDocument(reading: Reading): void {
  reading.documents += 1;
  reading.frames.push({ kind: 'document', pointer: '', count: 0, key: null, keys: new Map() });
}

function openCollection(reading: Reading, kind: 'list' | 'map', offset: number): void {
  if (reading.frames.length === deepest + 1) reading.faults.push(tooDeep(offset));
  const pointer = isKeyNext(reading) ? complexKey(reading, offset) : enter(reading, { offset, scalar: null });
  reading.frames.push({ kind, pointer, count: 0, key: null, keys: new Map() });
}

function isKeyNext({ frames }: Reading): boolean {
  const frame = frames.at(-1);
  return frame?.kind === 'map' && frame.key === null;
}

function complexKey(reading: Reading, offset: number): string {
  reading.faults.push({
    offset,
    code: 'yaml/key',
    problem: 'a list or a map stands where a key belongs',
    remedy: 'write the key as plain text',
  });
  return openKey(reading, '?', offset);
}

/** Notes the node that comes next and gives its pointer. */
function enter(reading: Reading, { offset, scalar }: Pick<Node, 'offset' | 'scalar'>): string {
  const { frames, nodes } = reading;
  const frame = frames.at(-1);
  if (frame?.kind === 'document' && reading.documents > 1) reading.faults.push(several(Math.max(offset, 0)));
  const pointer = frame === undefined ? '' : nextPointer(frame);
  const keyOffset = frame?.key?.offset ?? null;
  nodes.set(pointer, { offset: offset < 0 ? (keyOffset ?? 0) : offset, keyOffset, scalar });
  if (frame !== undefined) {
    frame.count += 1;
    frame.key = null;
  }
  return pointer;
}

function nextPointer({ kind, pointer, count, key }: Frame): string {
  if (kind === 'document') return '';
  const name = kind === 'list' ? String(count) : (key?.name ?? '');
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function readScalar(reading: Reading, event: ScalarEvent): void {
  const offset = startOf(event);
  if (isKeyNext(reading)) openKey(reading, keyText(reading.source, event), offset);
  else enter(reading, { offset, scalar: event });
}

function openKey({ frames, faults, nodes }: Reading, name: string, start: number): string {
  const frame = frames.at(-1);
  if (frame === undefined) return '';
  // An empty key stands nowhere: take the place of its map.
  const offset = start < 0 ? (nodes.get(frame.pointer)?.offset ?? 0) : start;
  const first = frame.keys.get(name);
  if (first !== undefined) faults.push({ ...duplicate(name), offset });
  frame.keys.set(name, offset);
  frame.key = { name, offset };
  return `${frame.pointer}/${name}`;
}

const plainName = /^(?!true$|false$|null$)[a-z][\w-]*$/i;

/** The key as it is read: `1.0` and `~` are not the text that stands there. */
function keyText(source: string, event: ScalarEvent): string {
  const text = getScalarValue(source, event);
  if (event.style !== SCALAR_STYLE.PLAIN || plainName.test(text)) return text;
  const document = { type: EVENT_ID.DOCUMENT, explicitStart: false, explicitEnd: false, directives: [] };
  return String(constructFromEvents([document, event, { type: EVENT_ID.POP }], { source })[0]);
}

/** A quoted scalar starts with its quote, and a block with the line of its text. */
function startOf({ valueStart, style }: ScalarEvent): number {
  const isQuoted = style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
  return isQuoted ? valueStart - 1 : valueStart;
}

function refuseAlias(reading: Reading, { anchorStart }: AliasEvent): void {
  const offset = anchorStart - 1;
  reading.faults.push({
    offset,
    code: 'yaml/alias',
    problem: 'aliases (`*name`) are not read',
    remedy: 'write the value out',
  });
  if (isKeyNext(reading)) openKey(reading, '*', offset);
  else enter(reading, { offset, scalar: null });
}

function duplicate(name: string): Omit<EventFault, 'offset'> {
  return {
    code: 'yaml/duplicate-key',
    problem: `key \`${name}\` stands here a second time`,
    remedy: 'remove one of them',
  };
}

function several(offset: number): EventFault {
  return {
    offset,
    code: 'yaml/several-documents',
    problem: 'a second document starts here',
    remedy: 'write it into a file of its own',
  };
}

function tooDeep(offset: number): EventFault {
  return {
    offset,
    code: 'yaml/too-deep',
    problem: `lists and maps are nested more than ${deepest} deep`,
    remedy: 'nest them less',
  };
}
