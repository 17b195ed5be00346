import type { Metrics } from '../metrics/figures.ts';
import type { MetricsSection } from './metrics-section.ts';
import { numbers, tableOf, words } from './metrics-section.ts';
import { reviewsSection } from './metrics-reviews.ts';
import { commitInWords, cutInWords, dayIn, mostRows, servicesInWords } from './metrics-words.ts';
import { counted, numberInWords } from './words.ts';

/** What went past the gate or the usual way, and what is to be looked back at. */
export function listSections(metrics: Metrics): readonly MetricsSection[] {
  return [unauthorised(metrics), reviewsSection(metrics), exceptional(metrics), conflicts(metrics)];
}

function unauthorised({
  unauthorised: { looked, deployments, beforeLedger, changes, againstAnswer },
}: Metrics): MetricsSection {
  const basis =
    looked === 'records'
      ? 'Only what outcome records say was looked at: `--github` or `--deployments` compares all deployments.'
      : `${counted(deployments ?? 0, 'finished deployment')} ${deployments === 1 ? 'was' : 'were'} compared with the records${beforeLedger === 0 ? '' : `; ${beforeLedger} from before the first record do not count`}.`;
  return {
    id: 'unauthorised',
    title: 'Unauthorised changes',
    alarms:
      changes.length === 0 ? [] : [`${counted(changes.length, 'deployment')} went out without a decision of the gate.`],
    sentences: [
      ...(changes.length === 0 ? ['None is known.'] : []),
      basis,
      ...(againstAnswer.length === 0 ? [] : [againstInWords(againstAnswer)]),
      ...cutInWords(changes.length),
    ],
    entries: [],
    tables: [
      ...tableOf(
        [words('when'), words('commit'), words('by'), words('went'), words('why it counts')],
        changes
          .slice(0, mostRows)
          .map(({ at, head, by, went, why }) => [
            dayIn(at),
            commitInWords(head),
            by ?? 'not known',
            went,
            reasons[why],
          ]),
      ),
      ...tableOf(
        [words('when'), words('commit'), words('answer'), words('services')],
        againstAnswer
          .slice(0, mostRows)
          .map(({ at, head, outcome, mode, services }) => [
            dayIn(at),
            commitInWords(head),
            mode === 'advise' ? `${outcome}, as advice` : outcome,
            servicesInWords(services),
          ]),
      ),
    ],
  };
}

const reasons = {
  'no-decision': 'there is no record',
  'decision-too-old': 'its record is over 30 days old',
} as const;

function againstInWords(all: Metrics['unauthorised']['againstAnswer']): string {
  const advised = all.filter(({ mode }) => mode === 'advise').length;
  const enforced = all.length - advised;
  const parts = [
    ...(advised === 0 ? [] : [`${numberInWords(advised)} while the gate only advised`]),
    ...(enforced === 0
      ? []
      : [
          `${numberInWords(enforced)} that it stopped: reviewers of a protected environment may have let them pass, or somebody went around it`,
        ]),
  ];
  return `${counted(all.length, 'deployment')} went out though the last answer was not approved: ${parts.join('; ')}.`;
}

function exceptional({ exceptional: { emergencies, rollbacks, exceptions, lifted } }: Metrics): MetricsSection {
  return {
    id: 'exceptional',
    title: 'Emergencies, exceptions and overrides',
    alarms: [],
    sentences: [
      `${counted(emergencies.length, 'emergency', 'emergencies')}, ${counted(rollbacks, 'declared rollback')}.`,
      ...(exceptions.length === 0 ? ['No exception was used.'] : []),
      ...(lifted.length === 0 ? ['No hold was lifted.'] : []),
      ...cutInWords(emergencies.length),
    ],
    entries: [],
    tables: [
      ...tableOf(
        [words('emergency'), words('commit'), words('incident'), words('answer'), words('went'), words('reason')],
        emergencies
          .toReversed()
          .slice(0, mostRows)
          .map(({ at, head, incident, outcome, went, reason }) => [
            dayIn(at),
            commitInWords(head),
            incident ?? 'none',
            outcome,
            went === 'unknown' ? 'not known' : went,
            reason ?? 'none',
          ]),
      ),
      ...tableOf(
        [words('exception'), numbers('let pass')],
        exceptions.map(({ exception, changes }) => [exception, numberInWords(changes)]),
      ),
      ...tableOf(
        [words('hold that an approver lifted'), numbers('changes')],
        lifted.map(({ code, changes }) => [code, numberInWords(changes)]),
      ),
    ],
  };
}

function conflicts({ conflicts: { changes, held, codes } }: Metrics): MetricsSection {
  return {
    id: 'conflicts',
    title: 'Conflicts',
    alarms: [],
    sentences: [
      changes === 0
        ? 'No change met another deployment in progress, as far as decisions tell.'
        : `${counted(changes, 'commit')} met another deployment in progress; ${held} ${held === 1 ? 'was' : 'were'} held for it.`,
    ],
    entries: [],
    tables: tableOf(
      [words('finding'), numbers('commits'), numbers('held')],
      codes.map((each) => [each.code, numberInWords(each.changes), numberInWords(each.held)]),
    ),
  };
}
