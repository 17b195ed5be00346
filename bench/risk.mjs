// `npm run bench:risk -- FOLDER|CLONE…`: how the shipped points rank changes that failed, against lines added and against
// points fitted anew, each repository judged by points that never saw it; and the points that all of them together give.
import { readRepositories } from './risk/read-data.mjs';
import { holding, pointsFrom, scoreWith, stepsOfPolicy } from './risk/steps.mjs';
import { printFactors, printLevels, printTable } from './risk/print.mjs';
import { loadPolicy } from '../src/policy/load.ts';
import { fitSteps } from '../src/history/fit.ts';
import { assessRisk } from '../src/risk/assess.ts';
import { isUnknown } from '../src/change/facts.ts';

const ridge = 20;

const paths = process.argv.slice(2);
if (paths.length === 0) {
  console.error('name a folder of change outcome data, or clones of repositories: npm run bench:risk -- FOLDER|CLONE…');
  process.exit(2);
}

const files = { read: async () => null, list: async () => null };
const loaded = await loadPolicy({ path: 'standard', today: null }, files);
if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
const { policy } = loaded;
const steps = stepsOfPolicy(policy);

const repositories = (await readRepositories(paths))
  .map(({ name, changes }) => ({ name, changes: changes.map(prepared) }))
  .filter(({ name, changes }) => isTelling(name, changes));

const examplesOf = (repository, group) =>
  repository.changes.map(({ active, failed }) => ({ steps: active, group, failed }));
const everything = repositories.flatMap(examplesOf);

const models = {
  'lines added': ({ changes }) => changes.map(({ added, failed }) => ({ score: added, failed })),
  'shipped points (seen)': ({ changes }) => changes.map(({ shipped, failed }) => ({ score: shipped, failed })),
};
if (repositories.length > 1) models['points fitted anew'] = fittedWithout;

printTable(repositories, models);
printLevels(repositories, policy);
printFactors(repositories, { policy, points: pointsFrom(steps, fitted(everything)) });

function prepared({ facts, failed, candidates }) {
  const { score, level, contributions } = assessRisk(policy.risk, facts);
  return {
    failed,
    candidates,
    added: addedIn(facts),
    shipped: score,
    level,
    fired: new Set(contributions.map(({ factor }) => factor)),
    active: holding(steps, facts),
  };
}

/** Lines added in all files, whoever wrote them: what the literature compares with. */
function addedIn({ files: changed, change: { linesAdded } }) {
  const known = isUnknown(changed) ? [] : changed.map(({ added }) => added).filter((added) => !isUnknown(added));
  if (known.length > 0) return known.reduce((sum, added) => sum + added, 0);
  return isUnknown(linesAdded) ? 0 : linesAdded;
}

function isTelling(name, changes) {
  const failed = changes.filter((change) => change.failed).length;
  if (failed >= 10) return true;
  console.log(`${name} is left out: only ${failed} of its ${changes.length} changes failed`);
  return false;
}

function fitted(examples) {
  return fitSteps({ examples, signs: steps.map(({ sign }) => sign), groups: repositories.length, ridge }).coefficients;
}

function fittedWithout(repository) {
  const others = repositories.flatMap((other, group) => (other === repository ? [] : examplesOf(other, group)));
  const points = pointsFrom(steps, fitted(others));
  const { base } = policy.risk;
  return repository.changes.map(({ active, failed }) => ({
    score: scoreWith({ steps, base, points }, active),
    failed,
  }));
}
