import type { DescribedService } from './described.ts';
import type { Entity } from './entity.ts';
import { idOf } from './entity-ref.ts';

type Told = { readonly entity: Entity; readonly service: DescribedService };

/** Where in its descriptor something stands that a service has at a pointer like `/owner` or `/dependsOn/2`. */
export function descriptorPointer(pointer: string, { entity, service }: Told): string {
  const [, key = '', index = ''] = pointer.split('/');
  if (key === 'owner') return '/spec/owner';
  if (key === 'dependsOn') return pointerOfDependency(service.dependsOn?.[Number(index)], entity);
  if (key === 'links') return '/metadata/links';
  return annotated.includes(key) ? `/metadata/annotations/change-gate~1${key}` : '/metadata/name';
}

const annotated = ['tier', 'paths', 'runway', 'runbook'];

function pointerOfDependency(id: string | undefined, { dependsOn }: Entity): string {
  return dependsOn.find(({ name }) => idOf(name) === id)?.pointer ?? '/spec/dependsOn';
}
