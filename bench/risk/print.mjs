// The tables of the risk bench.
import { aucOf, lowestPart, oddsRatio, percentiles, randomFrom, recallAt } from '../../src/history/statistics.ts';

const rounds = 2_000;

/** How models rank failures: means over repositories, with intervals from repositories drawn anew. */
export function printTable(repositories, models) {
  const changes = repositories.reduce((sum, repository) => sum + repository.changes.length, 0);
  const failed = repositories.reduce((sum, repository) => sum + failures(repository.changes), 0);
  console.log(`${repositories.length} repositories, ${changes} changes, ${failed} taken back within 30 days\n`);
  console.log('| model | AUC | failures in the top 20 % | in the top 5 % | lowest fifth ÷ own rate |');
  console.log('|---|---|---|---|---|');
  const measures = { auc: aucOf, top20: recall(0.2), top5: recall(0.05), lowest: lowestRatio };
  for (const [name, scoresOf] of Object.entries(models)) {
    const scored = repositories.map(scoresOf);
    const cells = Object.values(measures).map((measure) => withInterval(scored.map(measure)));
    console.log(`| ${name} | ${cells.join(' | ')} |`);
  }
}

/** What became of the changes of each level of the shipped policy. */
export function printLevels(repositories, { risk }) {
  console.log(`\n| level | from score | share of changes | failed ÷ own rate |\n|---|---|---|---|`);
  for (const level of ['low', 'medium', 'high', 'critical']) {
    const inside = repositories.map(({ changes }) => changes.filter((change) => change.level === level));
    const all = repositories.reduce((sum, { changes }) => sum + changes.length, 0);
    const expected = inside.reduce(
      (sum, changes, index) => sum + changes.length * rateOf(repositories[index].changes),
      0,
    );
    const share = inside.reduce((sum, changes) => sum + changes.length, 0) / all;
    const ratio = inside.reduce((sum, changes) => sum + failures(changes), 0) / expected;
    console.log(`| ${level} | ${risk.levels[level] ?? 0} | ${(100 * share).toFixed(1)} % | ${ratio.toFixed(2)} |`);
  }
}

/** Each factor: how often it counts, the odds of failure with it, its points as shipped and as fitted to everything. */
export function printFactors(repositories, { policy, points }) {
  console.log(
    '\n| factor | share of changes | failed | odds ratio within repositories | points | fitted to all |\n|---|---|---|---|---|---|',
  );
  const all = repositories.reduce((sum, { changes }) => sum + changes.length, 0);
  for (const factor of policy.risk.factors) {
    const holds = ({ fired }) => fired.has(factor.id);
    const row = [
      factor.id,
      ...evidence(repositories, { holds, all }),
      shown(factor.points),
      shown(points.get(factor.id)),
    ];
    console.log(`| ${row.join(' | ')} |`);
  }
  const names = Object.keys(repositories[0]?.changes[0]?.candidates ?? {});
  if (names.length === 0) return;
  console.log(
    '\n| looked at, no points | share of changes | failed | odds ratio within repositories |\n|---|---|---|---|',
  );
  for (const name of names) {
    const row = [name, ...evidence(repositories, { holds: ({ candidates }) => candidates[name], all })];
    console.log(`| ${row.join(' | ')} |`);
  }
}

function evidence(repositories, { holds, all }) {
  const fired = repositories.flatMap(({ changes }) => changes.filter(holds));
  const rate = fired.length === 0 ? '–' : `${((100 * failures(fired)) / fired.length).toFixed(2)} %`;
  return [`${((100 * fired.length) / all).toFixed(1)} %`, rate, stratified(repositories, holds)];
}

/** Mantel and Haenszel's odds ratio over repositories, with the interval of Robins, Breslow and Greenland. */
function stratified(repositories, holds) {
  const sums = { r: 0, s: 0, pr: 0, both: 0, qs: 0 };
  for (const { changes } of repositories) {
    const cell = (isFiring, isFailed) =>
      changes.filter((change) => holds(change) === isFiring && change.failed === isFailed).length;
    const [a, b, c, d] = [cell(true, true), cell(true, false), cell(false, true), cell(false, false)];
    const n = changes.length;
    const [r, s, p, q] = [(a * d) / n, (b * c) / n, (a + d) / n, (b + c) / n];
    sums.r += r;
    sums.s += s;
    sums.pr += p * r;
    sums.both += p * s + q * r;
    sums.qs += q * s;
  }
  if (sums.r === 0 || sums.s === 0) return withoutStrata(repositories, holds);
  const spread = Math.sqrt(
    sums.pr / (2 * sums.r ** 2) + sums.both / (2 * sums.r * sums.s) + sums.qs / (2 * sums.s ** 2),
  );
  const log = Math.log(sums.r / sums.s);
  return interval([log, log - 1.96 * spread, log + 1.96 * spread].map(Math.exp));
}

function withoutStrata(repositories, holds) {
  const all = repositories.flatMap(({ changes }) => changes);
  const [fired, others] = [all.filter(holds), all.filter((change) => !holds(change))];
  if (fired.length === 0) return '–';
  const { value, low, high } = oddsRatio(odds(fired), odds(others));
  return interval([value, low, high]);
}

function odds(changes) {
  const failed = failures(changes);
  return { failed, fine: changes.length - failed };
}

function withInterval(values) {
  const random = randomFrom(20_261_121);
  const draws = Array.from({ length: rounds }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)])),
  );
  const { low, high } = percentiles(draws);
  return `${fixed(mean(values))} [${fixed(low)}, ${fixed(high)}]`;
}

const recall = (top) => (scored) => recallAt(scored, top)?.value ?? Number.NaN;
const rateOf = (changes) => failures(changes) / changes.length;
const failures = (changes) => changes.filter(({ failed }) => failed).length;
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const fixed = (value) => value.toFixed(3).replace(/^0(?=\.)/, '');
const interval = ([value, low, high]) => `${value.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

function lowestRatio(scored) {
  const { changes, failed } = lowestPart(scored, 0.2);
  return failed / changes / rateOf(scored);
}

function shown(points) {
  if (points === undefined) return '–';
  if (typeof points === 'number') return String(points);
  return Object.entries(points)
    .toSorted(([one], [other]) => Number(one) - Number(other))
    .map(([from, count]) => `${from}: ${count}`)
    .join(', ');
}
