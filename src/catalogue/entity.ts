import type { AnnotatedService } from './annotations.ts';
import { readAnnotations } from './annotations.ts';
import type { DescriptorProblem, Part } from './descriptor.ts';
import { child, itemsOf, textOf } from './descriptor.ts';
import type { EntityRef } from './entity-ref.ts';
import { ownerInShort, readRef } from './entity-ref.ts';
import { readLinks } from './links.ts';
import type { Link } from './service.ts';

/** A Component or System of Backstage, as far as the catalogue uses it. */
export type Entity = {
  readonly kind: 'component' | 'system';
  /** In lower case, as references name it. */
  readonly name: string;
  readonly owner: string | null;
  /** The name of the system that it belongs to. */
  readonly system: string | null;
  /** Components and systems that it depends on, with the place of each. */
  readonly dependsOn: readonly (EntityRef & { readonly pointer: string })[];
  readonly runbookLink: string | null;
  readonly links: readonly Link[];
  readonly said: AnnotatedService;
};

export type ReadEntity = {
  /** Null: of a kind that the catalogue does not use, or too wrong to be read. */
  readonly entity: Entity | null;
  readonly problems: readonly DescriptorProblem[];
};

const kinds = ['component', 'system'] as const;

/** Reads one document of a descriptor file: entities of other kinds, and documents of others, are none of ours. */
export function readEntity(value: unknown, file: string): ReadEntity {
  const problems: DescriptorProblem[] = [];
  const whole: Part = { value, pointer: '', problems };
  const version = textOf(child(whole, 'apiVersion'));
  const kindName = textOf(child(whole, 'kind'));
  if (version === null || kindName === null) return { entity: null, problems: [...problems, noDescriptor] };
  const kind = kinds.find((each) => each === kindName.toLowerCase());
  if (kind === undefined || !version.startsWith('backstage.io/')) return { entity: null, problems: [] };
  const name = nameOf(child(child(whole, 'metadata'), 'name'));
  const entity = name === null ? null : entityOf(whole, { kind, name, file });
  return { entity, problems };
}

const noDescriptor: DescriptorProblem = {
  pointer: '',
  problem: 'this is no Backstage descriptor: `apiVersion` or `kind` is missing',
  remedy: 'start it with `apiVersion: backstage.io/v1alpha1` and `kind: Component`, or leave the file out of `from`',
};

function nameOf(part: Part): string | null {
  const name = textOf(part);
  if (name !== null && /^[A-Za-z0-9](?:[\w.-]{0,61}[A-Za-z0-9])?$/.test(name)) return name.toLowerCase();
  const { pointer, problems } = part;
  const problem = name === null ? 'key `name` is missing in `metadata`' : `\`${name.slice(0, 80)}\` is no name`;
  problems.push({ pointer, problem, remedy: 'write at most 63 letters, digits, `-`, `_` or `.`' });
  return null;
}

type Named = Pick<Entity, 'kind' | 'name'> & { readonly file: string };

function entityOf(whole: Part, { kind, name, file }: Named): Entity {
  const [metadata, spec] = [child(whole, 'metadata'), child(whole, 'spec')];
  const owner = textOf(child(spec, 'owner'));
  const annotations = child(metadata, 'annotations');
  const said = readAnnotations(annotations, file);
  if (kind === 'system' && said.paths !== undefined) refusePaths(annotations);
  return {
    kind,
    name,
    owner: owner === null ? null : ownerInShort(owner),
    system: systemOf(child(spec, 'system')),
    dependsOn: itemsOf(child(spec, 'dependsOn')).flatMap(dependencyOf),
    ...readLinks(child(metadata, 'links')),
    said,
  };
}

function refusePaths({ pointer, problems }: Part): void {
  problems.push({
    pointer: `${pointer}/change-gate~1paths`,
    about: 'key',
    problem: 'a system has no paths of its own',
    remedy: 'write them at its components',
  });
}

function systemOf(part: Part): string | null {
  const ref = refOf(part, 'system');
  return ref === null ? null : ref.name;
}

/** What is neither a component nor a system, like a database, is no service. */
function dependencyOf(part: Part): Entity['dependsOn'] {
  const ref = refOf(part, 'component');
  return ref === null || (ref.kind !== 'component' && ref.kind !== 'system') ? [] : [{ ...ref, pointer: part.pointer }];
}

function refOf(part: Part, defaultKind: string): EntityRef | null {
  const text = textOf(part);
  if (text === null) return null;
  const ref = readRef(text, defaultKind);
  if (ref !== null) return ref;
  const { pointer, problems } = part;
  problems.push({
    pointer,
    problem: `\`${text.slice(0, 80)}\` names no entity`,
    remedy: `write it like \`${defaultKind}:default/payments\``,
  });
  return null;
}
