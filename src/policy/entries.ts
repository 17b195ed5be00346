import type { Place } from '../errors.ts';
import type { SourceFile } from './source-file.ts';
import type { Unit } from './units.ts';

/** One thing that a policy says: a rule, a named item, or a key of a section. */
export type Entry = {
  /** How many policies come before the one that says it. */
  readonly unit: number;
  readonly source: SourceFile;
  /** Where rules of its kind are, like `schedule.freezes`; of a key its section. */
  readonly list: string;
  readonly id: string;
  readonly pointer: string;
  readonly place: Place;
  readonly value: unknown;
  readonly isRemoval: boolean;
};

/** Lists of rules, by where they stand in a policy. */
const lists = [
  'risk.factors',
  'schedule.windows',
  'schedule.freezes',
  'schedule.exceptions',
  'rollback.plans',
  'standardChanges',
  'evidence',
  'approvals',
] as const;
const maps = ['authorities', 'services', 'schedule.calendars'] as const;
const sections = [
  '',
  'risk',
  'schedule',
  'rollback',
  'emergency',
  'conflicts',
  'incidents',
  'reviews',
  'record',
] as const;

/** Keys that say nothing about changes, or are told rule by rule. */
const otherKeys = new Set<string>([...lists, ...maps, ...sections, '$schema', 'version', 'extends']);

/** Names an entry across all files: what stands later under the same name replaces it. */
export function keyOf({ list, id }: Pick<Entry, 'list' | 'id'>): string {
  return list === '' ? id : `${list}/${id}`;
}

/** Everything that the policies say, in the order of merging. */
export function entriesOf(units: readonly Unit[]): readonly Entry[] {
  return units.flatMap(({ files }, unit) => files.flatMap((source) => entriesOfFile(unit, source)));
}

function entriesOfFile(unit: number, source: SourceFile): readonly Entry[] {
  const from = (list: string, id: string, pointer: string) => entryAt(source, { unit, list, id, pointer });
  return [
    ...lists.flatMap((list) =>
      listOf(source, list).map((item, index) => from(list, idOf(item), `${pointerOf(list)}/${index}`)),
    ),
    ...maps.flatMap((list) => keysOf(source, list).map((id) => from(list, id, `${pointerOf(list)}/${id}`))),
    ...sections.flatMap((list) =>
      keysOf(source, list)
        .filter((key) => key !== 'locked' && !otherKeys.has(list === '' ? key : `${list}.${key}`))
        .map((id) => from(list, id, `${pointerOf(list)}/${id}`)),
    ),
  ];
}

type At = Pick<Entry, 'unit' | 'list' | 'id' | 'pointer'>;

function entryAt(source: SourceFile, at: At): Entry {
  const value = valueAt(source.value, at.pointer);
  const isInList = (lists as readonly string[]).includes(at.list);
  const position = isInList ? source.places.ofValue(at.pointer) : source.places.ofKey(at.pointer);
  return { ...at, source, place: { file: source.file, ...position }, value, isRemoval: hasTrue(value, 'disabled') };
}

/** Tells whether a key of a map is `true`. */
export function hasTrue(value: unknown, key: string): boolean {
  return fieldOf(value, key) === true;
}

/** The value of a key; undefined if there is none. */
export function fieldOf(value: unknown, key: string): unknown {
  return Object.getOwnPropertyDescriptor(Object(value), key)?.value;
}

/** The value at a pointer; undefined if there is none. */
export function valueAt(value: unknown, pointer: string): unknown {
  return pointer.split('/').slice(1).reduce<unknown>(fieldOf, value);
}

function pointerOf(list: string): string {
  return list === '' ? '' : `/${list.replaceAll('.', '/')}`;
}

function listOf({ value }: SourceFile, list: string): readonly unknown[] {
  const found = valueAt(value, pointerOf(list));
  return Array.isArray(found) ? found : [];
}

function keysOf({ value }: SourceFile, list: string): readonly string[] {
  return Object.keys(Object(valueAt(value, pointerOf(list))));
}

function idOf(item: unknown): string {
  return String(fieldOf(item, 'id'));
}
