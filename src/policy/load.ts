import type { Problem } from '../errors.ts';
import { entriesOf } from './entries.ts';
import type { PolicyFiles } from './files.ts';
import { finderOf } from './finder.ts';
import { emptinessProblems } from './lint-emptiness.ts';
import { lintPolicy } from './lint.ts';
import { lockProblems } from './locks.ts';
import { mergePolicy } from './merge.ts';
import type { Policy } from './policy.ts';
import { inOrder } from './problems.ts';
import { repeatProblems } from './repeats.ts';
import { shippedPolicies } from './shipped.generated.ts';
import type { Target } from './target.ts';
import { gatherUnits } from './units.ts';
import type { Gathered } from './units.ts';

export type LoadRequest = {
  /** A file, a folder, or the name of a shipped policy; null = `.github/change-gate`, else the shipped `standard`. */
  readonly path: string | null;
  /** The day, like `2026-11-27`, for warnings about what is over; null = no such warnings. */
  readonly today: string | null;
};

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Where a policy is looked for if nobody names one. */
export const defaultPath = '.github/change-gate';

/** A whole policy with everything that it extends, or all that is wrong with it. */
export async function loadPolicy({ path, today }: LoadRequest, files: PolicyFiles): Promise<LoadedPolicy> {
  const gathered = await gatherUnits(await targetOf(path, files), files);
  if (gathered.problems.some(isError)) return { ok: false, problems: inOrder(gathered.problems) };
  return judge(gathered, today);
}

async function targetOf(path: string | null, files: PolicyFiles): Promise<Target> {
  const wanted = path === null ? defaultPath : path.replace(/(?<=.)\/+$/, '');
  const isThere = (await files.list(wanted)) !== null || (await files.read(wanted)) !== null;
  if (isThere) return { kind: 'local', path: wanted };
  const name = path ?? 'standard';
  return Object.hasOwn(shippedPolicies, name) ? { kind: 'shipped', name } : { kind: 'local', path: wanted };
}

function judge({ units, problems }: Gathered, today: string | null): LoadedPolicy {
  const sources = units.flatMap(({ files }) => files);
  const entries = entriesOf(units);
  const policy = mergePolicy(sources);
  const found = inOrder([
    ...problems,
    ...repeatProblems(entries),
    ...lockProblems(units, entries),
    ...emptinessProblems(policy, sources),
    ...lintPolicy({ policy, today }, finderOf(sources, entries)),
  ]);
  return found.some(isError) ? { ok: false, problems: found } : { ok: true, policy, warnings: found };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
