import { shapeOf } from '../schedule/during.ts';
import { unsupportedShapes } from '../schedule/lint.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** What the language has and the gate does not judge yet: refused, so that nobody relies on it. */
export function checkSupport({ policy }: LintRequest): readonly LintProblem[] {
  return (['windows', 'freezes'] as const).flatMap((list) =>
    (policy.schedule?.[list] ?? []).flatMap(({ id, during }) => {
      const shape = during === undefined ? null : unsupportedShapes.find((name) => name === shapeOf(during));
      return shape ? [refused({ key: `schedule.${list}/${id}`, pointer: '/during' }, `the shape \`${shape}\``)] : [];
    }),
  );
}

function refused(part: LintProblem['part'], what: string): LintProblem {
  return {
    part,
    about: 'key',
    severity: 'error',
    code: 'policy/not-supported',
    problem: `${what} is not supported yet`,
    remedy: 'take it out: the gate refuses what it cannot judge',
  };
}
