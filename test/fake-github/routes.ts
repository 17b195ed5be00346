/** Finds which operation of the description a method and path mean. */
export type RouteTable = {
  match(method: string, path: string): Route | undefined;
};

export type Route = {
  readonly operationId: string;
  readonly params: Readonly<Record<string, string>>;
  /** The path as the description spells it, each parameter encoded: slashes in a ref or a file path do not split it. */
  readonly describedPath: string;
};

type Template = {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly pattern: RegExp;
};

/** Parameters that may hold slashes, which GitHub takes encoded and plain. */
const manySegments = new Set(['ref', 'path', 'basehead', 'branch', 'environment_name']);

export function routeTable(operations: readonly { operationId: string; method: string; path: string }[]): RouteTable {
  const templates: Template[] = operations
    .map((operation) => ({ ...operation, pattern: patternOf(operation.path) }))
    .sort((left, right) => looseness(left.path) - looseness(right.path));
  return {
    match(method, path) {
      for (const template of templates) {
        const found = template.method === method ? template.pattern.exec(path) : null;
        if (found) return routeOf(template, found.groups ?? {});
      }
      return undefined;
    },
  };
}

function patternOf(path: string): RegExp {
  const source = path
    .replace(/[.]/g, '\\$&')
    .replace(/\/\{path\}$/, '(?:/(?<path>.*?))?/?') // Also the root of a repository.
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${manySegments.has(name) ? '.+?' : '[^/]+'})`);
  return new RegExp(`^${source}$`);
}

function routeOf(template: Template, groups: Record<string, string | undefined>): Route {
  const params = Object.fromEntries(
    Object.entries(groups).map(([name, value = '']) => [name, decodeURIComponent(value)] as const),
  );
  // The root of a repository has an empty path, which the description has no place for.
  const describedPath = template.path.replace(/\{(\w+)\}/g, (_, name: string) =>
    params[name] === '' ? '.' : encodeURIComponent(params[name] ?? ''),
  );
  return { operationId: template.operationId, params, describedPath };
}

/** Literal paths are tried before those with parameters. */
function looseness(path: string): number {
  return path.split('{').length + (/\{(ref|path|branch|environment_name)\}$/.test(path) ? 100 : 0);
}
