import { compiledPolicies } from './compiled.generated.ts';
import type { LoadedPolicy } from './compose.ts';
import type { PolicyFiles } from './files.ts';
import { parseRemoteReference } from './remote-reference.ts';
import type { Target } from './target.ts';

export type { LoadedPolicy } from './compose.ts';

export type LoadRequest = {
  /**
   * A file, a folder, one of another repository (`owner/repo//path@ref`), or the name of a shipped policy; null =
   * `.github/change-gate`, else the shipped `standard`.
   */
  readonly path: string | null;
  /** The day, like `2026-11-27`, for warnings about what is over; null = no such warnings. */
  readonly today: string | null;
  /** Whether to look for files that the catalogue names and that are not in the repository. */
  readonly namedFiles?: 'sought';
};

/** Where a policy is looked for if nobody names one. */
export const defaultPath = '.github/change-gate';

/**
 * A whole policy with everything that it extends, or all that is wrong with it. A shipped policy is without fault and
 * compiled already; what reads and lints policies is loaded for others, and to warn of what is over.
 */
export async function loadPolicy({ path, ...request }: LoadRequest, files: PolicyFiles): Promise<LoadedPolicy> {
  const target = await targetOf(path, files);
  const compiled = target.kind === 'shipped' && request.today === null ? compiledPolicies[target.name] : undefined;
  if (compiled !== undefined) return { ok: true, policy: JSON.parse(compiled), warnings: [] };
  const { composePolicy } = await import('./compose.ts');
  return await composePolicy({ target, ...request }, files);
}

async function targetOf(path: string | null, files: PolicyFiles): Promise<Target> {
  const reference = path === null ? null : parseRemoteReference(path);
  if (reference !== null) return { kind: 'remote', reference };
  const wanted = path === null ? defaultPath : path.replace(/(?<=.)\/+$/, '');
  const isThere = (await files.list(wanted)) !== null || (await files.read(wanted)) !== null;
  if (isThere) return { kind: 'local', path: wanted };
  const name = path ?? 'standard';
  return Object.hasOwn(compiledPolicies, name) ? { kind: 'shipped', name } : { kind: 'local', path: wanted };
}
