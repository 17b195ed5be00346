import type { ChangeFacts, EvidenceDocument, Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { foldersOf, pathMatcher } from '../change/glob.ts';
import { FactsError } from '../errors.ts';
import { keptContent, mostEntries } from '../evidence/kept.ts';
import type { Sought } from '../evidence/sources.ts';
import type { RepositoryFiles } from './files.ts';
import { parseYaml } from './yaml.ts';

/** Where evidence is read. */
export interface EvidenceReader {
  /** Files that the change cannot edit; unknown where they cannot be reached. */
  openFiles(): Promise<Fact<RepositoryFiles>>;
  /** The JSON with which an address answers a GET, or why there is none. */
  ask(url: string): Promise<Answer>;
}

export type Answer = { readonly ok: true; readonly content: unknown } | { readonly ok: false; readonly reason: string };

/** What evidence says, and where it was sought; nothing where no rule asks. */
export type EvidenceFacts = Pick<ChangeFacts, 'evidence' | 'evidenceSought'>;

/** Reads what rules want to know. What cannot be read is kept with the reason. */
export async function readEvidence({ globs, urls }: Sought, reader: EvidenceReader): Promise<EvidenceFacts> {
  if (globs.length === 0 && urls.length === 0) return {};
  const [files, answers] = await Promise.all([
    globs.length === 0 ? [] : readMatching(globs, async () => await reader.openFiles()),
    Promise.all(urls.map(async (url) => answerDocument(url, await reader.ask(url)))),
  ]);
  return { evidence: [...files, ...answers], evidenceSought: [...globs, ...urls] };
}

type Open = () => Promise<Fact<RepositoryFiles>>;

/** What the files say that globs match; a glob that could not be looked for stands for its files, with the reason. */
export async function readMatching(globs: readonly string[], open: Open): Promise<readonly EvidenceDocument[]> {
  const read = await readFiles(globs, open);
  return isUnknown(read) ? globs.map((glob) => ({ source: glob, problem: read.unknown })) : read;
}

async function readFiles(globs: readonly string[], open: Open): Promise<Fact<readonly EvidenceDocument[]>> {
  try {
    const files = await open();
    return isUnknown(files) ? files : await documentsIn(globs, files);
  } catch (error) {
    if (!(error instanceof FactsError)) throw error;
    // Unknown is the worse case for whoever asks.
    return { unknown: error.problem };
  }
}

/** More files than anybody keeps evidence in: the glob is probably a slip. */
const mostFiles = 500;

async function documentsIn(
  globs: readonly string[],
  files: RepositoryFiles,
): Promise<Fact<readonly EvidenceDocument[]>> {
  const folders = foldersOf(globs).map((folder) => folder.replace(/\/$/u, ''));
  const listed = await Promise.all(folders.map(async (folder) => await files.pathsBelow(folder)));
  const paths = [...new Set(listed.flat())].filter(pathMatcher(globs)).toSorted();
  if (paths.length > mostFiles) return { unknown: `${paths.length} files match, and ${mostFiles} are the most` };
  const contents = paths.length === 0 ? [] : await files.readAll(paths);
  return paths.map((path, index) => fileDocument(path, contents[index] ?? null));
}

function fileDocument(path: string, content: Uint8Array | null): EvidenceDocument {
  if (content === null) return { source: path, problem: 'it is not there, or no file' };
  const parsed = parseYaml(content, path);
  if (parsed.ok) return documentOf(path, parsed.value);
  const [first] = parsed.problems;
  return { source: path, problem: first === undefined ? 'it is no YAML' : `line ${first.line}: ${first.problem}` };
}

function answerDocument(url: string, answer: Answer): EvidenceDocument {
  return answer.ok ? documentOf(url, answer.content) : { source: url, problem: answer.reason };
}

function documentOf(source: string, content: unknown): EvidenceDocument {
  const kept = keptContent(content);
  return kept === null
    ? { source, problem: `it says more than ${mostEntries} things` }
    : { source, content: kept.kept };
}
