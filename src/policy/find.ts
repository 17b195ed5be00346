import type { PolicyFiles, RemoteReference } from './files.ts';
import { shippedPolicies } from './shipped.generated.ts';
import type { FoundFile } from './source-file.ts';
import { joined } from './target.ts';
import type { Refusal, Target } from './target.ts';

type Found =
  | { readonly ok: true; readonly files: readonly FoundFile[] }
  | { readonly ok: false; readonly refusal: Refusal };

/** The name by which the user knows a policy. */
export function nameOf(target: Target): string {
  if (target.kind === 'local') return target.path;
  return target.kind === 'shipped' ? `change-gate:${target.name}.yml` : target.reference.text;
}

/** The files that a policy is made of, by name. */
export async function findFiles(target: Target, files: PolicyFiles): Promise<Found> {
  if (target.kind === 'shipped') return { ok: true, files: [shippedFile(target)] };
  return target.kind === 'local' ? await findLocal(target.path, files) : await findRemote(target.reference, files);
}

function shippedFile(target: Target & { readonly kind: 'shipped' }): FoundFile {
  const content = new TextEncoder().encode(shippedPolicies[target.name] ?? '');
  return { file: nameOf(target), content, from: target };
}

async function findLocal(path: string, files: PolicyFiles): Promise<Found> {
  const names = await files.list(path);
  const paths = names === null ? [path] : policyNames(names).map((name) => joined(path, name));
  const found: FoundFile[] = [];
  for (const file of paths) {
    const content = await files.read(file);
    if (content !== null) found.push({ file, content, from: { kind: 'local', path: file } });
  }
  if (found.length > 0) return { ok: true, files: found };
  return names === null ? missing(path) : noFiles(path);
}

async function findRemote(reference: RemoteReference, files: PolicyFiles): Promise<Found> {
  if (files.readRemote === undefined) return notReachable(reference.text);
  const remote = await files.readRemote(reference);
  if (remote === null) return missing(reference.text);
  const { owner, repository } = reference;
  const names = remote.files.map(({ path }) => path);
  const wanted = names.length === 1 ? names : policyNames(names);
  const found = remote.files
    .filter(({ path }) => wanted.includes(path))
    .map(({ path, content }) => {
      const text = `${owner}/${repository}//${path}@${reference.ref}`;
      const from = { kind: 'remote', reference: { ...reference, text, path, ref: remote.commit } } as const;
      return { file: text, content, ref: remote.commit, from };
    });
  return found.length === 0 ? noFiles(reference.text) : { ok: true, files: found };
}

/** Policy tests lie beside policies and are none. */
function policyNames(names: readonly string[]): readonly string[] {
  return names.filter((name) => /\.ya?ml$/.test(name) && !/\.test\.ya?ml$/.test(name)).sort();
}

function missing(name: string): Found {
  return {
    ok: false,
    refusal: {
      code: 'policy/missing',
      problem: `there is no policy at \`${name}\``,
      remedy: 'name a file, or a folder with `*.yml` files; `change-gate init` writes one',
    },
  };
}

function noFiles(name: string): Found {
  return {
    ok: false,
    refusal: {
      code: 'policy/missing',
      problem: `the folder \`${name}\` holds no policy`,
      remedy: 'put a `*.yml` file into it; `*.test.yml` files are tests',
    },
  };
}

function notReachable(name: string): Found {
  return {
    ok: false,
    refusal: {
      code: 'policy/remote',
      problem: `\`${name}\` is in another repository, which cannot be read here`,
      remedy:
        'set `GITHUB_TOKEN` to a token that may read that repository (the action has the input `policy-token`), or copy the policy and name it by `./path`',
    },
  };
}
