import type { Problem } from '../errors.ts';
import { readCalendars } from './calendars.ts';
import type { ReadCalendars } from './calendars.ts';
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
import type { Target } from './target.ts';
import { gatherUnits } from './units.ts';
import type { Gathered } from './units.ts';
import { problemsOfWrittenConditions } from './written-conditions.ts';

export type LoadedPolicy =
  | { readonly ok: true; readonly policy: Policy; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type ComposeRequest = {
  readonly target: Target;
  /** The day, like `2026-11-27`, for warnings about what is over; null = no such warnings. */
  readonly today: string | null;
};

/** A policy made from its texts: read, merged with everything that it extends, and linted. */
export async function composePolicy({ target, today }: ComposeRequest, files: PolicyFiles): Promise<LoadedPolicy> {
  const gathered = await gatherUnits(target, files);
  if (gathered.problems.some(isError)) return { ok: false, problems: problemsOfForm(gathered) };
  const calendars = await readCalendars({ sources: gathered.units.flatMap(({ files }) => files), today, files });
  return judge(gathered, calendars, today);
}

/** What can be told of a policy whose form is wrong: its conditions are looked at all the same. */
function problemsOfForm({ units, misshapen, problems }: Gathered): readonly Problem[] {
  const written = [...units.flatMap(({ files }) => files), ...misshapen];
  return inOrder([...problems, ...written.flatMap(problemsOfWrittenConditions)]);
}

function judge({ units, problems }: Gathered, calendars: ReadCalendars, today: string | null): LoadedPolicy {
  const sources = units.flatMap(({ files }) => files);
  const entries = entriesOf(units);
  const policy = mergePolicy(sources, calendars);
  const found = inOrder([
    ...problems,
    ...calendars.problems,
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
