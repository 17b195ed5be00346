/** Something wrong at a place inside the `schedule` section, given as a JSON pointer. */
export type ScheduleProblem = {
  readonly pointer: string;
  readonly severity: 'error' | 'warning';
  readonly problem: string;
  readonly remedy: string | null;
};

export type ScheduleProblems = readonly ScheduleProblem[];

/** What makes a policy wrong. */
export function wrong(pointer: string, problem: string, remedy: string | null = null): ScheduleProblem {
  return { pointer, severity: 'error', problem, remedy };
}

/** What is allowed, and probably not meant. */
export function doubtful(pointer: string, problem: string, remedy: string | null = null): ScheduleProblem {
  return { pointer, severity: 'warning', problem, remedy };
}

/** Problems of a part, with their pointers begun at the whole. */
export function under(pointer: string, problems: ScheduleProblems): ScheduleProblems {
  return problems.map((each) => ({ ...each, pointer: `${pointer}${each.pointer}` }));
}
