import { digestOf } from '../decision/digest.ts';
import { pathsSeen, policyEdits } from '../decision/policy-edits.ts';
import { FactsError, GateError } from '../errors.ts';
import { treeFiles } from '../git/tree-files.ts';
import type { RemoteReference } from '../policy/files.ts';
import { loadPolicy } from '../policy/load.ts';
import type { LoadedPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import { parseRemoteReference } from '../policy/remote-reference.ts';
import type { Passage } from '../ports.ts';
import type { Annotation } from '../report/annotations.ts';
import { annotationsOfProblems } from '../report/annotations.ts';
import type { PolicyChange } from '../report/policy-change.ts';
import type { RemotePolicies } from './central.ts';
import type { Scene } from './scene.ts';

type Sight = Pick<Scene, 'repository' | 'head' | 'inputs' | 'event' | 'runner' | 'remote'>;

/**
 * What the policy that a change brings would make of that change; null where it brings none. It is shown beside the
 * judgement, never part of it: whatever goes wrong here leaves the judgement as it is.
 */
export async function seePolicyChange(sight: Sight, passage: Passage): Promise<PolicyChange | null> {
  if (!mayBringPolicy(sight, passage)) return null;
  try {
    const loaded = await loadBrought(sight, passage.policy);
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

function mayBringPolicy({ inputs, event }: Sight, { policy, facts }: Passage): boolean {
  // What landed on the default branch is in the policy that judges, or was taken out of it again.
  if (inputs.head === null && event.branch !== null && event.branch === event.defaultBranch) return false;
  if (policyEdits(policy, facts).length > 0) return true;
  const folder = inputs.policy?.replace(/\/+$/u, '');
  if (folder === undefined) return false;
  return pathsSeen(facts.files).some((path) => path === folder || path.startsWith(`${folder}/`));
}

async function loadBrought(sight: Sight, trusted: Policy): Promise<LoadedPolicy> {
  const { repository, head, inputs, runner } = sight;
  const files = { ...treeFiles(repository, head), ...remoteFor(sight, trusted) };
  return await loadPolicy({ path: inputs.policy, today: runner.now().slice(0, 10) }, files);
}

/**
 * What a change names is read with the gate's own token, and told. A branch of this repository belongs to somebody who
 * could use that token anyway; of a fork, only what the trusted policy reads too is read.
 */
function remoteFor({ event, remote }: Sight, { files }: Policy): RemotePolicies {
  const { readRemote } = remote;
  if (event.pull?.isFromFork !== true || readRemote === undefined) return remote;
  const known = new Set(files.flatMap(({ path }) => placeOf(parseRemoteReference(path))));
  return {
    readRemote: async (reference) => {
      if (placeOf(reference).some((place) => known.has(place))) return await readRemote(reference);
      throw new FactsError({
        problem: `\`${reference.text}\` is not read for a fork, since the trusted policy reads nothing of that repository`,
        remedy: null,
      });
    },
  };
}

function placeOf(reference: RemoteReference | null): readonly string[] {
  return reference === null ? [] : [`${reference.owner}/${reference.repository}`.toLowerCase()];
}

function reasonOf(error: unknown): string {
  if (error instanceof GateError) return error.remedy === null ? error.problem : `${error.problem}; ${error.remedy}`;
  return error instanceof Error ? error.message : String(error);
}

/** What is wrong with the policy that a change brings, beside the lines that are wrong. */
export function annotationsOfPolicyChange(change: PolicyChange | null): readonly Annotation[] {
  return change?.kind === 'broken' ? annotationsOfProblems(change.problems) : [];
}
