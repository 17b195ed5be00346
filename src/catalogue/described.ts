import { directoryOf } from '../change/path.ts';
import type { DescriptorProblem } from './descriptor.ts';
import type { Entity } from './entity.ts';
import { idOf } from './entity-ref.ts';
import type { WrittenService } from './service.ts';

/** An entity, and where it was read. */
export type LocatedEntity = { readonly entity: Entity; readonly file: string };

/** A service that descriptors tell of; its paths are always known. */
export type DescribedService = WrittenService & Pick<Required<WrittenService>, 'paths'>;

export type Described<From extends LocatedEntity> = {
  /** By id, in the order of the files. */
  readonly services: ReadonlyMap<string, { readonly service: DescribedService; readonly from: From }>;
  readonly problems: readonly { readonly from: From; readonly problem: DescriptorProblem }[];
};

/** The services that entities describe: each Component is one; a System gives what its components leave out. */
export function describeServices<From extends LocatedEntity>(entities: readonly From[]): Described<From> {
  const components = entities.filter(({ entity }) => entity.kind === 'component');
  const systems = new Map(
    entities.flatMap(({ entity }) => (entity.kind === 'system' ? [[entity.name, entity] as const] : [])),
  );
  const surroundings = { systems, components };
  const services = new Map<string, { service: DescribedService; from: From }>();
  const problems: { from: From; problem: DescriptorProblem }[] = [];
  for (const from of components) {
    const id = idOf(from.entity.name);
    const earlier = services.get(id)?.from;
    if (earlier === undefined) services.set(id, { service: serviceOf(from, surroundings), from });
    else problems.push({ from, problem: twice(id, earlier) });
  }
  const lost = components.flatMap((from) =>
    lostSystems(from.entity, surroundings).map((problem) => ({ from, problem })),
  );
  return { services, problems: [...problems, ...lost] };
}

type Surroundings = {
  readonly systems: ReadonlyMap<string, Entity>;
  readonly components: readonly LocatedEntity[];
};

function serviceOf({ entity, file }: LocatedEntity, surroundings: Surroundings): DescribedService {
  const system = surroundings.systems.get(entity.system ?? '');
  const owner = entity.owner ?? system?.owner;
  const runbook = entity.said.runbook ?? entity.runbookLink ?? system?.said.runbook ?? system?.runbookLink;
  const dependsOn = dependenciesOf(entity, surroundings);
  return {
    ...system?.said,
    ...entity.said,
    paths: entity.said.paths ?? [folderPattern(file)],
    ...(owner !== undefined && owner !== null && { owner }),
    ...(runbook !== undefined && runbook !== null && { runbook }),
    ...(dependsOn.length > 0 && { dependsOn }),
    ...(entity.links.length > 0 && { links: entity.links }),
  };
}

function folderPattern(file: string): string {
  const folder = directoryOf(file);
  return folder === '' ? '**' : `${escapedForGlob(folder)}/**`;
}

/** A folder may be called like a pattern: `[slug]`. */
function escapedForGlob(folder: string): string {
  return folder.replaceAll(/[\\*?[\]{}]/g, '\\$&');
}

/** Ids, each once; a system stands for its other components. */
function dependenciesOf({ name: own, dependsOn }: Entity, { components }: Surroundings): readonly string[] {
  const names = dependsOn.flatMap(({ kind, name }) =>
    kind === 'component' ? [name] : membersOf(name, components).filter((member) => member !== own),
  );
  return [...new Set(names.map(idOf))];
}

function membersOf(system: string, components: readonly LocatedEntity[]): readonly string[] {
  return components.flatMap(({ entity }) => (entity.system === system ? [entity.name] : []));
}

function lostSystems({ dependsOn }: Entity, { systems, components }: Surroundings): readonly DescriptorProblem[] {
  return dependsOn
    .filter(({ kind, name }) => kind === 'system' && !systems.has(name) && membersOf(name, components).length === 0)
    .map(({ name, pointer }) => ({
      pointer,
      severity: 'warning',
      problem: `no component of the catalogue belongs to a system \`${name}\``,
      remedy: 'name the component, or give its file in `from` too',
    }));
}

function twice(id: string, { file }: LocatedEntity): DescriptorProblem {
  return {
    pointer: '/metadata/name',
    problem: `the service \`${id}\` stands twice: the first is in ${file}`,
    remedy: 'rename or remove one of them',
  };
}
