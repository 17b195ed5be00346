import type { BacktestSummary, FactorEvidence, Rate } from '../history/backtest.ts';
import type { Flip } from '../history/flips.ts';
import type { Estimate } from '../history/statistics.ts';
import { countFlipped, flipInWords, exampleInWords, markOf } from './flip-words.ts';
import type { Color, Look } from './paint.ts';
import { painter } from './paint.ts';
import { deploymentsInWords, notKnowable } from './backtest-sources.ts';
import type { DeploymentEvidence } from './backtest-sources.ts';
import type { Phrase } from './phrase.ts';
import { prose, say } from './phrase.ts';
import { counted } from './words.ts';
import { wrapped } from './wrap.ts';

export type BacktestReport = {
  readonly summary: BacktestSummary;
  /** Null: nothing tells how deployments went. */
  readonly deployments: DeploymentEvidence | null;
  readonly against: { readonly summary: BacktestSummary; readonly flips: readonly Flip[] } | null;
};

type Style = { readonly color: Color; readonly width: number };

/** What the past says of a policy, for a terminal. */
export function renderBacktest({ summary, deployments, against }: BacktestReport, style: Style): string {
  const lines = [
    ...headLines(summary, style),
    '',
    ...(deployments === null ? [] : [...wrapped(prose(deploymentsInWords(deployments)), { ...style, indent: 0 }), '']),
    ...rankLines(summary, style),
    ...(summary.judged.changes === 0 ? [] : tableLines(summary, style)),
    ...summary.together.map(togetherLine),
    ...(against === null ? [] : ['', ...flipLines(against, style)]),
    '',
    ...notKnowable(deployments).map((sentence) => painter(style.color)('dim', `· ${sentence}`)),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function tableLines(summary: BacktestSummary, style: Style): readonly string[] {
  return [
    '',
    ...bandLines(summary, style),
    '',
    ...levelLines(summary, style),
    '',
    ...factorLines(summary.factors, style),
  ];
}

function headLines(
  { changes, from, to, outcomes, knownOutcomes, stoppedBy }: BacktestSummary,
  { color }: Style,
): readonly string[] {
  const paint = painter(color);
  const share = (count: number): string => `${count} (${percent(count / Math.max(1, changes))})`;
  const words = (counts: BacktestSummary['outcomes']): string =>
    `approved ${share(counts.approved)} · needs approval ${share(counts['needs-approval'])} · blocked ${share(counts.blocked)}`;
  const stopped = Object.entries(stoppedBy).slice(0, 8);
  const width = Math.max(0, ...stopped.map(([code]) => code.length));
  return [
    paint('bold', `${counted(changes, 'change')}, ${from.slice(0, 10)} to ${to.slice(0, 10)}`),
    `${words(knownOutcomes)}, as far as git knows`,
    paint('dim', `${words(outcomes)}, with all that git does not keep counted as missing`),
    ...(stopped.length === 0 ? [] : ['what stopped them, what git does not keep included:']),
    ...stopped.map(([code, count]) => `  ${code.padEnd(width)}  stopped ${share(count)}`),
  ];
}

function rankLines(
  { judged, leftOut, auc, recall, lowestFifth }: BacktestSummary,
  { color }: Style,
): readonly string[] {
  const suspects = leftOut.suspects === 0 ? '' : `, ${leftOut.suspects} of which one or more made a deployment fail`;
  const left = `${counted(leftOut.reverts, 'revert')}, ${leftOut.temporary} called temporary, ${leftOut.tooYoung} not 30 days old${suspects}`;
  const subject = judged.changes === 1 ? '1 change says' : `${judged.changes} changes say`;
  const population = `${subject} something of failure (left out: ${left})`;
  if (judged.rate === null) return [population, noneJudged];
  const own = `${judged.failed} of them failed: ${interval(judged.rate, percent)}`;
  if (auc === null) return [population, own, judged.failed === 0 ? noFailure : allFailed];
  const few = judged.failed < 30 ? ['  so few failures say little: read the intervals, not the numbers'] : [];
  return [
    population,
    own,
    ...few,
    painter(color)(
      'bold',
      `AUC ${interval(auc, fixed)}  (0.5 = the score says nothing, 1 = it ranks all failures first)`,
    ),
    `failures among the 5 % with the highest scores: ${maybe(recall.top5)}, 10 %: ${maybe(recall.top10)}, 20 %: ${maybe(recall.top20)}`,
    `the fifth with the lowest scores: ${ratioWords(lowestFifth, judged)}`,
  ];
}

const noneJudged = 'so how the score ranks failures cannot be said';
const noFailure = 'no change is known to have failed, so how the score ranks failures cannot be said';
const allFailed = 'every change failed, so how the score ranks failures cannot be said';

const barWidth = 30;

function bandLines({ bands, judged }: BacktestSummary, { color }: Style): readonly string[] {
  const paint = painter(color);
  const highest = Math.max(...bands.map(({ rate }) => rate?.value ?? 0));
  const most = Math.max(...bands.map(({ changes }) => changes));
  const rows = bands.map(({ from, to, changes, failed, rate }) => {
    const name = `${from}–${to}`.padStart(7);
    if (rate === null) return `${name}  ${'—'.padStart(7)}`;
    const bar = (share: number): string => '█'.repeat(Math.round(share * barWidth)) || '▏';
    const failing = highest === 0 ? '' : bar(rate.value / highest).padEnd(barWidth);
    return `${name}  ${String(changes).padStart(7)} ${paint('dim', bar(changes / most / 3).padEnd(barWidth / 3))}  ${percent(rate.value).padStart(6)} ${paint('red', failing)} ${failed} failed`;
  });
  return [paint('bold', '  score  changes             failed'), ...rows, ...ownRate(judged)];
}

function ownRate({ rate }: Rate): readonly string[] {
  return rate === null ? [] : [`    all                      ${percent(rate.value).padStart(6)}`];
}

function levelLines({ levels, judged }: BacktestSummary, { color }: Style): readonly string[] {
  return [
    painter(color)('bold', 'level'),
    ...levels.map((rate) => `  ${rate.level.padEnd(9)} ${ratioWords(rate, judged)}`),
  ];
}

function ratioWords({ changes, failed, rate }: Rate, all: Rate): string {
  const count = `${Math.round(changes)} changes`;
  if (rate === null) return count;
  const share = `${count}, ${Math.round(failed)} failed: ${interval(rate, percent)}`;
  if (all.rate === null || all.rate.value === 0) return share;
  return `${share}, ${(rate.value / all.rate.value).toFixed(2)} × the own rate`;
}

const verdicts = {
  earned: 'earned its points',
  contrary: 'speaks against its points',
  unproven: 'not proven here',
  'never-fired': 'never counted',
} as const satisfies Record<FactorEvidence['says'], string>;
const looks = { earned: 'green', contrary: 'red', unproven: null, 'never-fired': 'dim' } as const;

function factorLines(factors: readonly FactorEvidence[], { color }: Style): readonly string[] {
  if (factors.length === 0) return ['the policy has no risk factors'];
  const paint = painter(color);
  const width = Math.max(...factors.map(({ id }) => id.length));
  return [
    paint('bold', 'factor: how many times the odds of failure were where it counted'),
    ...factors.map(({ id, changes, failed, oddsRatio, says }) => {
      const odds = oddsRatio === null ? '' : `  × ${interval(oddsRatio, fixed)}`;
      const counts = `${String(changes).padStart(7)} changes ${String(failed).padStart(5)} failed`;
      return `  ${id.padEnd(width)} ${counts}${odds.padEnd(26)}  ${paint(looks[says], verdicts[says])}`;
    }),
  ];
}

function togetherLine({ factors, changes }: BacktestSummary['together'][number]): string {
  return `  always counted together, for ${changes} changes: ${factors.join(', ')}`;
}

function flipLines({ flips, summary }: NonNullable<BacktestReport['against']>, style: Style): readonly string[] {
  const count = countFlipped(flips);
  return [
    painter(style.color)(
      'bold',
      `under the other policy ${count === 0 ? 'none' : count} of ${summary.changes} changes would flip, as far as git knows`,
    ),
    ...flips.flatMap((flip) => [
      ...wrapped(failedAmong(flip), { ...style, indent: 4, lead: `  ${markOf(flip)}`, leadLook: lookOf(flip) }),
      ...flip.examples.flatMap((each) => wrapped(exampleInWords(flip, each), { ...style, indent: 6, hanging: 8 })),
      ...(flip.changes > flip.examples.length ? [`      and ${flip.changes - flip.examples.length} older ones`] : []),
    ]),
    `  its AUC ${maybe(summary.auc, fixed)}; failures in its highest 20 %: ${maybe(summary.recall.top20)}`,
  ];
}

function failedAmong(flip: Flip): Phrase {
  return flip.failed === 0 ? flipInWords(flip) : say`${flipInWords(flip)}; ${flip.failed} of them failed`;
}

function lookOf(flip: Flip): Look {
  return markOf(flip) === '✓' ? 'green' : 'red';
}

function maybe(estimate: Estimate | null, words: (value: number) => string = percent): string {
  return estimate === null ? 'cannot be said' : interval(estimate, words);
}

function interval({ value, low, high }: Estimate, words: (value: number) => string): string {
  return `${words(value)} [${words(low)}, ${words(high)}]`;
}

function fixed(value: number): string {
  return value.toFixed(value >= 10 ? 1 : 2).replace(/^0(?=\.)/, '');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share < 0.1 ? 2 : 1)} %`;
}
