import type { Metrics, Proposal } from '../metrics/figures.ts';
import { plainText } from './escape.ts';
import type { MetricsSection } from './metrics-section.ts';
import { numbers, tableOf, words } from './metrics-section.ts';
import { commitInWords, dayIn, percentInWords, shareInWords } from './metrics-words.ts';
import { counted, numberInWords } from './words.ts';

type Proposals = NonNullable<Metrics['proposals']>;

/** Where a release manager adds to the policy that was read. */
export type PolicyPlace =
  | { readonly kind: 'folder' | 'file'; readonly path: string }
  /** The policy is not in this repository: one that extends it belongs at `path`. */
  | { readonly kind: 'elsewhere'; readonly extend: string; readonly path: string };

/** What could be pre-authorised, and which standard changes should go. */
export function proposalSection(proposals: Proposals): MetricsSection {
  const { standardChanges, retirements } = proposals;
  return {
    id: 'proposals',
    title: 'Standard changes to add or to retire',
    alarms: [],
    sentences: [
      foundInWords(proposals),
      ...(standardChanges.length === 0 ? nearestInWords(proposals) : [howToAdd]),
      retirements.length === 0
        ? 'No standard change of the policy stands out as one to retire.'
        : 'To retire a standard change delete it where the policy has it; an inherited one goes by `{ id: …, disabled: true }` in the policy that extends.',
    ],
    entries: [],
    tables: [
      ...tableOf(
        [
          words('could be standard'),
          numbers('went well'),
          words('from'),
          words('to'),
          numbers('failures likely at most'),
        ],
        standardChanges.map(({ kind, times, from, to, mostFailures }) => [
          kind,
          numberInWords(times),
          dayIn(from),
          dayIn(to),
          percentInWords(mostFailures),
        ]),
      ),
      ...tableOf(
        [words('to retire'), words('why'), numbers('used'), numbers('failed'), numbers('went well'), words('where')],
        retirements.map((each) => [
          each.changeModel,
          whyInWords(each),
          numberInWords(each.used),
          numberInWords(each.failed),
          shareInWords(each.successRate),
          each.source,
        ]),
      ),
    ],
  };
}

const howToAdd =
  'None of these kinds failed in the time asked about. The diff adds them to the policy: look at the samples, have it reviewed like any change of the policy, and name the checks that each must pass.';

function foundInWords({ standardChanges, considered, times }: Proposals): string {
  const basis = `${counted(considered, 'finished normal change')} of low risk that no standard change is about`;
  return standardChanges.length === 0
    ? `Nothing is proposed: among ${basis} there is no kind that went well ${times} times over 30 days without a failure.`
    : `Of ${basis}, ${counted(standardChanges.length, 'kind')} went well ${times} times or more, over 30 days, without a failure.`;
}

function nearestInWords({ nearest }: Proposals): readonly string[] {
  if (nearest === null) return [];
  const { kind, times, from, to } = nearest;
  return [`The nearest is ${kind}: ${counted(times, 'time')} well from ${dayIn(from)} to ${dayIn(to)}, no failure.`];
}

function whyInWords({ why, normalSuccess, reviewBy }: Proposals['retirements'][number]): string {
  if (why === 'never-used') return 'never used in this time';
  if (why === 'expired') return `it was to be reviewed by ${reviewBy ?? ''}, and nobody did`;
  return normalSuccess === null
    ? 'it fails too often'
    : `fails more often than normal changes (${percentInWords(normalSuccess)} of them went well)`;
}

/** The proposed standard changes as a diff of the policy; none without any. */
export function proposalDiff(proposals: Proposals, place: PolicyPlace): readonly string[] {
  const { standardChanges } = proposals;
  if (standardChanges.length === 0) return [];
  const items = standardChanges.flatMap(itemLines);
  if (place.kind === 'file') {
    const path = plainText(place.path);
    return [`--- a/${path}`, `+++ b/${path}`, '@@ standardChanges @@', ' standardChanges:', ...items.map(added)];
  }
  const extended = place.kind === 'elsewhere' ? [`extends: [${quoted(place.extend)}]`] : [];
  const lines = ['version: 1', ...extended, 'standardChanges:', ...items];
  const path = `${plainText(place.path)}/proposed-standard-changes.yml`;
  return ['--- /dev/null', `+++ b/${path}`, `@@ -0,0 +1,${lines.length} @@`, ...lines.map(added)];
}

function added(line: string): string {
  return `+${line}`;
}

const mostSamples = 5;

function itemLines({ standardChange, examples, times, mostFailures }: Proposal): readonly string[] {
  const { id, title, because, environments, when, maxRisk, reviewBy, suspendAfter } = standardChange;
  return [
    `  - id: ${id}`,
    `    title: ${quoted(title)}`,
    `    because: ${quoted(because)}`,
    `    # 0 of ${times} failed: up to ${percentInWords(mostFailures)} may (95 %). The newest of them:`,
    ...examples.slice(0, mostSamples).map(sampleLine),
    `    environments: [${environments.map(quoted).join(', ')}]`,
    `    when: ${quoted(when)}`,
    `    maxRisk: ${maxRisk}`,
    "    # checks: ['CI / *'] # those that must have succeeded on the commit",
    `    reviewBy: ${reviewBy}`,
    `    suspendAfter: { failures: ${suspendAfter.failures}, within: ${suspendAfter.within} }`,
  ];
}

function sampleLine({ at, head, decisionId, repository, title }: Proposal['examples'][number]): string {
  const place = [repository, commitInWords(head), `record ${decisionId ?? 'not known'}`].filter(
    (each) => each !== null,
  );
  return plainText(`    # - ${dayIn(at)} ${place.join(' ')}: ${title ?? 'no title'}`.trimStart(), 200).replace(
    /^/u,
    '    ',
  );
}

/** A text of a policy on one line, as YAML reads it back. */
function quoted(text: string): string {
  return `'${plainText(text, 10_000).replaceAll("'", "''")}'`;
}
