import type { Problem } from '../errors.ts';
import { problemsOfBrokenForm } from './broken-form.ts';
import { readCalendars } from './calendars.ts';
import { readServices } from './described-services.ts';
import { entriesOf } from './entries.ts';
import type { PolicyFiles } from './files.ts';
import { finderOf } from './finder.ts';
import { emptinessProblems } from './lint-emptiness.ts';
import { lintPolicy } from './lint.ts';
import { lockProblems } from './locks.ts';
import { missingFiles } from './lint-files.ts';
import { mergePolicy } from './merge.ts';
import type { Policy } from './policy.ts';
import { inOrder } from './problems.ts';
import { repeatProblems } from './repeats.ts';
import type { Target } from './target.ts';
import { gatherUnits } from './units.ts';

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type ComposeRequest = {
  readonly target: Target;
  /** The day, like `2026-11-27`, for warnings about what is over; null = no such warnings. */
  readonly today: string | null;
  /** Whether to look for files that the catalogue names and that are not in the repository. */
  readonly namedFiles?: 'sought';
};

/** A policy made from its texts: read, merged with everything that it extends, and linted. */
export async function composePolicy(request: ComposeRequest, files: PolicyFiles): Promise<LoadedPolicy> {
  const { target, today } = request;
  const gathered = await gatherUnits(target, files);
  if (gathered.problems.some(isError)) {
    return { ok: false, problems: await problemsOfBrokenForm(gathered, { today, files }) };
  }
  const sources = gathered.units.flatMap((unit) => unit.files);
  const [calendars, described] = await Promise.all([
    readCalendars({ sources, today, files }),
    readServices({ sources, files }),
  ]);
  const entries = entriesOf(gathered.units);
  const finder = finderOf(sources, entries, described);
  const policy = mergePolicy(sources, { calendars, described });
  const found = inOrder([
    ...gathered.problems,
    ...calendars.problems,
    ...described.problems,
    ...repeatProblems(entries),
    ...lockProblems(gathered.units, entries),
    ...emptinessProblems(policy, sources),
    ...lintPolicy({ policy, today }, finder),
    ...(request.namedFiles === 'sought' ? await missingFiles(policy, { finder, files }) : []),
  ]);
  return found.some(isError) ? { ok: false, problems: found } : { ok: true, policy, warnings: found };
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
