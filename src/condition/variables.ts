import type { ChangedFile, Files, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Evaluation } from './evaluation.ts';
import { evaluationKey, needUnknown, spend, Undecidable } from './evaluation.ts';
import { factGroups, factNamed, factTypeOf, fileTypeOf } from './facts.ts';
import { shortened } from './seen.ts';

/** The prototypes by whose `constructor` the condition library tells a group of facts or a file from a map. */
export const marks: ReadonlyMap<string, Mark> = new Map(
  [...factGroups, 'file'].map((name) => [name, { constructor: () => undefined }]),
);

type Mark = { readonly constructor: () => undefined };

/** The variables of one evaluation: each fact is read when the condition comes to it. */
export function variables(names: Iterable<string>, evaluation: Evaluation): Record<string, unknown> {
  const roots: Record<string, unknown> = { [evaluationKey]: evaluation };
  const groups = new Map<string, object>();
  for (const name of names) {
    const [root = '', member] = name.split('.');
    evaluation.seen.set(name, shortened(factNamed(evaluation.facts, name)));
    if (member === undefined) defineFact(roots, { key: root, name, evaluation });
    else defineFact(groupIn(groups, root), { key: member, name, evaluation });
  }
  return Object.assign(roots, Object.fromEntries(groups));
}

type FactProperty = { readonly key: string; readonly name: string; readonly evaluation: Evaluation };

function defineFact(holder: object, { key, name, evaluation }: FactProperty): void {
  Object.defineProperty(holder, key, { get: () => readFact(name, evaluation) });
}

function groupIn(groups: Map<string, object>, name: string): object {
  const group = groups.get(name) ?? marked(name);
  groups.set(name, group);
  return group;
}

function marked(name: string): Record<string, unknown> {
  return Object.create(marks.get(name) ?? null);
}

function readFact(name: string, evaluation: Evaluation): unknown {
  const value = factNamed(evaluation.facts, name);
  if (isUnknown(value)) throw needUnknown(evaluation, { fact: name, reason: value.unknown });
  spend(evaluation, sizeOf(value));
  return name === 'files' ? filesOf(evaluation.facts.files) : converted(value, factTypeOf.get(name)?.type);
}

/** What it costs to read a value: its items, or its text in lines. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / 80;
  return Array.isArray(value) ? 1 + value.length : 1;
}

/** Whole numbers of conditions are bigints, all others numbers. */
function converted(value: unknown, type: string | undefined): unknown {
  return type === 'int' && typeof value === 'number' ? BigInt(value) : value;
}

const convertedFiles = new WeakMap<object, readonly object[]>();

function filesOf(files: Files): readonly object[] {
  if (isUnknown(files)) return [];
  const made = convertedFiles.get(files) ?? files.map(fileOf);
  convertedFiles.set(files, made);
  return made;
}

function fileOf(file: ChangedFile): object {
  return { __proto__: fileView, file };
}

type FileView = { readonly file: ChangedFile };

/** What conditions see of a file, read when they ask: most ask for one thing of each of thousands of files. */
const fileView: unknown = Object.create(
  marks.get('file') ?? null,
  Object.fromEntries([...fileTypeOf].map(([name, { type }]) => [name, { get: viewOf(name, type) }])),
);

function viewOf(name: string, type: string): (this: FileView) => unknown {
  return function view() {
    // A file that was not renamed has an empty `previousPath`, so that asking for it decides.
    const value: unknown = Reflect.get(this.file, name) ?? '';
    return isUnknown(value) ? refuse(name, value) : converted(value, type);
  };
}

function refuse(name: string, { unknown }: Unknown): never {
  throw new Undecidable({ fact: `files.${name}`, reason: unknown });
}
