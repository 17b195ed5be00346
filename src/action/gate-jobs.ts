import { wildcardMatcher } from '../change/glob.ts';
import { parseYaml } from '../policy/yaml.ts';
import { listOf, recordOf, textOf } from './payload.ts';

/** The action as the steps of workflows name it: `owner/name@`, or `./` in its own repository. */
export function ownAction(): string {
  const action = process.env['GITHUB_ACTION_REPOSITORY'] ?? '';
  return action === '' ? './' : `${action}@`;
}

/** Whether some step of a workflow file names the action. */
export function namesAction(text: string, action: string): boolean {
  const wanted = action.toLowerCase();
  return text
    .split('\n')
    .some((line) => /^\s*(?:-\s*)?["']?uses["']?\s*:/u.test(line) && line.toLowerCase().includes(wanted));
}

/** What runs call the jobs that ask the gate, as a workflow file names them: patterns, since names may hold expressions. */
export function gateJobsIn(text: string, action: string): readonly string[] {
  const parsed = parseYaml(text, 'workflow');
  const jobs = parsed.ok ? Object.entries(recordOf(recordOf(parsed.value)['jobs'])) : [];
  return jobs.flatMap(([id, value]) => {
    const { name, steps } = recordOf(value);
    const asks = listOf(steps).some((step) => startsWith(textOf(recordOf(step)['uses']) ?? '', action));
    return asks ? [(textOf(name) ?? id).replaceAll(/\$\{\{.*?\}\}/gu, '*')] : [];
  });
}

/** A job of a run: its name, and those of its steps. */
export type NamedJob = { readonly name: string; readonly steps: readonly string[] };

type Gate = {
  readonly action: string;
  /** As `gateJobsIn` gives them. */
  readonly jobs: readonly string[];
};

/**
 * Whether a job asks the gate: by a step that nobody named, or by its own name, which stands behind that of the job that
 * calls its workflow (`caller / gate`), with the values of a matrix behind it (`gate (eu)`).
 */
export function isGateJob({ name, steps }: NamedJob, { action, jobs }: Gate): boolean {
  if (asksByName(steps, action)) return true;
  const names = [name, name.split(' / ').at(-1) ?? name];
  const patterns = jobs.flatMap((job) => [job, `${job} (*)`]).map(wildcardMatcher);
  return patterns.some((matches) => names.some(matches));
}

/** Whether one of some steps is the action's, by the name that GitHub gives a step without one. */
export function asksByName(steps: readonly string[], action: string): boolean {
  return steps.some((step) => startsWith(step, `Run ${action}`));
}

function startsWith(text: string, start: string): boolean {
  return text.toLowerCase().startsWith(start.toLowerCase());
}
