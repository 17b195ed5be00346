type Dependent = { readonly dependsOn?: readonly string[] };

/** Circles of services that depend on each other, each told once, from where it was first met. */
export function findCycles(services: Readonly<Record<string, Dependent>>): readonly (readonly string[])[] {
  const search: Search = { services, done: new Set(), path: [], cycles: [] };
  for (const name of Object.keys(services)) visit(name, search);
  return search.cycles;
}

type Search = {
  readonly services: Readonly<Record<string, Dependent>>;
  /** Services from which everything was followed. */
  readonly done: Set<string>;
  readonly path: string[];
  readonly cycles: (readonly string[])[];
};

function visit(name: string, search: Search): void {
  const { services, done, path, cycles } = search;
  const start = path.indexOf(name);
  if (start !== -1) cycles.push(path.slice(start));
  if (start !== -1 || done.has(name)) return;
  path.push(name);
  for (const other of services[name]?.dependsOn ?? []) visit(other, search);
  path.pop();
  done.add(name);
}
