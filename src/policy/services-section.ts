import type { PolicyFile } from './policy.ts';

type Section = NonNullable<PolicyFile['services']>;
type From = Extract<Section[string], string | readonly string[]>;
type Named = Exclude<Section[string], From>;

/** The services of a section by their names, and removals of inherited ones; `from` is none of them. */
export function namedServices({ services = {} }: PolicyFile): Readonly<Record<string, Named>> {
  const entries = Object.entries(services).flatMap(([name, item]) => (isFrom(item) ? [] : [[name, item] as const]));
  return Object.fromEntries(entries);
}

/** The paths and patterns of descriptor files that a section names; undefined if it names none. */
export function descriptorsNamed({ services = {} }: PolicyFile): readonly string[] | undefined {
  const { from } = services;
  if (from === undefined || !isFrom(from)) return undefined;
  return typeof from === 'string' ? [from] : from;
}

function isFrom(item: Section[string]): item is From {
  return typeof item === 'string' || Array.isArray(item);
}
