import { checkPathPattern, pathMatcher } from '../change/glob.ts';
import type { Problem } from '../errors.ts';
import type { PolicyFiles } from './files.ts';
import type { Finder } from './finder.ts';
import type { Policy } from './policy.ts';
import type { Service } from '../catalogue/service.ts';

type Setting = { readonly finder: Finder; readonly files: PolicyFiles };
type Named = { readonly name: string; readonly service: Service };

/** Files that the catalogue names and that are not in the repository: paths of services, and their runbooks. */
export async function missingFiles(
  { services }: Pick<Policy, 'services'>,
  { finder, files }: Setting,
): Promise<readonly Problem[]> {
  const named = Object.entries(services)
    .map(([name, service]) => ({ name, service }))
    .filter(({ service }) => service.repository === undefined);
  const paths = named.length === 0 ? [] : ((await files.repository?.pathsBelow('')) ?? []);
  // Where no file can be seen, none is missing.
  if (paths.length === 0) return [];
  return named.flatMap((each) => [
    ...unmatchedPaths(each, { paths, finder }),
    ...missingRunbook(each, { paths, finder }),
  ]);
}

type Seen = { readonly paths: readonly string[]; readonly finder: Finder };

function unmatchedPaths({ name, service }: Named, { paths, finder }: Seen): readonly Problem[] {
  return service.paths.flatMap((pattern, index) => {
    if (checkPathPattern(pattern) !== null || paths.some(pathMatcher([pattern]))) return [];
    return [
      {
        ...finder.ofValue({ key: `services/${name}`, pointer: `/paths/${index}` }),
        severity: 'warning',
        code: 'policy/missing-file',
        problem: `\`${pattern}\` matches no file of the repository`,
        remedy: 'correct the pattern, or take it out',
      },
    ] as const;
  });
}

function missingRunbook({ name, service: { runbook } }: Named, { paths, finder }: Seen): readonly Problem[] {
  const [path = ''] = runbook?.split('#') ?? [];
  if (path === '' || /^[a-z][a-z0-9+.-]*:/iu.test(path) || paths.includes(path)) return [];
  return [
    {
      ...finder.ofValue({ key: `services/${name}`, pointer: '/runbook' }),
      severity: 'warning',
      code: 'policy/missing-file',
      problem: `there is no file \`${path}\` in the repository`,
      remedy: 'write a path from the root of the repository, or an address like `https://…`',
    },
  ];
}
