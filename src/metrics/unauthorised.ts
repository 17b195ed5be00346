import { isoOf } from '../schedule/instant.ts';
import { changeOf } from './change.ts';
import type { Deployed, KnownDecisions } from './deployed.ts';
import { decisionsBy, endOf, lastBefore, longestWait } from './deployed.ts';
import type { Metrics } from './figures.ts';
import type { SeenDeployment, Told } from './told.ts';
import { placeOf } from './told.ts';

type Unauthorised = Metrics['unauthorised'];
type Change = Unauthorised['changes'][number];

type Asked = {
  readonly told: Told;
  readonly deployed: readonly Deployed[];
  /** Those that are asked about; empty = all. */
  readonly services: readonly string[];
  readonly isInPeriod: (instant: number) => boolean;
};

/** What went out without the gate, or against its answer. */
export function unauthorisedOf({ told, deployed, services, isInPeriod }: Asked): Unauthorised {
  const known = decisionsBy(told.decisions);
  const start = told.decisions.reduce((first, { at }) => Math.min(first, at), Infinity);
  const ended = (told.deployments ?? []).filter((each) => each.words.length > 0 && isInPeriod(endOf(each)));
  const looked = ended.filter((each) => endOf(each) >= start);
  const seen = services.length === 0 ? looked.flatMap((each) => unjudged(each, known)) : [];
  const places = new Set(seen.map(placeOf));
  const changes = [...seen, ...deployed.flatMap(saidAlone).filter((each) => !places.has(placeOf(each)))];
  return {
    looked: told.deployments === null ? 'records' : 'deployments',
    deployments: told.deployments === null ? null : looked.length,
    beforeLedger: ended.length - looked.length,
    changes: changes.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at)),
    againstAnswer: deployed.flatMap(againstAnswer),
  };
}

function unjudged(deployment: SeenDeployment, known: KnownDecisions): readonly Change[] {
  const decision = lastBefore(deployment, known);
  const why = decision === null ? 'no-decision' : 'decision-too-old';
  if (decision !== null && endOf(deployment) - decision.at <= longestWait) return [];
  const { repository, environment, head, by, words } = deployment;
  const went = words.every(({ word }) => word === 'success') ? 'well' : 'badly';
  return [{ at: isoOf(endOf(deployment)), repository, environment, head, by, went, why }];
}

/** An outcome that no decision is found for, where the deployment itself is not seen. */
function saidAlone(deployed: Deployed): readonly Change[] {
  const { decision, source, repository, environment, head, endedAt, words, went } = deployed;
  if (decision !== null || source === 'deployment') return [];
  const by = words[0]?.by ?? null;
  return [{ at: isoOf(endedAt), repository, environment, head, by, went, why: 'no-decision' }];
}

function againstAnswer({ decision }: Deployed): Unauthorised['againstAnswer'] {
  if (decision === null || decision.decision.outcome === 'approved') return [];
  return [{ ...changeOf(decision), outcome: decision.decision.outcome, mode: decision.mode }];
}
