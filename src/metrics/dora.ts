import { shareOf } from '../history/statistics.ts';
import { day, dayOfReading, hour } from '../schedule/civil.ts';
import type { Zone } from '../schedule/zone.ts';
import type { Deployed, Word } from './deployed.ts';
import { servicesOf } from './deployed.ts';
import type { Metrics } from './figures.ts';
import { rateOf } from './rates.ts';
import { groupedBy } from './told.ts';
import { hoursOf, ninetiethOf, medianOf } from './spread.ts';

type Asked = {
  readonly deployed: readonly Deployed[];
  /** All deployments, of any time: what makes a service well again may come later. */
  readonly everDeployed: readonly Deployed[];
  readonly period: { readonly from: number; readonly to: number };
  readonly zone: Zone;
};

/** What each key counts; DORA leaves it to the teller what a failure is, and when a change begins. */
export const definitions = {
  deploymentFrequency:
    'finished deployments: those of which an outcome record, or else a status of the deployment, says how they went; a deployment that was tried again under the same decision counts once',
  leadTime:
    'from the oldest commit that a deployment put live to the first word that it succeeded; rollbacks are left out. When the other commits of a deployment were made is not recorded, so this is its slowest change',
  changeFailRate:
    'share of the finished deployments that somebody or something said to have failed or to have been rolled back, whatever was said later',
  recoveryTime:
    'from the word that a deployment failed to the next success of the same environment and service, or to its rollback; where only the rollback was recorded, from the success before it, or else from the decision. When customers first noticed is not recorded',
} as const;

/** The four keys of DORA. */
export function doraOf(asked: Asked): Metrics['dora'] {
  return {
    deploymentFrequency: frequencyOf(asked),
    leadTime: leadTimeOf(asked.deployed),
    changeFailRate: failRateOf(asked.deployed),
    recoveryTime: recoveryTimeOf(asked),
  };
}

function frequencyOf({ deployed, period, zone }: Asked): Metrics['dora']['deploymentFrequency'] {
  const days = (period.to - period.from) / day;
  return {
    definition: definitions.deploymentFrequency,
    deployments: deployed.length,
    days,
    perWeek: days > 0 ? deployed.length / (days / 7) : null,
    daysWithDeployments: new Set(deployed.map(({ endedAt }) => dayOfReading(zone.readingAt(endedAt)))).size,
  };
}

function leadTimeOf(deployed: readonly Deployed[]): Metrics['dora']['leadTime'] {
  const changes = deployed.filter(
    ({ decision, words }) => decision?.decision.lane !== 'rollback' && words.some(({ word }) => word === 'success'),
  );
  const times = changes.flatMap((each) => leadTime(each) ?? []);
  return {
    definition: definitions.leadTime,
    measured: times.length,
    notMeasured: changes.length - times.length,
    median: medianOf(times),
    ninetieth: ninetiethOf(times),
  };
}

/** Hours; null where the age of the oldest commit is not known, or clocks contradict each other. */
function leadTime({ decision, words }: Deployed): number | null {
  const success = words.find(({ word }) => word === 'success');
  if (decision === null || decision.ageHours === null || success === undefined || success.at < decision.at) return null;
  return decision.ageHours + (success.at - decision.at) / hour;
}

function failRateOf(deployed: readonly Deployed[]): Metrics['dora']['changeFailRate'] {
  const { deployments, failed } = rateOf(deployed);
  return { definition: definitions.changeFailRate, deployments, failed, rate: shareOf(failed, deployments) };
}

function recoveryTimeOf({ deployed, everDeployed }: Asked): Metrics['dora']['recoveryTime'] {
  const successes = successesIn(everDeployed);
  const recoveries = deployed.filter(({ went }) => went === 'badly').map((each) => recoveryOf(each, successes));
  const times = recoveries.flatMap((each) => (each.kind === 'recovered' ? [each.hours] : []));
  const count = (kind: Recovery['kind']): number => recoveries.filter((each) => each.kind === kind).length;
  return {
    definition: definitions.recoveryTime,
    recovered: times.length,
    open: count('open'),
    notMeasured: count('not-measured'),
    median: medianOf(times),
    ninetieth: ninetiethOf(times),
  };
}

type Recovery = { readonly kind: 'recovered'; readonly hours: number } | { readonly kind: 'open' | 'not-measured' };

function recoveryOf(failed: Deployed, successes: Successes): Recovery {
  const failure = failed.words.find(({ word }) => word === 'failure');
  const rollback = failed.words.find(({ word, at }) => word === 'rolled-back' && at >= (failure?.at ?? at));
  if (failure !== undefined) {
    const ends = [rollback?.at ?? Infinity, nextSuccess(failed, failure, successes)];
    const end = Math.min(...ends);
    return end === Infinity ? { kind: 'open' } : recovered(failure.at, end);
  }
  if (rollback === undefined) return { kind: 'open' };
  const live = failed.words.find(({ word, at }) => word === 'success' && at <= rollback.at);
  const start = live?.at ?? failed.decision?.at;
  return start === undefined || start > rollback.at ? { kind: 'not-measured' } : recovered(start, rollback.at);
}

function recovered(from: number, to: number): Recovery {
  return { kind: 'recovered', hours: hoursOf(to - from) };
}

type Success = { readonly at: number; readonly services: readonly string[] | null };
/** Oldest first, by repository and environment. */
type Successes = ReadonlyMap<string, readonly Success[]>;

function successesIn(deployed: readonly Deployed[]): Successes {
  const all = deployed.flatMap((each) => {
    const services = servicesOf(each);
    const well = each.words.filter(({ word }) => word === 'success');
    return well.map(({ at }) => ({ where: whereOf(each), success: { at, services } }));
  });
  const inOrder = all.toSorted((one, other) => one.success.at - other.success.at);
  const groups = groupedBy(inOrder, ({ where }) => where);
  return new Map([...groups].map(([where, group]) => [where, group.map(({ success }) => success)]));
}

function whereOf({ repository, environment }: Deployed): string {
  return JSON.stringify([repository, environment]);
}

function nextSuccess(failed: Deployed, { at }: Word, successes: Successes): number {
  const services = servicesOf(failed);
  const later = successes.get(whereOf(failed))?.find((each) => each.at > at && overlap(each.services, services));
  return later?.at ?? Infinity;
}

/** What is not told apart by services may be the same. */
function overlap(one: readonly string[] | null, other: readonly string[] | null): boolean {
  if (one === null || other === null || one.length === 0 || other.length === 0) return true;
  return one.some((service) => other.includes(service));
}
