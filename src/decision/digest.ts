import { createHash } from 'node:crypto';

/** `sha256:` and the hash of a value's canonical JSON (keys sorted), so that equal data have equal digests. */
export function digestOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return madeOf(value);
  const digest = known.get(value) ?? madeOf(value);
  known.set(value, digest);
  return digest;
}

/** INVARIANT: data are never changed. One policy judges many changes when the past is replayed. */
const known = new WeakMap<object, string>();

function madeOf(value: unknown): string {
  return `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`;
}

/** A list goes to the engine whole, with the order of the keys in it: that is five times as fast as sorting item by item. */
function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (!isMap(value)) return JSON.stringify(value, inOrder(keysWithin(value, new Set())));
  const parts = inOrder(Object.keys(value)).flatMap((key) =>
    value[key] === undefined ? [] : [`${JSON.stringify(key)}:${canonicalJson(value[key])}`],
  );
  return `{${parts.join(',')}}`;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Sorted, but whole numbers first and by size: that is the order which objects keep them in. */
function inOrder(keys: Iterable<string>): string[] {
  const sorted = [...keys].sort();
  const hasNumbers = sorted.some((key) => /^\d/.test(key));
  return hasNumbers ? Object.keys(Object.fromEntries(sorted.map((key) => [key, null]))) : sorted;
}

/** Adds the keys of every object in a value. */
function keysWithin(value: unknown, keys: Set<string>): ReadonlySet<string> {
  if (Array.isArray(value)) for (const part of value) keysWithin(part, keys);
  if (!isMap(value)) return keys;
  for (const key of Object.keys(value)) {
    keys.add(key);
    if (typeof value[key] === 'object') keysWithin(value[key], keys);
  }
  return keys;
}
