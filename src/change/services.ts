import type { ChangeFacts, Fact, Files } from './facts.ts';
import { isUnknown } from './facts.ts';
import { pathMatcher } from './glob.ts';

/** What the service catalogue says of a service, as far as facts are made of it. */
export type CataloguedService = {
  readonly paths: readonly string[];
  readonly tier: number;
  readonly owner?: string;
  readonly dependsOn?: readonly string[];
  /** Left out: the repository that is judged. */
  readonly repository?: string;
};

export type Catalogue = Readonly<Record<string, CataloguedService>>;

/** The tier of a change that touches no service, the least critical one. */
const lowestTier = 4;

type ServiceFacts = Required<Pick<ChangeFacts, 'services' | 'tier' | 'owners' | 'dependencies'>>;
type Given = Pick<ChangeFacts, 'files' | 'services' | 'tier' | 'owners' | 'dependencies'>;

/**
 * The services that a change touches, and what the catalogue says of them. Services that were given are kept, also those
 * that the catalogue does not know; otherwise its paths decide, also over where a renamed file was.
 */
export function servicesOf(facts: Given, catalogue: Catalogue): ServiceFacts {
  const services = isUnknown(facts.services) ? servicesTouched(facts.files, catalogue) : facts.services;
  const of = <T>(tell: (known: readonly CataloguedService[]) => T): Fact<T> =>
    isUnknown(services) ? services : tell(cataloguedOf(services, catalogue));
  return {
    services,
    tier: isUnknown(facts.tier) ? of(tierOf) : facts.tier,
    owners: isGiven(facts.owners) ? facts.owners : of(ownersOf),
    dependencies: isGiven(facts.dependencies) ? facts.dependencies : of(dependenciesOf),
  };
}

/** The services whose paths match one of the files; unknown if the list of files is not whole. */
function servicesTouched(files: Files, catalogue: Catalogue): Fact<readonly string[]> {
  if (Object.keys(catalogue).length === 0) return [];
  if (isUnknown(files)) return { unknown: `the files of the change are not all known: ${files.unknown}` };
  const paths = files.flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath]));
  return servicesOfPaths(paths, catalogue);
}

/** The services to which some of the paths belong, in the order of the catalogue. */
export function servicesOfPaths(paths: readonly string[], catalogue: Catalogue): readonly string[] {
  return Object.entries(catalogue).flatMap(([name, service]) => (paths.some(pathMatcher(service.paths)) ? [name] : []));
}

/** The services touched, those that they depend on, and those that depend on them; all if it is not known which are touched. */
export function relatedServices(touched: Fact<readonly string[]>, catalogue: Catalogue): readonly string[] {
  const names = Object.keys(catalogue);
  if (isUnknown(touched)) return names;
  const needed = new Set([...touched, ...dependenciesOf(cataloguedOf(touched, catalogue))]);
  const needs = (name: string) => catalogue[name]?.dependsOn?.some((other) => touched.includes(other)) === true;
  return names.filter((name) => needed.has(name) || needs(name));
}

function isGiven(fact: Fact<readonly string[]> | undefined): fact is readonly string[] {
  return fact !== undefined && !isUnknown(fact);
}

/** In the order of the catalogue. */
function cataloguedOf(services: readonly string[], catalogue: Catalogue): readonly CataloguedService[] {
  return Object.entries(catalogue).flatMap(([name, service]) => (services.includes(name) ? [service] : []));
}

function tierOf(services: readonly CataloguedService[]): number {
  return Math.min(lowestTier, ...services.map(({ tier }) => tier));
}

function ownersOf(services: readonly CataloguedService[]): readonly string[] {
  return [...new Set(services.flatMap(({ owner }) => owner ?? []))];
}

function dependenciesOf(services: readonly CataloguedService[]): readonly string[] {
  return [...new Set(services.flatMap(({ dependsOn }) => dependsOn ?? []))];
}
