import { closest } from '../closest.ts';
import type { Problem } from '../errors.ts';
import type { RemoteReference } from './files.ts';
import { parseRemoteReference } from './remote-reference.ts';
import { shippedPolicies } from './shipped.generated.ts';
import { listed, quoted } from './words.ts';

/** A policy that can be read: a place, not yet its content. */
export type Target =
  | { readonly kind: 'local'; readonly path: string }
  | { readonly kind: 'shipped'; readonly name: string }
  | { readonly kind: 'remote'; readonly reference: RemoteReference };

/** What is wrong with a reference; the place is known to who asked. */
export type Refusal = Pick<Problem, 'code' | 'problem' | 'remedy'>;

/** What an entry of `extends` means, written in a policy at `from`. */
export function parseReference(text: string, from: Target): Target | Refusal {
  if (text.startsWith('./') || text.startsWith('../') || text.startsWith('/')) return relative(text, from);
  const reference = parseRemoteReference(text);
  if (reference !== null) return remoteTarget(reference);
  if (text.includes('//')) return unreadable(text);
  return Object.hasOwn(shippedPolicies, text) ? { kind: 'shipped', name: text } : unknownName(text);
}

function remoteTarget(reference: RemoteReference): Target | Refusal {
  return normalized(reference.path) === null ? leaves(reference.text) : { kind: 'remote', reference };
}

function relative(text: string, from: Target): Target | Refusal {
  const path = text.startsWith('/') ? null : normalized(text);
  if (path === null) return leaves(text);
  if (from.kind === 'shipped') return unreadable(text);
  if (from.kind === 'local') return { kind: 'local', path: joined(folderOf(from.path), path) };
  const { owner, repository, ref } = from.reference;
  const inside = joined(folderOf(from.reference.path), path);
  return {
    kind: 'remote',
    reference: { text: `${owner}/${repository}//${inside}@${ref}`, owner, repository, path: inside, ref },
  };
}

/** The path without `.` and `..`; null if it leaves the folder it starts from. */
function normalized(path: string): string | null {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.pop() === undefined) return null;
    if (part !== '..') parts.push(part);
  }
  return parts.length === 0 ? null : parts.join('/');
}

/** The folder that a file is in; empty for one without. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

/** A name below a folder. */
export function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

const forms = 'write a shipped name, `./path` below the folder of this file, or `owner/repo//path@ref`';

function leaves(text: string): Refusal {
  return { code: 'policy/extends', problem: `${quoted(text)} leaves the folder it is read from`, remedy: forms };
}

function unreadable(text: string): Refusal {
  return { code: 'policy/extends', problem: `${quoted(text)} names no policy`, remedy: forms };
}

function unknownName(text: string): Refusal {
  const names = Object.keys(shippedPolicies);
  const meant = text.length > 64 ? null : closest(text, names);
  return {
    code: 'policy/extends',
    problem: `there is no shipped policy ${quoted(text)}`,
    remedy:
      meant === null
        ? `shipped are ${listed(names, 'and')}; a file is named by \`./path\``
        : `did you mean \`${meant}\`?`,
  };
}
