import type { Metrics } from '../metrics/figures.ts';
import type { MetricsSection } from './metrics-section.ts';
import { cannotBeSaid, hoursInWords, intervalInWords, roughly, shareInWords } from './metrics-words.ts';
import { counted, numberInWords } from './words.ts';

/** One of the four keys, in words. */
export type DoraKey = {
  readonly name: string;
  readonly value: string;
  /** What it rests on. */
  readonly basis: string;
  readonly definition: string;
};

/** The four keys of DORA, in words. */
export function doraKeys({ dora }: Metrics): readonly DoraKey[] {
  return [frequency(dora), leadTime(dora), failRate(dora), recoveryTime(dora)];
}

export function doraSection(metrics: Metrics): MetricsSection {
  return {
    id: 'dora',
    title: 'The four keys of DORA',
    alarms: [],
    sentences: [],
    entries: doraKeys(metrics).map(({ name, value, basis }) => [name, `${value}: ${basis}`]),
    tables: [],
  };
}

type Dora = Metrics['dora'];

function frequency({ deploymentFrequency }: Dora): DoraKey {
  const { definition, deployments, days, perWeek, daysWithDeployments } = deploymentFrequency;
  return {
    name: 'deployment frequency',
    value: perWeek === null ? cannotBeSaid : `${roughly(perWeek)} a week`,
    basis: `${counted(deployments, 'deployment')}, on ${daysWithDeployments} of ${Math.ceil(days)} days`,
    definition,
  };
}

function leadTime({ leadTime: { definition, median, ninetieth, measured, notMeasured } }: Dora): DoraKey {
  const missing = notMeasured === 0 ? '' : `; of ${numberInWords(notMeasured)} more not known`;
  return {
    name: 'lead time for changes',
    value: hoursInWords(median),
    basis:
      measured === 0
        ? `nothing measured${missing}`
        : `median of ${numberInWords(measured)}, nine in ten within ${hoursInWords(ninetieth)}${missing}`,
    definition,
  };
}

function failRate({ changeFailRate: { definition, deployments, failed, rate } }: Dora): DoraKey {
  return {
    name: 'change fail rate',
    value: shareInWords(rate),
    basis: `${numberInWords(failed)} of ${numberInWords(deployments)}, 95 % interval ${intervalInWords(rate)}`,
    definition,
  };
}

function recoveryTime({ recoveryTime: { definition, recovered, open, notMeasured, ...times } }: Dora): DoraKey {
  const asides = [
    ...(open === 0 ? [] : [`${open} not recovered from, as far as is known`]),
    ...(notMeasured === 0 ? [] : [`of ${notMeasured} not known since when`]),
  ];
  return {
    name: 'failed deployment recovery time',
    value: hoursInWords(times.median),
    basis: [
      recovered === 0
        ? 'no failed deployment was recovered from'
        : `median of ${numberInWords(recovered)}, nine in ten within ${hoursInWords(times.ninetieth)}`,
      ...asides,
    ].join('; '),
    definition,
  };
}
