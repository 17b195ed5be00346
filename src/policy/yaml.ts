import { constructFromEvents, EVENT_ID, parseEvents, YAMLException } from 'js-yaml';
import type { Event } from 'js-yaml';
import type { Problem } from '../errors.ts';
import { readEvents } from './yaml-events.ts';
import { positionsOf } from './yaml-places.ts';
import type { Places } from './yaml-places.ts';

/** A YAML or JSON document that was read, and where each part of it stands. */
export type YamlDocument = { readonly ok: true; readonly value: unknown; readonly places: Places };
export type YamlResult = YamlDocument | { readonly ok: false; readonly problems: readonly Problem[] };

/** The largest file that is read, in bytes. */
export const largestFileBytes = 1_000_000;

/** The one document of a YAML 1.2 (or JSON) file; `file` names it in problems. */
export function parseYaml(content: Uint8Array | string, file: string): YamlResult {
  const read = readEventsOf(content, file);
  return read.ok ? parseDocument(read.events, read) : read;
}

/** Every document of a YAML file that may hold several; those that are empty are left out. */
export function parseYamlDocuments(content: Uint8Array | string, file: string): readonly YamlResult[] {
  const read = readEventsOf(content, file);
  if (!read.ok) return [read];
  return documentsIn(read.events)
    .map((events) => parseDocument(events, read))
    .filter((result) => result.ok || result.problems.some(({ code }) => code !== 'yaml/empty'));
}

type Source = { readonly source: string; readonly file: string };
type ReadSource =
  | (Source & { readonly ok: true; readonly events: readonly Event[] })
  | { readonly ok: false; readonly problems: readonly Problem[] };

function readEventsOf(content: Uint8Array | string, file: string): ReadSource {
  const source = readText(content);
  if (typeof source !== 'string') return { ok: false, problems: [{ file, line: 1, column: 1, ...source }] };
  try {
    return { ok: true, source, file, events: parseEvents(source, { filename: file, maxDepth: 200 }) };
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { ok: false, problems: [syntaxProblem(error, file)] };
  }
}

function documentsIn(events: readonly Event[]): readonly (readonly Event[])[] {
  const starts = events.flatMap(({ type }, index) => (type === EVENT_ID.DOCUMENT ? [index] : []));
  return starts.map((start, index) => events.slice(start, starts[index + 1]));
}

function parseDocument(events: readonly Event[], source: Source): YamlResult {
  try {
    return constructed(events, source);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return { ok: false, problems: [syntaxProblem(error, source.file)] };
  }
}

function constructed(events: readonly Event[], { source, file }: Source): YamlResult {
  const { nodes, faults } = readEvents(events, source);
  const positions = positionsOf(source);
  if (faults.length > 0) {
    const problems = faults.map(({ offset, code, problem, remedy }) => {
      return { file, ...positions.at(offset), severity: 'error', code, problem, remedy } as const;
    });
    return { ok: false, problems };
  }
  const [value] = constructFromEvents([...events], { source, filename: file, maxAliases: 0 });
  return { ok: true, value, places: positions.places(nodes) };
}

type Fault = Pick<Problem, 'severity' | 'code' | 'problem' | 'remedy'>;

function readText(content: Uint8Array | string): string | Fault {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  if (bytes.length > largestFileBytes) return tooLarge(bytes.length);
  const text = decode(bytes);
  if (text === null || text.includes('\0')) return binary;
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // The decoder tells bytes that are no UTF-8 by a TypeError: the file is not text.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

const binary: Fault = {
  severity: 'error',
  code: 'yaml/binary',
  problem: 'the file is not text in UTF-8',
  remedy: 'save it as a text file in UTF-8',
};

function tooLarge(bytes: number): Fault {
  return {
    severity: 'error',
    code: 'yaml/too-large',
    problem: `the file has ${bytes} bytes, more than ${largestFileBytes}`,
    remedy: 'split it into several files in one folder',
  };
}

function syntaxProblem(error: YAMLException, file: string): Problem {
  const { line = 0, column = 0 } = error.mark ?? {};
  return {
    file,
    line: line + 1,
    column: column + 1,
    severity: 'error',
    code: 'yaml/syntax',
    problem: `this is not YAML: ${error.reason}`,
    remedy: null,
  };
}
