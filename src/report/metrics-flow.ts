import type { Metrics, StandardChangeHealth } from '../metrics/figures.ts';
import type { MetricsSection } from './metrics-section.ts';
import { numbers, tableOf, words } from './metrics-section.ts';
import { cannotBeSaid, hoursInWords, intervalInWords, percentInWords, shareInWords } from './metrics-words.ts';
import { counted, numberInWords } from './words.ts';

const mostFindings = 12;

/** What waited for the gate, and for which rule. */
export function waitingSection({ waiting, judged }: Metrics): MetricsSection {
  const { atOnce, waited, never, total, median, ninetieth, findings } = waiting;
  const all = atOnce + waited + never;
  const share = (count: number): string => `${numberInWords(count)} (${percentInWords(count / all)})`;
  const more = findings.length - mostFindings;
  return {
    id: 'waiting',
    title: 'Waiting for the gate',
    alarms: [],
    sentences: [
      all === 0
        ? 'Nothing was judged by a gate that stops anything.'
        : `${counted(all, 'commit')}: ${share(atOnce)} approved at once, ${share(waited)} later, ${share(never)} not in the end.`,
      ...(waited === 0
        ? []
        : [
            `Those approved later waited ${hoursInWords(median)} (median), nine in ten no longer than ${hoursInWords(ninetieth)}, ${hoursInWords(total)} together; time in which their authors mended something is part of it.`,
          ]),
      ...(judged.advised === 0
        ? []
        : [`${counted(judged.advised, 'decision')} only advised, so that nothing waited for it.`]),
      ...(more > 0 ? [`The ${mostFindings} findings that held longest, of ${findings.length}:`] : []),
    ],
    entries: [],
    tables: tableOf(
      [words('held by'), numbers('waited'), numbers('time'), numbers('alone'), numbers('never passed')],
      findings
        .slice(0, mostFindings)
        .map((each) => [
          each.code,
          numberInWords(each.waited),
          hoursInWords(each.hours),
          hoursInWords(each.hoursAlone),
          numberInWords(each.never),
        ]),
    ),
  };
}

/** The health of standard changes. */
export function standardSection({ standardChanges }: Metrics): MetricsSection {
  const inPolicy = standardChanges.filter(({ isInPolicy }) => isInPolicy);
  return {
    id: 'standard',
    title: 'Standard changes',
    alarms: [
      ...inPolicy
        .filter(({ isSuspended }) => isSuspended)
        .map(({ changeModel }) => `\`${changeModel}\` is suspended: it failed too often of late.`),
      ...inPolicy.flatMap(endingInWords),
    ],
    sentences: standardChanges.length === 0 ? ['The policy has none, and no record names one.'] : [],
    entries: [],
    tables: tableOf(
      [
        words('change model'),
        numbers('used'),
        numbers('failed'),
        numbers('went well'),
        numbers('95 % interval'),
        words('state'),
      ],
      standardChanges.map((each) => [
        each.changeModel,
        numberInWords(each.used),
        numberInWords(each.failed),
        shareInWords(each.successRate),
        intervalInWords(each.successRate),
        stateInWords(each),
      ]),
    ),
  };
}

function endingInWords({ changeModel, state, reviewBy }: StandardChangeHealth): readonly string[] {
  if (state === 'expired')
    return [`\`${changeModel}\` was to be reviewed by ${reviewBy ?? ''}: its changes are normal ones.`];
  if (state === 'expiring') return [`\`${changeModel}\` ends on ${reviewBy ?? ''} unless it is reviewed.`];
  return [];
}

function stateInWords({ state, isSuspended, suspendedChanges, reviewBy }: StandardChangeHealth): string {
  const suspended = suspendedChanges === 0 ? '' : `; ${suspendedChanges} normal while suspended`;
  if (state === 'gone') return `not in the policy${suspended}`;
  return `${isSuspended ? 'suspended' : stateWords[state]} ${reviewBy ?? cannotBeSaid}${suspended}`;
}

const stateWords = { valid: 'until', expiring: 'expiring', expired: 'expired' } as const;
