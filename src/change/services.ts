import type { ChangeFacts, Fact, Files } from './facts.ts';
import { isUnknown } from './facts.ts';
import { pathMatcher } from './glob.ts';

/** What the service catalogue says of a service, as far as files are concerned. */
export type CataloguedService = { readonly paths: readonly string[]; readonly tier: number };

/** The tier of a change that touches no service, the least critical one. */
const lowestTier = 4;

/**
 * The services that a change touches, and the most critical tier among them. Services that were given are kept, also
 * those that the catalogue does not know; otherwise the paths of the catalogue decide, also over where a renamed file was.
 */
export function servicesOf(
  facts: Pick<ChangeFacts, 'files' | 'services' | 'tier'>,
  catalogue: Readonly<Record<string, CataloguedService>>,
): Pick<ChangeFacts, 'services' | 'tier'> {
  const entries = Object.entries(catalogue);
  const services = isUnknown(facts.services) ? touchedServices(facts.files, entries) : facts.services;
  return { services, tier: isUnknown(facts.tier) ? tierOf(services, entries) : facts.tier };
}

type Entries = readonly (readonly [string, CataloguedService])[];

function touchedServices(files: Files, entries: Entries): Fact<readonly string[]> {
  if (entries.length === 0) return [];
  if (isUnknown(files)) return { unknown: `the files of the change are not all known: ${files.unknown}` };
  const paths = files.flatMap(({ path, previousPath }) => (previousPath === undefined ? [path] : [path, previousPath]));
  return entries.filter(([, service]) => paths.some(pathMatcher(service.paths))).map(([name]) => name);
}

function tierOf(services: Fact<readonly string[]>, entries: Entries): Fact<number> {
  if (isUnknown(services)) return services;
  const tiers = entries.filter(([name]) => services.includes(name)).map(([, { tier }]) => tier);
  return Math.min(lowestTier, ...tiers);
}
