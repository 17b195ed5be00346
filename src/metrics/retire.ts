import type { StandardChange } from '../standard/standard-change.ts';
import type { Metrics, StandardChangeHealth } from './figures.ts';

type Retirement = NonNullable<Metrics['proposals']>['retirements'][number];

/** What nobody used for so long nobody misses. */
const unusedDays = 90;

/** Standard changes of the policy that should go, each for its weightiest reason. */
export function retirementsIn(
  { standardChanges, success, dora }: Pick<Metrics, 'standardChanges' | 'success' | 'dora'>,
  models: readonly StandardChange[],
): readonly Retirement[] {
  const normal = success.models.find(({ changeType }) => changeType === 'normal')?.successRate?.value ?? null;
  const isLong = dora.deploymentFrequency.days >= unusedDays;
  return models.flatMap(({ id, source }) => {
    const health = standardChanges.find(({ changeModel }) => changeModel === id);
    const why = health === undefined ? null : reasonOf(health, { normal, isLong });
    if (health === undefined || why === null) return [];
    const { used, deployments, failed, successRate, lastUsedAt, reviewBy } = health;
    const numbers = { used, deployments, failed, successRate, lastUsedAt, reviewBy, normalSuccess: normal };
    return [{ changeModel: id, source, why, ...numbers }];
  });
}

type Against = {
  /** How often normal changes go well; null if there are none. */
  readonly normal: number | null;
  /** Whether the time asked about is long enough for `never-used`. */
  readonly isLong: boolean;
};

function reasonOf(health: StandardChangeHealth, { normal, isLong }: Against): Retirement['why'] | null {
  const { failed, successRate, used, deployments, state } = health;
  // Pre-authorised for going well: one that goes worse than what is looked at each time has lost its reason.
  if (failed >= 2 && successRate !== null && successRate.value < (normal ?? 1)) return 'failing';
  if (state === 'expired') return 'expired';
  return used + deployments === 0 && isLong ? 'never-used' : null;
}
