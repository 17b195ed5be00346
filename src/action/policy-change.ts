import { digestOf } from '../decision/digest.ts';
import { pathsSeen, policyEdits } from '../decision/policy-edits.ts';
import { GateError } from '../errors.ts';
import { treeFiles } from '../git/tree-files.ts';
import { loadPolicy } from '../policy/load.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Passage } from '../ports.ts';
import type { Annotation } from '../report/annotations.ts';
import { annotationsOfProblems } from '../report/annotations.ts';
import type { PolicyChange } from '../report/policy-change.ts';
import type { Scene } from './scene.ts';

type Sight = Pick<Scene, 'repository' | 'head' | 'inputs' | 'runner' | 'event'>;

/**
 * What the policy that a change brings would make of that change; null where it brings none. It is shown beside the
 * judgement, never part of it: whatever goes wrong here leaves the judgement as it is.
 */
export async function seePolicyChange(sight: Sight, passage: Passage): Promise<PolicyChange | null> {
  if (!mayBringPolicy(sight, passage)) return null;
  try {
    const loaded = await loadBrought(sight);
    if (!loaded.ok) return { kind: 'broken', problems: loaded.problems };
    if (digestOf(loaded.policy) === passage.decision.policyDigest) return null;
    const { comparePolicies } = await import('../report/policy-comparison.ts');
    const { seePast } = await import('./policy-past.ts');
    const past = await seePast(sight, passage, { brought: loaded.policy });
    return comparePolicies({ ...passage, brought: loaded.policy, past });
  } catch (error) {
    return { kind: 'unseen', reason: reasonOf(error) };
  }
}

function mayBringPolicy({ inputs }: Sight, { policy, facts }: Passage): boolean {
  if (policyEdits(policy, facts).length > 0) return true;
  const folder = inputs.policy?.replace(/\/+$/u, '');
  if (folder === undefined) return false;
  return pathsSeen(facts.files).some((path) => path === folder || path.startsWith(`${folder}/`));
}

async function loadBrought({ repository, head, inputs, runner }: Sight): Promise<LoadedPolicy> {
  return await loadPolicy({ path: inputs.policy, today: runner.now().slice(0, 10) }, treeFiles(repository, head));
}

function reasonOf(error: unknown): string {
  if (error instanceof GateError) return error.problem;
  return error instanceof Error ? error.message : String(error);
}

/** What is wrong with the policy that a change brings, beside the lines that are wrong. */
export function annotationsOfPolicyChange(change: PolicyChange | null): readonly Annotation[] {
  return change?.kind === 'broken' ? annotationsOfProblems(change.problems) : [];
}
