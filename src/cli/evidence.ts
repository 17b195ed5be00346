import { resolve } from 'node:path';
import { useProxy } from '../action/proxy.ts';
import { asker } from '../endpoint/asker.ts';
import type { EvidenceRule } from '../evidence/evidence-rule.ts';
import { soughtBy, urlsOf } from '../evidence/sources.ts';
import type { EvidenceFacts } from '../policy/read-evidence.ts';
import { readEvidence } from '../policy/read-evidence.ts';
import type { Options } from './options.ts';
import { repositoryFiles } from './repository-files.ts';
import { repositoryRoot } from './repository-root.ts';
import type { World } from './world.ts';

/** The variable with the token for the server that a policy asks for error budgets; as the action's input `slo-token`. */
export const sloTokenVariable = 'CHANGE_GATE_SLO_TOKEN';

type Place = { readonly options: Options; readonly world: World };

/** The evidence that rules ask for: files of the repository as they lie there, like the policy, and answers of servers. */
export async function gatherEvidence(
  rules: readonly EvidenceRule[],
  { options, world }: Place,
): Promise<EvidenceFacts> {
  const root = repositoryRoot(resolve(world.cwd, options.value('repo') ?? '.'));
  const urls = urlsOf(rules);
  if (urls.length > 0) useProxy();
  const token = world.env[sloTokenVariable]?.trim() || null;
  return await readEvidence(soughtBy(rules, options.value('environment') ?? 'production'), {
    openFiles: async () => repositoryFiles(root),
    ask: asker({ token, urls }),
  });
}
