import type { Place } from '../errors.ts';
import type { DescribedServices } from './described-services.ts';
import { keyOf, valueAt } from './entries.ts';
import type { Entry } from './entries.ts';
import type { SourceFile } from './source-file.ts';

/** A part of a merged policy: an entry by its key, and a pointer below it. */
export type Part = { readonly key: string; readonly pointer: string };

/** Finds where the parts of a merged policy were written. */
export type Finder = {
  readonly ofKey: (part: Part) => Place;
  readonly ofValue: (part: Part) => Place;
  /** The place of a character of a text. */
  readonly within: (part: Part, offset: number) => Place;
  /** The key of a section, in the last file that has it. */
  readonly ofSection: (section: string) => Place;
};

type Described = Pick<DescribedServices, 'placeOf'>;

/** A finder for what the files say together: of entries with the same key, the last counts. */
export function finderOf(files: readonly SourceFile[], entries: readonly Entry[], described: Described): Finder {
  const last = new Map(entries.map((entry) => [keyOf(entry), entry]));
  const ofSection = (section: string) => sectionPlace(files, section);
  const find = ({ key, pointer }: Part, position: (source: SourceFile, pointer: string) => Omit<Place, 'file'>) => {
    const entry = last.get(key);
    const elsewhere = placeOfService({ key, pointer }, { entry, described });
    if (elsewhere !== null) return elsewhere;
    if (entry === undefined) return ofSection(key.split(/[./]/, 1).join());
    return { file: entry.source.file, ...position(entry.source, entry.pointer + pointer) };
  };
  return {
    ofKey: (part) => find(part, ({ places }, pointer) => places.ofKey(pointer)),
    ofValue: (part) => find(part, ({ places }, pointer) => places.ofValue(pointer)),
    within: (part, offset) => find(part, ({ places }, pointer) => places.within(pointer, offset)),
    ofSection,
  };
}

function sectionPlace(files: readonly SourceFile[], section: string): Place {
  const pointer = `/${section}`;
  const source = files.findLast(({ value }) => valueAt(value, pointer) !== undefined) ?? files.at(-1);
  return source === undefined
    ? { file: '', line: 1, column: 1 }
    : { file: source.file, ...source.places.ofKey(pointer) };
}

/** Where something of a service stands that its descriptor says and the policy does not. */
function placeOfService({ key, pointer }: Part, { entry, described }: Said): Place | null {
  const [, id] = /^services\/(.+)$/u.exec(key) ?? [];
  if (id === undefined) return null;
  const field = pointer.split('/').slice(0, 2).join('/');
  if (entry !== undefined && valueAt(entry.value, field) !== undefined) return null;
  return described.placeOf(id, pointer);
}

type Said = { readonly entry: Entry | undefined; readonly described: Described };
