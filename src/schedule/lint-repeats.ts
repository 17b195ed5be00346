import { doubtful } from './problem.ts';
import type { ScheduleProblems } from './problem.ts';
import type { ChangeWindow, Freeze, Schedule } from './schedule.ts';

/** Rules that say what another one says already, and freezes that never end. */
export function problemsOfRepeats({ windows, freezes }: Schedule): ScheduleProblems {
  return [
    ...repeated(windows, '/windows'),
    ...repeated(freezes, '/freezes'),
    ...freezes.flatMap((freeze, index) => endless(freeze, `/freezes/${index}`)),
  ];
}

function repeated(rules: readonly (ChangeWindow | Freeze)[], pointer: string): ScheduleProblems {
  const first = new Map<string, string>();
  return rules.flatMap((rule, index) => {
    const key = meaningOf(rule);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, rule.id);
    if (earlier === undefined) return [];
    return [doubtful(`${pointer}/${index}`, `\`${rule.id}\` says the same as \`${earlier}\``, 'remove one of them')];
  });
}

/** All that a rule does, without what it is called and why. */
function meaningOf(rule: ChangeWindow | Freeze): string {
  const said = Object.entries(rule).filter(([key]) => !['id', 'because', 'source', 'locked'].includes(key));
  return JSON.stringify(said.sort(([one], [other]) => (one < other ? -1 : 1)));
}

function endless({ id, during, when }: Freeze, pointer: string): ScheduleProblems {
  if (during !== undefined || when !== undefined) return [];
  return [doubtful(pointer, `the freeze \`${id}\` never ends`, 'state `during`, or `when`')];
}
