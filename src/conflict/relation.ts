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

/** How a running deployment, or one that is about to run, bears on a change. Where there is no catalogue, the repository is one service. */
export function relationOf(
  other: Pick<RunningDeployment, 'services'>,
  change: Touching,
  catalogue: Catalogue,
): Relation {
  if (Object.keys(catalogue).length === 0) return { kind: 'same-service', services: [] };
  const own = catalogued(ownServices(change), catalogue);
  const others = catalogued(other.services, catalogue);
  if (isUnknown(own) || isUnknown(others)) return { kind: 'unknown', assumed: assumedOf(own, others) };
  const shared = own.filter((service) => others.includes(service));
  // What belongs to no service is looked after as one.
  if (shared.length > 0 || own.length + others.length === 0) return { kind: 'same-service', services: shared };
  return dependencyOf(own, others, catalogue) ?? dependencyOf(others, own, catalogue) ?? { kind: 'none' };
}

/** Of a service that the catalogue does not know it is not known what it has to do with others: it may be misspelt. */
function catalogued(services: Fact<readonly string[]>, catalogue: Catalogue): Fact<readonly string[]> {
  const stranger = isUnknown(services) ? undefined : services.find((name) => !Object.hasOwn(catalogue, name));
  return stranger === undefined ? services : { unknown: `the catalogue has no service \`${stranger}\`` };
}

/** What is deployed again without any change touches no file, but replaces everything. */
function ownServices({ services, files }: Touching): Fact<readonly string[]> {
  const isNothingNew = !isUnknown(files) && files.length === 0 && !isUnknown(services) && services.length === 0;
  if (!isNothingNew) return services;
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
