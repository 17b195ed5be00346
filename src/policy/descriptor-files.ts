import { checkPathPattern, foldersOf, pathMatcher } from '../change/glob.ts';
import type { Place, Problem } from '../errors.ts';
import type { PolicyFiles, RepositoryFiles } from './files.ts';
import { descriptorsNamed } from './services-section.ts';
import type { SourceFile } from './source-file.ts';

export type DescriptorFile = { readonly path: string; readonly content: Uint8Array };

export type FoundDescriptors = {
  /** Where they were sought. */
  readonly patterns: readonly string[];
  readonly files: readonly DescriptorFile[];
  readonly problems: readonly Problem[];
};

type Setting = { readonly sources: readonly SourceFile[]; readonly files: PolicyFiles };
type Pattern = { readonly text: string; readonly place: Place };

/** Finds the files that the last `from` of a policy names; a path must be there, a pattern may match nothing. */
export async function findDescriptors({ sources, files }: Setting): Promise<FoundDescriptors> {
  const patterns = lastPatterns(sources);
  const wrong = patterns.flatMap(({ text, place }) => {
    const problem = checkPathPattern(text);
    return problem === null ? [] : [at(place, { severity: 'error', problem, remedy: fromRoot })];
  });
  const found = { patterns: patterns.map(({ text }) => text), files: [], problems: wrong };
  if (patterns.length === 0 || wrong.length > 0) return found;
  if (files.repository === undefined) return { ...found, problems: patterns.slice(0, 1).map(noRepository) };
  return { ...found, ...(await readAll(patterns, files.repository)) };
}

/** Where services stand that are described for each file's own folder. */
function lastPatterns(sources: readonly SourceFile[]): readonly Pattern[] {
  const last = sources.findLast(({ value }) => descriptorsNamed(value) !== undefined);
  if (last === undefined) return [];
  const isList = Array.isArray(last.value.services?.['from']);
  return (descriptorsNamed(last.value) ?? []).map((text, index) => ({
    text,
    place: { file: last.file, ...last.places.ofValue(isList ? `/services/from/${index}` : '/services/from') },
  }));
}

async function readAll(
  patterns: readonly Pattern[],
  repository: RepositoryFiles,
): Promise<Pick<FoundDescriptors, 'files' | 'problems'>> {
  const sought = await Promise.all(
    patterns.map(async (pattern) => ({ pattern, paths: await pathsOf(pattern, repository) })),
  );
  const paths = [...new Set(sought.flatMap((each) => each.paths))];
  if (paths.length > mostFiles)
    return { files: [], problems: patterns.slice(0, 1).map((first) => tooMany(first, paths.length)) };
  const contents = await repository.readAll(paths);
  const files = paths.flatMap((path, index) => {
    const content = contents[index] ?? null;
    return content === null ? [] : [{ path, content }];
  });
  const there = new Set(files.map(({ path }) => path));
  const problems = sought
    .filter((each) => !each.paths.some((path) => there.has(path)))
    .map(({ pattern }) => (isGlob(pattern) ? matchesNothing(pattern) : notThere(pattern)));
  return { files, problems };
}

const mostFiles = 2_000;

async function pathsOf(pattern: Pattern, repository: RepositoryFiles): Promise<readonly string[]> {
  const { text } = pattern;
  if (!isGlob(pattern)) return [text];
  const [folder = ''] = foldersOf([text]);
  const paths = await repository.pathsBelow(folder.replace(/\/$/, ''));
  return paths.filter(pathMatcher([text])).toSorted();
}

function isGlob({ text }: Pattern): boolean {
  return /[*?[\]{}\\]/.test(text);
}

const fromRoot = 'write a path or glob from the root of the repository, like `services/*/catalog-info.yaml`';

function notThere({ text, place }: Pattern): Problem {
  return at(place, { severity: 'error', problem: `there is no file \`${text}\``, remedy: fromRoot });
}

function matchesNothing({ text, place }: Pattern): Problem {
  return at(place, { severity: 'warning', problem: `\`${text}\` matches no file of the repository`, remedy: fromRoot });
}

function noRepository({ place }: Pattern): Problem {
  return at(place, {
    severity: 'error',
    problem: '`from` needs the repository that is judged, and there is none here',
    remedy: 'stand in it, or name it with `--repo`',
  });
}

function tooMany({ place }: Pattern, count: number): Problem {
  return at(place, {
    severity: 'error',
    problem: `\`from\` leads to ${count} files, more than ${mostFiles}`,
    remedy: 'name fewer, or describe several services in one file',
  });
}

type Words = Pick<Problem, 'severity' | 'problem' | 'remedy'>;

function at(place: Place, words: Words): Problem {
  return { ...place, code: 'policy/catalogue', ...words };
}
