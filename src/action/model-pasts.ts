import type { ChangeFacts } from '../change/facts.ts';
import type { Policy } from '../policy/policy.ts';
import { ledgerFor } from './ledger-access.ts';
import type { Setting } from './scene.ts';

/** How the past changes of the policy's standard changes went; left out where the policy has none. */
export async function pastOfModels(
  setting: Pick<Setting, 'event' | 'github' | 'central'>,
  policy: Pick<Policy, 'standardChanges' | 'record'>,
): Promise<Pick<ChangeFacts, 'models'>> {
  if (policy.standardChanges.length === 0) return {};
  const { ledger, github } = ledgerFor(setting, policy);
  if (github === null) return { models: { unknown: 'the ledger tells it, and there is no `token` to read it with' } };
  const [{ readModelPasts }, client] = await Promise.all([import('../github/model-pasts.ts'), github()]);
  return { models: await readModelPasts(client, ledger) };
}
