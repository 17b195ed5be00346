import type { Service } from '../catalogue/service.ts';
import { defaults } from './defaults.generated.ts';
import type { DescribedServices } from './described-services.ts';
import { mergedMap } from './layers.ts';
import { namedServices } from './services-section.ts';
import type { SourceFile } from './source-file.ts';

export type Described = Pick<DescribedServices, 'services' | 'files' | 'from'>;

/** The catalogue: what descriptors say of services, and over it, key by key, what the policy says; removed ones are gone. */
export function mergeServices(files: readonly SourceFile[], described: Described): Readonly<Record<string, Service>> {
  const written = mergedMap(files, '/services', namedServices);
  const removed = removedIn(files);
  const names = [...Object.keys(described.services).filter((name) => !removed.has(name)), ...Object.keys(written)];
  return Object.fromEntries(
    names.map((name) => {
      // Lint refuses a service without paths before anybody reads it.
      const service = { source: '', paths: [], ...defaults.services, ...described.services[name], ...written[name] };
      return [name, service];
    }),
  );
}

/** The services that the last file which names them removes. */
function removedIn(files: readonly SourceFile[]): ReadonlySet<string> {
  const last = new Map(files.flatMap(({ value }) => Object.entries(namedServices(value))));
  return new Set([...last].flatMap(([name, item]) => ('disabled' in item ? [name] : [])));
}
