import { suspendedModels } from '../history/health.ts';
import { dateText } from '../schedule/instant.ts';
import { dayOfReading } from '../schedule/civil.ts';
import type { Zone } from '../schedule/zone.ts';
import type { StandardChange } from '../standard/standard-change.ts';
import type { Deployed } from './deployed.ts';
import type { StandardChangeHealth } from './figures.ts';
import { rateOf } from './rates.ts';
import type { DecisionSketch } from './sketch.ts';
import type { Told } from './told.ts';

type Asked = {
  /** Those of the policy. */
  readonly models: readonly StandardChange[];
  /** Everything: failures of before the time asked about suspend, too. */
  readonly told: Told;
  readonly decisions: readonly DecisionSketch[];
  readonly deployed: readonly Deployed[];
  readonly now: string;
  readonly zone: Zone;
};

/** The health of every standard change: those of the policy as it has them, then those that it has no more. */
export function standardChangeHealth(asked: Asked): readonly StandardChangeHealth[] {
  const { models, told, decisions, now, zone } = asked;
  const seen = decisions.flatMap(({ decision }) => decision.changeModel ?? []);
  const ids = [...new Set([...models.map(({ id }) => id), ...seen.toSorted()])];
  const suspended = suspendedModels(models, {
    records: [...told.decisions, ...told.outcomes],
    at: now,
    timezone: zone.name,
  });
  return ids.map((id) => ({ ...healthOf(id, asked), isSuspended: suspended.includes(id) }));
}

function healthOf(
  id: string,
  { models, decisions, deployed, now, zone }: Asked,
): Omit<StandardChangeHealth, 'isSuspended'> {
  const model = models.find((each) => each.id === id);
  const passed = decisions.filter(({ decision }) => decision.changeModel === id && decision.outcome === 'approved');
  const last = passed.reduce<DecisionSketch | null>(
    (newest, each) => (each.at > (newest?.at ?? -Infinity) ? each : newest),
    null,
  );
  return {
    changeModel: id,
    isInPolicy: model !== undefined,
    used: passed.length,
    ...rateOf(deployed.filter(({ decision }) => decision?.decision.changeModel === id)),
    lastUsedAt: last?.decision.evaluatedAt ?? null,
    suspendedChanges: decisions.filter((each) => wasSuspended(each, id)).length,
    reviewBy: model?.reviewBy ?? null,
    state: stateOf(model, dayOfReading(zone.readingAt(Date.parse(now)))),
  };
}

function wasSuspended({ findings }: DecisionSketch, id: string): boolean {
  return findings.some(({ code, rule }) => code === 'standard/suspended' && rule === id);
}

/** Days before its end from which a standard change is told to be expiring. */
export const expiringDays = 30;

function stateOf(model: StandardChange | undefined, today: number): StandardChangeHealth['state'] {
  if (model === undefined) return 'gone';
  if (model.reviewBy <= dateText(today)) return 'expired';
  return model.reviewBy <= dateText(today + expiringDays) ? 'expiring' : 'valid';
}
