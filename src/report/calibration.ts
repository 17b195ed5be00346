import type { Calibration, FactorChange, Part, Points, Validation } from '../history/calibrate.ts';
import { limits } from '../history/calibrate.ts';
import type { Rate } from '../history/backtest.ts';
import type { Estimate } from '../history/statistics.ts';
import { plainText } from './escape.ts';
import type { Color } from './paint.ts';
import { painter } from './paint.ts';

/** What a calibration says: the changed factors as a diff to commit, or why none. Without colour, all but the diff are comments. */
export function renderCalibration(calibration: Calibration, color: Color): string {
  const { says, changes, validation, training, heldOut } = calibration;
  const paint = painter(color);
  const told = [
    partLine('learned from', training),
    partLine('validated on', heldOut),
    ...(validation === null ? [] : ['', ...validationLines(validation)]),
    '',
    verdicts[says],
  ];
  const head = told.map((line) => paint(line === verdicts[says] ? 'bold' : null, line === '' ? '#' : `# ${line}`));
  const diff =
    says === 'change' ? ['', ...diffLines(changes, training, paint), '', ...notes.map((note) => `# ${note}`)] : [];
  return [...head, ...diff].map((line) => `${line}\n`).join('');
}

const verdicts = {
  change: 'these points rank the newest failures better than the current ones',
  'no-factors': 'no change proposed: the policy has no risk factor with points other than 0',
  'too-few-failures': `no change proposed: there is too little to learn from; it takes ${limits.failuresToLearnFrom} failed changes to learn from and ${limits.failuresToValidate} newer ones to validate on`,
  'no-move': `no change proposed: what failed here moves no factor by ${limits.leastMove} points or more`,
  'no-gain': 'no change proposed: fitted points do not rank the newest failures better, beyond what chance would give',
} as const satisfies Record<Calibration['says'], string>;

const notes = [
  `20 points double the odds of failure; current points weigh as much as about ${limits.priorFailures} failures that meet a step`,
  'factors not shown keep their points; a factor of 0 points is not looked at, give it 1 to have it fitted',
  'an inherited factor is changed by writing the whole factor, as shown, in the policy that extends',
  'scores move with points: look at the levels above before you commit, and run `change-gate backtest --against`',
];

function partLine(what: string, { changes, failed, rate, from, to }: Part): string {
  if (rate === null) return `${what} no changes`;
  const span = `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  return `${what} ${changes} changes, ${span}: ${failed} failed, ${interval(rate, percent)}`;
}

function validationLines({ auc, gain, recall, levels }: Validation): readonly string[] {
  const width = 26;
  const row = (what: string, before: string, after: string): string =>
    `${what.padEnd(width)}${before.padEnd(width)}${after}`.trimEnd();
  return [
    row('on what the fit never saw', 'before', 'after'),
    row('AUC', maybe(auc.before, fixed), maybe(auc.after, fixed)),
    row('failures in the top 20 %', maybe(recall.before, percent), maybe(recall.after, percent)),
    ...levels.map(({ level, before, after }) => row(`changes that are ${level}`, String(before), String(after))),
    `AUC gained: ${maybe(gain, signed)} (all intervals 95 %)`,
  ];
}

type Paint = ReturnType<typeof painter>;

function diffLines(changes: readonly FactorChange[], training: Part, paint: Paint): readonly string[] {
  const files = [...new Set(changes.map(fileOf))];
  return files.flatMap((file) => [
    paint('bold', `--- ${file}`),
    paint('bold', `+++ ${file}`),
    ...changes.filter((change) => fileOf(change) === file).flatMap((change) => factorLines(change, training, paint)),
  ]);
}

function fileOf({ factor }: FactorChange): string {
  return plainText(factor.source.replace(/:\d+$/, ''));
}

function factorLines(change: FactorChange, training: Part, paint: Paint): readonly string[] {
  const { id, source, points: _points, ...rest } = change.factor;
  const context = Object.entries(rest).map(([key, value]) => `       ${key}: ${flow(value)}`);
  return [
    paint('cyan', `@@ ${plainText(source)} @@`),
    `     - id: ${id}`,
    ...context,
    paint('red', `-      points: ${pointsText(change.before)}`),
    paint('green', `+      # ${evidence(change, training)}`),
    paint('green', `+      points: ${pointsText(change.after)}`),
  ];
}

/** JSON is YAML, too. */
function flow(value: unknown): string {
  return plainText(JSON.stringify(value), 10_000);
}

function pointsText(points: Points): string {
  if (typeof points === 'number') return String(points);
  const steps = Object.entries(points).toSorted(([one], [other]) => Number(one) - Number(other));
  return `{ ${steps.map(([threshold, counted]) => `${threshold}: ${counted}`).join(', ')} }`;
}

function evidence({ counted, rest, oddsRatio }: FactorChange, { from, to }: Part): string {
  const span = `${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  if (rest.changes === 0) return `fitted on ${span}: ${share(counted)} failed; it counted for all of them`;
  return `fitted on ${span}: ${share(counted)} failed where it counted, ${share(rest)} elsewhere (odds × ${interval(oddsRatio, fixed)})`;
}

function share({ changes, failed, rate }: Rate): string {
  return rate === null ? `${failed} of ${changes}` : `${failed} of ${changes} (${percent(rate.value)})`;
}

function maybe(estimate: Estimate | null, words: (value: number) => string): string {
  return estimate === null ? 'cannot be said' : interval(estimate, words);
}

function interval({ value, low, high }: Estimate, words: (value: number) => string): string {
  return `${words(value)} [${words(low)}, ${words(high)}]`;
}

function fixed(value: number): string {
  return value.toFixed(2).replace(/^0(?=\.)/, '');
}

function signed(value: number): string {
  return `${value < 0 ? '−' : '+'}${fixed(Math.abs(value))}`;
}

function percent(value: number): string {
  return `${(value * 100).toFixed(value < 0.1 ? 2 : 1)} %`;
}
