import type { Problem } from '../errors.ts';
import type { PolicyFiles } from './files.ts';
import { findFiles, nameOf } from './find.ts';
import { readSource } from './source-file.ts';
import type { SourceFile } from './source-file.ts';
import { folderOf, parseReference } from './target.ts';
import type { Refusal, Target } from './target.ts';
import type { WrittenFile } from './written-conditions.ts';

/** The files that make one policy: a file, or the files of a folder. */
export type Unit = { readonly name: string; readonly files: readonly SourceFile[] };

export type Gathered = {
  readonly units: readonly Unit[];
  readonly problems: readonly Problem[];
  /** Files whose form is wrong; the units have the parts of them that are right. */
  readonly misshapen: readonly WrittenFile[];
  /** Sections that something is missing from; with `extends`, something may be missing from any. */
  readonly lacking: ReadonlySet<string>;
};

type Gathering = {
  readonly files: PolicyFiles;
  /** Every policy met so far: one that is extended twice is merged once, where it comes first. */
  readonly met: Set<string>;
  readonly units: Unit[];
  readonly problems: Problem[];
  readonly misshapen: WrittenFile[];
  readonly lacking: Set<string>;
};

const deepest = 5;

/** A policy and everything that it extends, in the order of merging. */
export async function gatherUnits(target: Target, files: PolicyFiles): Promise<Gathered> {
  const gathering: Gathering = { files, met: new Set(), units: [], problems: [], misshapen: [], lacking: new Set() };
  const refusal = await gather(gathering, target, []);
  const { units, misshapen, lacking } = gathering;
  const problems = [...gathering.problems, ...(refusal === null ? [] : [atTop(nameOf(target), refusal)])];
  return { units, misshapen, problems, lacking };
}

function atTop(file: string, refusal: Refusal): Problem {
  return { file, line: 1, column: 1, severity: 'error', ...refusal };
}

/** Adds a policy behind what it extends; tells why not if it cannot be read at all. */
async function gather(gathering: Gathering, target: Target, chain: readonly string[]): Promise<Refusal | null> {
  const name = nameOf(target);
  if (chain.some((outer) => outer === name || folderOf(name) === outer)) return cycle([...chain, name]);
  if (gathering.met.has(name)) return null;
  if (chain.length > deepest) return tooDeep(chain);
  gathering.met.add(name);
  const found = await findFiles(target, gathering.files);
  if (!found.ok) return found.refusal;
  const results = found.files.map((file) => ({ from: file.from, result: readSource(file) }));
  const sources: SourceFile[] = [];
  for (const { from, result } of results) {
    if (!result.ok) {
      gathering.problems.push(...result.problems);
      if (result.written !== undefined) gathering.misshapen.push(result.written);
      for (const section of result.rest?.lacking ?? ['extends']) gathering.lacking.add(section);
    }
    const source = result.ok ? result.source : result.rest?.source;
    if (source === undefined) continue;
    await gatherExtended(gathering, { source, from, chain: [...chain, name] });
    sources.push(source);
  }
  gathering.units.push({ name, files: sources });
  return null;
}

type Extending = { readonly source: SourceFile; readonly from: Target; readonly chain: readonly string[] };

async function gatherExtended(gathering: Gathering, { source, from, chain }: Extending): Promise<void> {
  for (const [index, text] of (source.value.extends ?? []).entries()) {
    const target = parseReference(text, from);
    const refusal = 'kind' in target ? await gather(gathering, target, chain) : target;
    const place = { file: source.file, ...source.places.ofValue(`/extends/${index}`) };
    if (refusal !== null) {
      gathering.problems.push({ ...place, severity: 'error', ...refusal });
      gathering.lacking.add('extends');
    }
    if ('kind' in target && isMoving(target))
      gathering.problems.push({ ...place, severity: 'warning', ...moving(text) });
  }
}

function isMoving(target: Target): boolean {
  return target.kind === 'remote' && !/^[0-9a-f]{40}$/.test(target.reference.ref);
}

function moving(text: string): Refusal {
  return {
    code: 'policy/moving-reference',
    problem: `\`${text}\` can mean another policy tomorrow`,
    remedy: 'name a commit by its 40 digits',
  };
}

function cycle(chain: readonly string[]): Refusal {
  return {
    code: 'policy/extends',
    problem: `a policy extends itself: ${chain.join(' ▸ ')}`,
    remedy: 'remove one of the links',
  };
}

function tooDeep(chain: readonly string[]): Refusal {
  return {
    code: 'policy/extends',
    problem: `policies extend each other more than ${deepest} deep: ${chain.join(' ▸ ')}`,
    remedy: 'extend the last of them directly',
  };
}
