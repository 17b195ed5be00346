import type { ChangeFacts, Fact, RunningDeployment } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Catalogue } from '../change/services.ts';
import type { Assumption } from '../finding/finding.ts';

/** What another deployment has to do with a change. */
export type Relation =
  | { readonly kind: 'same-service'; readonly services: readonly string[] }
  /** One of the change depends on one of the other, or the other way round. */
  | { readonly kind: 'dependency'; readonly from: string; readonly on: string }
  /** Which services one of them brings is not known, so it may be anything. */
  | { readonly kind: 'unknown'; readonly assumed: readonly Assumption[] }
  | { readonly kind: 'none' };

type Touching = Pick<ChangeFacts, 'services' | 'files'>;

/** How a running deployment bears on a change. Where there is no catalogue, the repository is one service. */
export function relationOf(other: RunningDeployment, change: Touching, catalogue: Catalogue): Relation {
  const [own, others] = [ownServices(change, catalogue), other.services];
  if (Object.keys(catalogue).length === 0) return { kind: 'same-service', services: [] };
  if (isUnknown(own) || isUnknown(others)) return { kind: 'unknown', assumed: assumedOf(own, others) };
  const shared = own.filter((service) => others.includes(service));
  // What belongs to no service is looked after as one.
  if (shared.length > 0 || own.length + others.length === 0) return { kind: 'same-service', services: shared };
  return dependencyOf(own, others, catalogue) ?? dependencyOf(others, own, catalogue) ?? { kind: 'none' };
}

/** What is deployed again without any change touches no file, but replaces everything. */
function ownServices({ services, files }: Touching, catalogue: Catalogue): Fact<readonly string[]> {
  const isNothingNew = !isUnknown(files) && files.length === 0 && !isUnknown(services) && services.length === 0;
  if (!isNothingNew || Object.keys(catalogue).length === 0) return services;
  return { unknown: 'it changes no file, so that its services cannot be told from them' };
}

function dependencyOf(these: readonly string[], those: readonly string[], catalogue: Catalogue): Relation | null {
  for (const from of these) {
    const on = (catalogue[from]?.dependsOn ?? []).find((service) => those.includes(service));
    if (on !== undefined) return { kind: 'dependency', from, on };
  }
  return null;
}

function assumedOf(own: Fact<readonly string[]>, others: Fact<readonly string[]>): readonly Assumption[] {
  return [
    ...(isUnknown(own) ? [{ fact: 'services', reason: own.unknown }] : []),
    ...(isUnknown(others) ? [{ fact: 'running.services', reason: others.unknown }] : []),
  ];
}
