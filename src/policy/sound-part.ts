import type { PolicyFile } from './policy.ts';
import { ruleLists } from './rules.ts';
import type { SchemaError } from './validate-policy.generated.js';
import { validatePolicy } from './validate-policy.generated.js';

/** What is left of a policy file without all that does not fit the schema. */
export type SoundPart = {
  readonly value: PolicyFile;
  /** Sections that something was taken out of; `extends` where it may be any. */
  readonly lacking: readonly string[];
};

/** The part of a policy file that fits the schema; null if it is not even a map. */
export function soundPartOf(written: unknown): SoundPart | null {
  // Which version it is for changes nothing of what else is wrong.
  return isMap(written) ? without({ parts: [], lacking: [] }, { ...written, version: 1 }) : null;
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Takes out whole rules, whole keys of sections and whole sections, so that nothing that is left is only half there. */
function without({ parts, lacking }: Removed, value: unknown): SoundPart | null {
  if (validatePolicy(value)) return { value, lacking };
  const errors = validatePolicy.errors ?? [];
  const wrong = errors.map(partOf).filter((part) => !parts.includes(part));
  // INVARIANT: each round takes out more, so that it ends.
  if (wrong.length === 0 || wrong.includes('')) return null;
  const removed = { parts: [...parts, ...wrong], lacking: [...lacking, ...errors.map(sectionOf)] };
  return without(removed, withoutParts(value, { parts: new Set(wrong), pointer: '' }));
}

type Removed = { readonly parts: readonly string[]; readonly lacking: readonly string[] };

/** The section that an error is in. A key that is no section may be any of them, misspelt. */
function sectionOf({ instancePath }: SchemaError): string {
  return instancePath.split('/')[1] ?? 'extends';
}

/** The rule, the key of a section or the section that an error is in. */
function partOf({ instancePath, keyword, property }: SchemaError): string {
  const isKey = property !== undefined && keyword !== 'required';
  const pointer = isKey ? `${instancePath}/${written(property)}` : instancePath;
  return rule.exec(pointer)?.[0] ?? pointer.split('/').slice(0, 3).join('/');
}

const rule = new RegExp(`^/(?:${ruleLists.map((list) => list.replace('.', '/')).join('|')})/\\d+`, 'u');

function written(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** In place of a rule, so that those behind it keep their places. */
const noRule = { id: 'unreadable', disabled: true };

type Parts = { readonly parts: ReadonlySet<string>; readonly pointer: string };

function withoutParts(value: unknown, { parts, pointer }: Parts): unknown {
  const inner = (key: string | number, item: unknown) =>
    withoutParts(item, { parts, pointer: `${pointer}/${written(String(key))}` });
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (parts.has(`${pointer}/${index}`) ? noRule : inner(index, item)));
  }
  if (!isMap(value)) return value;
  const left = Object.entries(value).filter(([key]) => !parts.has(`${pointer}/${written(key)}`));
  return Object.fromEntries(left.map(([key, item]): [string, unknown] => [key, inner(key, item)]));
}
