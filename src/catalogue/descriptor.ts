/** One thing wrong with a descriptor; `pointer` is the JSON pointer to it. */
export type DescriptorProblem = {
  readonly pointer: string;
  /** Left out: its value. */
  readonly about?: 'key';
  /** Left out: an error. */
  readonly severity?: 'warning';
  readonly problem: string;
  readonly remedy: string | null;
};

/** A part of a descriptor, where it stands, and where what is wrong with it is noted. */
export type Part = { readonly value: unknown; readonly pointer: string; readonly problems: DescriptorProblem[] };

/** The part under a key; one that is not there has no value. */
export function child({ value, pointer, problems }: Part, key: string): Part {
  const held: unknown = isMap(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
  return { value: held, pointer: `${pointer}/${escaped(key)}`, problems };
}

/** The text of a part; null if there is none, noted as wrong if something else stands there. */
export function textOf({ value, pointer, problems }: Part): string | null {
  if (value === undefined || value === null) return null;
  // YAML makes a number of `change-gate/tier: 1`, which Backstage wants in quotes: what is meant is plain.
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  problems.push({ pointer, problem: `found ${kindOf(value)}, expected text`, remedy: null });
  return null;
}

/** The items of a list; none if there is none, noted as wrong if something else stands there. */
export function itemsOf({ value, pointer, problems }: Part): readonly Part[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({ value: item, pointer: `${pointer}/${index}`, problems }));
  }
  problems.push({ pointer, problem: `found ${kindOf(value)}, expected a list`, remedy: null });
  return [];
}

/** The keys of a map and their parts; none if there is none, noted as wrong if something else stands there. */
export function entriesOf(part: Part): readonly (readonly [key: string, part: Part])[] {
  const { value, pointer, problems } = part;
  if (value === undefined || value === null) return [];
  if (isMap(value)) return Object.keys(value).map((key) => [key, child(part, key)] as const);
  problems.push({ pointer, problem: `found ${kindOf(value)}, expected a map of keys`, remedy: null });
  return [];
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of keys';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `\`${text.slice(0, 60)}\``;
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
