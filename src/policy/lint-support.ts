import { shapeOf } from '../schedule/during.ts';
import { unsupportedShapes } from '../schedule/lint.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** What the language has and the gate does not judge yet: refused, so that nobody relies on it. */
export function checkSupport({ policy }: LintRequest): readonly LintProblem[] {
  const { schedule, evidence } = policy;
  const ofEvidence = evidence.flatMap((rule) => {
    if ('checks' in rule) return [];
    const kind = 'slo' in rule ? 'slo' : 'file';
    return [refused({ key: `evidence/${rule.id}`, pointer: `/${kind}` }, `evidence by \`${kind}\``)];
  });
  const ofShapes = (['windows', 'freezes'] as const).flatMap((list) =>
    (schedule?.[list] ?? []).flatMap(({ id, during }) => {
      const shape = during === undefined ? null : unsupportedShapes.find((name) => name === shapeOf(during));
      return shape ? [refused({ key: `schedule.${list}/${id}`, pointer: '/during' }, `the shape \`${shape}\``)] : [];
    }),
  );
  return [...ofEvidence, ...ofShapes];
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
