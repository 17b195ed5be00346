// `npm run bench`: what the budgets of the design ask for, measured on this machine.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeLedger } from './ledger.mjs';
import { nextOpenings } from './schedule.mjs';
import { timeInTurn } from './time.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const plain = 'evaluate --facts, standard.yml, 3,000 files';
const withRules = 'evaluate --facts, 200 path rules more';
const folder = mkdtempSync(join(tmpdir(), 'change-gate-bench-'));
try {
  coldStart();
  loadedByAction();
  await schedules();
  await ledger();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function coldStart() {
  const facts = join(folder, 'facts.json');
  writeFileSync(facts, JSON.stringify(largeChange(3_000)));
  const rules = join(folder, 'rules.yml');
  writeFileSync(rules, policyWithPathRules(200));
  const evaluate = (...more) => ({
    argv: [process.execPath, join(root, 'dist/cli.js'), 'evaluate', '--facts', facts, ...more],
    codes: [0, 10, 11],
  });
  const times = timeInTurn({
    'node -e 0': { argv: [process.execPath, '-e', '0'] },
    [plain]: evaluate('--policy', 'standard'),
    [withRules]: evaluate('--policy', rules),
    'calendar --at': cli('calendar', '--at', '2026-11-27T15:00:00Z', '--json', '--policy', 'standard'),
    '--version, nothing else loaded': cli('--version'),
  });
  const budgets = { [plain]: 3, [withRules]: 6, 'calendar --at': times[plain] / times['node -e 0'] };
  for (const [name, milliseconds] of Object.entries(times)) {
    const ratio = milliseconds / times['node -e 0'];
    const measured = `${name.padEnd(46)} ${milliseconds.toFixed(0).padStart(5)} ms  ${ratio.toFixed(2).padStart(5)} × node -e 0`;
    console.log(`${measured}${verdict(ratio, budgets[name])}`);
  }
}

function verdict(measured, budget) {
  if (budget === undefined) return '';
  return `  budget ${budget.toFixed(2)}  ${measured <= budget ? 'PASS' : 'over'}`;
}

/** 1,000 freezes and 100 windows, the next opening within 400 days: the budget is 50 ms. */
async function schedules() {
  for (const [name, milliseconds] of Object.entries(await nextOpenings())) {
    console.log(`${`next opening, 1,000 freezes ${name}`.padEnd(66)} ${milliseconds.toFixed(0).padStart(5)} ms`);
  }
}

/** The metrics of 10,000 records on a branch: the budget is 2 s. */
async function ledger() {
  const repository = mkdtempSync(join(folder, 'ledger-'));
  await makeLedger(repository);
  const name = 'metrics, 10,000 records';
  const command = cli('metrics', '--policy', 'standard', '--at', '2026-11-28T09:00:00Z', '--json');
  const times = timeInTurn({ [name]: { ...command, options: { cwd: repository } } }, { runs: 5 });
  const milliseconds = times[name];
  console.log(`${name.padEnd(66)} ${milliseconds.toFixed(0).padStart(5)} ms${verdict(milliseconds / 1_000, 2)}`);
}

function largeChange(count) {
  const files = Array.from({ length: count }, (_, index) => ({
    path: `services/part-${index % 40}/src/module-${index % 300}/file-${index}.ts`,
    status: 'modified',
    added: index % 50,
    deleted: index % 20,
    kind: 'code',
  }));
  return { evaluatedAt: '2026-11-24T10:00:00Z', environment: 'production', files };
}

function policyWithPathRules(count) {
  const factors = Array.from({ length: count }, (_, index) =>
    [
      `    - id: path-${index}`,
      `      because: path rule ${index}`,
      `      when: touches("services/part-${index}/**/module-*/**", "lib/**/${index}-*.ts")`,
      '      points: 1',
    ].join('\n'),
  );
  return ['version: 1', 'extends: [standard]', 'risk:', '  factors:', ...factors, ''].join('\n');
}

/** The bytes of the modules that `dist/action.js` imports before it does anything. */
function loadedByAction() {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    const text = readFileSync(join(root, 'dist', file), 'utf8');
    for (const [, path] of text.matchAll(/(?:\bfrom|\bimport)\s*"(\.[^"]+)"/g)) visit(join(file, '..', path));
  };
  visit('action.js');
  const bytes = [...seen].reduce((sum, file) => sum + statSync(join(root, 'dist', file)).size, 0);
  const all = readdirSync(join(root, 'dist'), { recursive: true }).filter((file) => file.endsWith('.js'));
  console.log(
    `loaded at the start of the action: ${(bytes / 1000).toFixed(0)} KB in ${seen.size} of ${all.length} files`,
  );
}

function cli(...more) {
  return { argv: [process.execPath, join(root, 'dist/cli.js'), ...more] };
}
