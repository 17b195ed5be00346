import type { PathAttributes } from './attributes.ts';
import type { FileKind } from './facts.ts';
import { kindRules } from './kind-rules.ts';
import type { KindRule } from './kind-rule.ts';
import { lockFileNames } from './kinds-not-written.ts';
import { baseNameOf, directoriesOf, extensionsOf } from './path.ts';

/** What a file is, from its path; what no rule knows is `code`. A lock file stays `dependencies` whatever `.gitattributes` says. */
export function kindOf(path: string, attributes?: PathAttributes): FileKind {
  const subject = subjectOf(path);
  const marked = attributes?.(path) ?? null;
  if (marked === true) return lockFileNames.has(subject.name) ? 'dependencies' : 'generated';
  const rules = marked === false ? handWrittenRules : kindRules;
  return rules.find((rule) => holds(rule, subject))?.kind ?? 'code';
}

/** Whether a tool wrote the file to pin dependencies: it is never counted in the size of a change. */
export function isLockFile(path: string): boolean {
  return lockFileNames.has(baseNameOf(path).toLowerCase());
}

type Subject = {
  readonly path: string;
  readonly name: string;
  readonly extensions: readonly string[];
  readonly directories: readonly string[];
};

const handWrittenRules = kindRules.filter((rule) => rule.kind !== 'generated');

function subjectOf(path: string): Subject {
  const name = baseNameOf(path).toLowerCase();
  const directories = directoriesOf(path).map((directory) => directory.toLowerCase());
  return { path, name, extensions: extensionsOf(name), directories };
}

function holds(rule: KindRule, subject: Subject): boolean {
  if (rule.names?.has(subject.name)) return true;
  if (rule.patterns?.some((pattern) => pattern.test(subject.path))) return true;
  const hasExtension = subject.extensions.some((extension) => rule.extensions?.has(extension));
  const isInside = subject.directories.some((directory) => rule.directories?.has(directory));
  if (rule.both === true) return hasExtension && isInside;
  return hasExtension || isInside;
}
