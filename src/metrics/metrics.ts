import type { Policy } from '../policy/policy.ts';
import { isoOf } from '../schedule/instant.ts';
import { zoneNamed } from '../schedule/zone.ts';
import { conflictsOf } from './conflicts.ts';
import { deployedIn, servicesOf } from './deployed.ts';
import { doraOf } from './dora.ts';
import { exceptionalOf } from './exceptional.ts';
import type { Metrics } from './figures.ts';
import { judgedOf } from './judged.ts';
import { proposalsIn } from './propose.ts';
import { successOf } from './rates.ts';
import { reviewsOf } from './reviews.ts';
import { scoreOf } from './score.ts';
import { standardChangeHealth } from './standard-health.ts';
import type { Told } from './told.ts';
import { trendOf } from './trend.ts';
import { unauthorisedOf } from './unauthorised.ts';
import { passagesIn, waitingOf } from './waiting.ts';

export type Question = {
  readonly now: string;
  /** Instants; half open. */
  readonly period: { readonly from: number; readonly to: number };
  readonly environments: readonly string[];
  /** Empty: all. */
  readonly services: readonly string[];
  /** How often a kind of change must have gone well to be proposed; null: nothing is to be proposed. */
  readonly proposeAfter: number | null;
  readonly policy: Pick<Policy, 'standardChanges' | 'reviews' | 'schedule'>;
  readonly ledger: Metrics['ledger'];
  readonly unknown: readonly string[];
};

/** The answers to a question about what was told. Pure. */
export function metricsOf(all: Told, question: Question): Metrics {
  const { now, period, environments, services, policy, ledger, proposeAfter } = question;
  const zone = zoneNamed(policy.schedule?.timezone ?? 'UTC');
  const told = inEnvironments(all, environments);
  const isInPeriod = (instant: number): boolean => instant >= period.from && instant < period.to;
  const everDecided = told.decisions.filter(({ decision }) => touches(decision.services, services));
  const everDeployed = deployedIn(told).filter((each) => touches(servicesOf(each), services));
  const decisions = everDecided.filter(({ at }) => isInPeriod(at));
  const deployed = everDeployed.filter(({ endedAt }) => isInPeriod(endedAt));
  const passages = passagesIn(everDecided, everDeployed).filter(({ endedAt }) => isInPeriod(endedAt));
  const { standardChanges: models } = policy;
  const shared = {
    success: successOf({ deployed, everDeployed, decisions, outcomes: told.outcomes, zone }),
    dora: doraOf({ deployed, everDeployed, period, zone }),
    standardChanges: standardChangeHealth({ models, told: all, decisions, deployed, now, zone }),
  };
  return {
    schemaVersion: 1,
    evaluatedAt: now,
    period: { from: isoOf(period.from), to: isoOf(period.to), timezone: zone.name },
    environments,
    services,
    ledger,
    judged: judgedOf(decisions),
    ...shared,
    trend: trendOf({ deployed, period, zone }),
    score: scoreOf(deployed),
    proposals:
      proposeAfter === null
        ? null
        : proposalsIn({ times: proposeAfter, deployed, models, environments, now, zone, told: shared }),
    ...reviewsOf({ passages, deployed, within: policy.reviews.within, issues: all.reviews, now }),
    waiting: waitingOf(passages),
    exceptional: exceptionalOf(passages, deployed),
    unauthorised: unauthorisedOf({ told, deployed, services, isInPeriod }),
    conflicts: conflictsOf(passages),
    unknown: [...question.unknown, ...(services.length === 0 ? [] : [servicesOfUndecided])],
  };
}

const servicesOfUndecided =
  'which service a deployment without a decision was of is not known: with `--service` none of them is told';

function inEnvironments({ decisions, outcomes, deployments, reviews }: Told, environments: readonly string[]): Told {
  const isAsked = (environment: string): boolean => environments.includes(environment);
  return {
    decisions: decisions.filter(({ decision }) => isAsked(decision.environment)),
    outcomes: outcomes.filter(({ environment }) => isAsked(environment)),
    deployments: deployments?.filter(({ environment }) => isAsked(environment)) ?? null,
    reviews,
  };
}

/** Whether a change is of one of the services that are asked about; one whose services are not known is of none. */
function touches(services: readonly string[] | null, asked: readonly string[]): boolean {
  return asked.length === 0 || (services ?? []).some((service) => asked.includes(service));
}
