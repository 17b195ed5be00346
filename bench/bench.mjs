// `npm run bench`: what the budgets of the design ask for, measured on this machine.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timeInTurn } from './time.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'change-gate-bench-'));
try {
  coldStart();
  loadedByAction();
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
    'evaluate --facts, standard.yml, 3,000 files': evaluate('--policy', 'standard'),
    'evaluate --facts, 200 path rules more': evaluate('--policy', rules),
    'calendar --at': {
      argv: [
        process.execPath,
        join(root, 'dist/cli.js'),
        'calendar',
        '--at',
        '2026-11-27T15:00:00Z',
        '--json',
        '--policy',
        'standard',
      ],
    },
  });
  for (const [name, milliseconds] of Object.entries(times)) {
    console.log(
      `${name.padEnd(46)} ${milliseconds.toFixed(0).padStart(5)} ms  ${(milliseconds / times['node -e 0']).toFixed(2)} × node -e 0`,
    );
  }
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
