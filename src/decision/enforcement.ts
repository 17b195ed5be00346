import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';

/**
 * Notes where the author of a change could take the gate out of the workflow that runs it. No more than a note: how a
 * repository is set up is not the author's doing.
 */
export function noteEnforcement({ enforcement }: Pick<ChangeFacts, 'enforcement'>): readonly Finding[] {
  if (enforcement === undefined) return [];
  if (isUnknown(enforcement)) {
    return [
      finding({
        code: 'gate/not-enforced',
        effect: 'note',
        problem: `whether its author could take the gate out of its workflow is not known: ${enforcement.unknown}`,
        remedy,
        assumed: [{ fact: 'enforcement', reason: enforcement.unknown }],
      }),
    ];
  }
  const { by, lacking } = enforcement;
  if (by !== 'nothing') return [];
  return [
    finding({
      code: 'gate/not-enforced',
      effect: 'note',
      problem: `its author could take the gate out of its workflow: ${lacking.join('; ')}`,
      remedy,
    }),
  ];
}

const remedy =
  'let the environment take deployments only from branches that require pull requests, or require the workflow by a ruleset of the organisation; docs/threat-model.md says where the gate binds';
