import * as fc from 'fast-check';

type Path = readonly (string | number)[];

/** A value, changed at one place: a key or entry removed, renamed, doubled, or its value replaced. */
export function mutationOf(value: unknown): fc.Arbitrary<unknown> {
  const paths = pathsOf(value);
  return fc
    .record({ path: fc.constantFrom(...paths), kind: fc.constantFrom('remove', 'rename', 'replace'), other, name })
    .map(({ path, kind, ...given }) => changed(value, path, { kind, ...given }));
}

const name = fc.constantFrom(
  'id',
  'when',
  'form',
  'from',
  'disabled',
  'locked',
  'dates',
  'unknown',
  'x',
  '__proto__',
  '',
);
const other = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 0.5, 1e9, '', 'x', '09:00', '2026-12-24', 'mon', [], {}, ['a'], { from: 9 }),
  fc.constantFrom(
    { unknown: 'it is not known' },
    { disabled: true },
    { id: 'a', disabled: true },
    { days: ['mon'], dates: [] },
  ),
  fc.string({ maxLength: 12 }),
);

type Change = { readonly kind: string; readonly other: unknown; readonly name: string };

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, item]) => pathsOf(item, [...path, key]))];
}

function changed(value: unknown, path: Path, change: Change): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return change.other;
  if (Array.isArray(value)) {
    if (rest.length === 0 && change.kind === 'remove') return value.toSpliced(Number(key), 1);
    return value.with(Number(key), changed(value[Number(key)], rest, change));
  }
  const entries = Object.entries(Object(value)).flatMap(([each, item]) => {
    if (each !== key) return [[each, item]];
    if (rest.length > 0) return [[each, changed(item, rest, change)]];
    if (change.kind === 'remove') return [];
    return change.kind === 'rename' ? [[change.name, item]] : [[each, change.other]];
  });
  return Object.fromEntries(entries);
}
