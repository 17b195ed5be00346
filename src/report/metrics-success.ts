import type { Metrics, Rate } from '../metrics/figures.ts';
import { fewestFailures } from '../metrics/score.ts';
import { aucInWords, dayIn, intervalInWords, modelInWords, shareInWords, weekdayInWords } from './metrics-words.ts';
import type { MetricsSection, MetricsTable } from './metrics-section.ts';
import { numbers, tableOf, words } from './metrics-section.ts';
import { counted, numberInWords } from './words.ts';

/** How often changes went well, by what they are. */
export function successSection({ success }: Metrics): MetricsSection {
  const { overall, models, services, riskLevels, weekdays, repositories, cancelled, withoutOutcome } = success;
  return {
    id: 'success',
    title: 'Change success rate',
    alarms: [],
    sentences: [
      `${shareInWords(overall.successRate)} of ${counted(overall.deployments, 'deployment')} went well (95 % interval ${intervalInWords(overall.successRate)}); ${numberInWords(overall.failed)} failed or were rolled back.`,
      ...(cancelled === 0 ? [] : [`The deployment of ${counted(cancelled, 'approved commit')} was cancelled.`]),
      ...(withoutOutcome === 0 ? [] : [withoutOutcomeInWords(withoutOutcome)]),
    ],
    entries: [],
    tables: [
      ...ratesTable(
        'change model',
        models.map((each) => [modelInWords(each), each]),
      ),
      ...ratesTable(
        'service',
        services.map((each) => [serviceInWords(each.service), each]),
      ),
      ...ratesTable(
        'risk level',
        riskLevels.map((each) => [each.level ?? 'no decision', each]),
      ),
      ...ratesTable(
        'decided on',
        weekdays.map((each) => [weekdayInWords[each.weekday ?? ''] ?? 'no decision', each]),
      ),
      ...(repositories.length < 2
        ? []
        : ratesTable(
            'repository',
            repositories.map((each) => [each.repository ?? 'not known', each]),
          )),
    ],
  };
}

function withoutOutcomeInWords(count: number): string {
  const commits = counted(count, 'commit');
  return `Of ${commits} that ${count === 1 ? 'was' : 'were'} approved nobody said how the deployment went: they count nowhere.`;
}

function serviceInWords(service: string | null): string {
  if (service === null) return 'not known';
  return service === '' ? 'none of the catalogue' : service;
}

type Named = readonly [string, Rate];

function ratesTable(what: string, rates: readonly Named[]): readonly MetricsTable[] {
  return tableOf(
    [words(what), numbers('deployments'), numbers('failed'), numbers('went well'), numbers('95 % interval')],
    rates.map(([name, { deployments, failed, successRate }]) => [
      name,
      numberInWords(deployments),
      numberInWords(failed),
      shareInWords(successRate),
      intervalInWords(successRate),
    ]),
  );
}

/** How good the score was. */
export function scoreSection({ score }: Metrics): MetricsSection {
  const { deployments, failed, auc, levels, drift } = score;
  return {
    id: 'score',
    title: 'How good the risk score was',
    alarms: drift.says === 'worse' ? ['The score ranks failures worse than it did: run `change-gate calibrate`.'] : [],
    sentences: [
      auc === null
        ? `Of ${counted(deployments, 'scored deployment')} ${numberInWords(failed)} failed: how the score ranks failures cannot be said.`
        : `AUC ${aucInWords(auc)} over ${counted(deployments, 'scored deployment')}, ${numberInWords(failed)} of which failed (0.5 = the score says nothing, 1 = it ranks all failures first).`,
      driftInWords(drift),
    ],
    entries: [],
    tables: tableOf(
      [
        words('risk level'),
        numbers('deployments'),
        numbers('failed'),
        numbers('failure rate'),
        numbers('95 % interval'),
      ],
      levels
        .filter((each) => each.deployments > 0)
        .map((each) => [
          each.level,
          numberInWords(each.deployments),
          numberInWords(each.failed),
          shareInWords(each.failureRate),
          intervalInWords(each.failureRate),
        ]),
    ),
  };
}

function driftInWords({ says, change, earlier, later }: Metrics['score']['drift']): string {
  if (says === 'too-few') {
    return `Whether it got better or worse cannot be said: that takes ${fewestFailures} failures in each half, and there are ${earlier.failed} and ${later.failed}.`;
  }
  const since = later.from === null ? '' : ` (since ${dayIn(later.from)})`;
  const halves = `${aucInWords(earlier.auc)} in the earlier half, ${aucInWords(later.auc)} in the later one${since}`;
  return `${verdicts[says]}: ${halves}; change ${aucInWords(change)}.`;
}

const verdicts = {
  steady: 'No drift beyond chance',
  worse: 'It got worse',
  better: 'It got better',
} as const;
