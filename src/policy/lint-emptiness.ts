import type { Place, Problem } from '../errors.ts';
import type { Policy } from './policy.ts';
import { rulesOf } from './rules.ts';
import type { SourceFile } from './source-file.ts';

/** A schedule without a time zone, and a policy that asks for nothing. */
export function emptinessProblems(policy: Policy, files: readonly SourceFile[]): readonly Problem[] {
  const last = files.at(-1);
  if (last === undefined) return [];
  const scheduled = files.findLast(({ value }) => value.schedule !== undefined);
  const asksNothing = rulesOf(policy).length === 0 && policy.emergency === null && policy.conflicts === null;
  return [
    ...(scheduled !== undefined && policy.schedule?.timezone === '' ? [withoutZone(placeOfSchedule(scheduled))] : []),
    ...(asksNothing ? [asking({ file: last.file, line: 1, column: 1 })] : []),
  ];
}

function placeOfSchedule({ file, places }: SourceFile): Place {
  return { file, ...places.ofKey('/schedule') };
}

function withoutZone(place: Place): Problem {
  return {
    ...place,
    severity: 'error',
    code: 'policy/missing-key',
    problem: 'key `timezone` is missing in `schedule`',
    remedy: 'add an IANA time zone like `timezone: Europe/Berlin`',
  };
}

function asking(place: Place): Problem {
  return {
    ...place,
    severity: 'warning',
    code: 'policy/no-rules',
    problem: 'the policy has no rules, so every change is approved',
    remedy: 'start from a shipped policy: `extends: [standard]`',
  };
}
