import { createHash } from 'node:crypto';
import type { Problem } from '../errors.ts';
import type { PolicyFile } from './policy.ts';
import { schemaProblems } from './problems.ts';
import { soundPartOf } from './sound-part.ts';
import type { Target } from './target.ts';
import { validatePolicy } from './validate-policy.generated.js';
import type { WrittenFile } from './written-conditions.ts';
import type { Places } from './yaml-places.ts';
import { parseYaml } from './yaml.ts';

/** One policy file as it was read, with the place of each of its parts. */
export type SourceFile = {
  /** The name that the user knows it by. */
  readonly file: string;
  readonly digest: string;
  /** The commit that a reference to another repository meant. */
  readonly ref?: string;
  /** Where its paths start. */
  readonly from: Target;
  readonly value: PolicyFile;
  readonly places: Places;
};

/** A file that was found, before it is read. */
export type FoundFile = {
  readonly file: string;
  readonly content: Uint8Array;
  readonly ref?: string;
  readonly from: Target;
};

type SourceResult =
  | { readonly ok: true; readonly source: SourceFile }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** Left out where it is no YAML. */
      readonly written?: WrittenFile;
      /** The part whose form is right, and the sections that lack something; left out where there is none. */
      readonly rest?: { readonly source: SourceFile; readonly lacking: readonly string[] };
    };

/** The policy in a file, or everything that is wrong with its form. */
export function readSource({ file, content, ref, from }: FoundFile): SourceResult {
  const document = parseYaml(content, file);
  if (!document.ok) return document;
  const { value, places } = document;
  const digest = createHash('sha256').update(content).digest('hex');
  const source = { file, digest, ...(ref === undefined ? {} : { ref }), from, places };
  if (validatePolicy(value)) return { ok: true, source: { ...source, value } };
  const problems = schemaProblems(validatePolicy.errors ?? [], { file, places });
  const sound = soundPartOf(value);
  const rest = sound && { source: { ...source, value: sound.value }, lacking: sound.lacking };
  return { ok: false, problems, written: { file, value, places }, ...(rest === null ? {} : { rest }) };
}
