import type { OutcomeRecord } from '../decision/record.ts';
import { shareOf } from '../history/statistics.ts';
import { riskLevels } from '../rule/rule.ts';
import { dayOfReading, weekdayOf, weekdays } from '../schedule/civil.ts';
import type { Zone } from '../schedule/zone.ts';
import type { Deployed } from './deployed.ts';
import { servicesOf } from './deployed.ts';
import type { Metrics, Rate } from './figures.ts';
import type { DecisionSketch } from './sketch.ts';
import { groupedBy, placeOf } from './told.ts';

type Asked = {
  readonly deployed: readonly Deployed[];
  /** All deployments, of any time: a commit whose deployment ended later is no open question. */
  readonly everDeployed: readonly Deployed[];
  readonly decisions: readonly DecisionSketch[];
  readonly outcomes: readonly OutcomeRecord[];
  readonly zone: Zone;
};

/** How often changes went well, all together and by what they are. */
export function successOf(asked: Asked): Metrics['success'] {
  const { deployed, zone } = asked;
  return {
    overall: rateOf(deployed),
    models: ratesBy(
      deployed,
      (each) => JSON.stringify(modelOf(each)),
      (_, [first]) => modelOf(first),
    ),
    services: ratesBy(
      byService(deployed),
      ({ service }) => service,
      (service) => ({ service }),
    ),
    riskLevels: [...riskLevels, null].flatMap((level) =>
      named(
        { level },
        deployed.filter((each) => levelOf(each) === level),
      ),
    ),
    weekdays: [...weekdays, null].flatMap((weekday) =>
      named(
        { weekday },
        deployed.filter((each) => weekdayDecided(each, zone) === weekday),
      ),
    ),
    repositories: ratesBy(
      deployed,
      ({ repository }) => repository,
      (repository) => ({ repository }),
    ),
    ...approvedWithoutEnd(asked),
  };
}

/** How deployments went, counted. */
export function rateOf(deployed: readonly Pick<Deployed, 'went'>[]): Rate {
  const failed = deployed.filter(({ went }) => went === 'badly').length;
  return { deployments: deployed.length, failed, successRate: shareOf(deployed.length - failed, deployed.length) };
}

/** How a change was treated. */
export function modelOf(
  deployed: Deployed | undefined,
): Pick<Metrics['success']['models'][number], 'changeType' | 'changeModel'> {
  const decision = deployed?.decision?.decision;
  if (decision === undefined) return { changeType: 'unknown', changeModel: null };
  if (decision.lane === 'rollback') return { changeType: 'rollback', changeModel: null };
  return { changeType: decision.changeType, changeModel: decision.changeModel };
}

/** The largest group first. */
function ratesBy<Item extends Pick<Deployed, 'went'>, Key, Name extends object>(
  items: readonly Item[],
  keyOf: (item: Item) => Key,
  nameOf: (key: Key, items: readonly Item[]) => Name,
): readonly (Name & Rate)[] {
  const groups = [...groupedBy(items, keyOf)].toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
  return groups
    .map(([key, group]) => ({ ...nameOf(key, group), ...rateOf(group) }))
    .toSorted((one, other) => other.deployments - one.deployments || other.failed - one.failed);
}

/** Groups with a fixed order are told in it; empty ones are not told. */
function named<Name extends object>(name: Name, deployed: readonly Deployed[]): readonly (Name & Rate)[] {
  return deployed.length === 0 ? [] : [{ ...name, ...rateOf(deployed) }];
}

type OfService = Pick<Deployed, 'went'> & { readonly service: string | null };

function byService(deployed: readonly Deployed[]): readonly OfService[] {
  return deployed.flatMap((each): readonly OfService[] => {
    const { went } = each;
    const services = servicesOf(each);
    if (services === null) return [{ service: null, went }];
    return (services.length === 0 ? [''] : services).map((service) => ({ service, went }));
  });
}

function levelOf({ decision }: Deployed) {
  return decision?.decision.risk.level ?? null;
}

function weekdayDecided({ decision }: Deployed, zone: Zone) {
  if (decision === null) return null;
  return weekdays[weekdayOf(dayOfReading(zone.readingAt(decision.at)))] ?? null;
}

/** Commits that were approved and of which it is not known how their deployment went, counted by why. */
function approvedWithoutEnd(asked: Asked): Pick<Metrics['success'], 'cancelled' | 'withoutOutcome'> {
  const ended = new Set(asked.everDeployed.map(placeOf));
  const cancelled = new Set(asked.outcomes.filter(({ outcome }) => outcome === 'cancelled').map(placeOf));
  const approved = asked.decisions.filter(({ decision }) => decision.outcome === 'approved');
  const places = new Set(approved.map(({ repository, decision }) => placeOf({ ...decision, repository })));
  const open = [...places].filter((place) => !ended.has(place));
  const count = open.filter((place) => cancelled.has(place)).length;
  return { cancelled: count, withoutOutcome: open.length - count };
}
