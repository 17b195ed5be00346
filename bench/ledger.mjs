// A ledger of 10,000 records on a branch, as two years of a busy organisation leave it.
import { spawnSync } from 'node:child_process';
import { loadSource } from '../scripts/load-source.mjs';

const hour = 3_600_000;
const decisions = 6_000;
const outcomes = 4_000;
const surroundings = { repository: 'acme/shop', engine: '0.1.0', timeZoneData: '2026b' };

/** Makes the repository in a folder. */
export async function makeLedger(folder) {
  const files = await filesOfLedger();
  const stream = [
    'commit refs/heads/change-records',
    'committer Ann <ann@example.org> 1764547200 +0000',
    'data 7',
    'Records',
    ...files.flatMap(({ path, text }) => [`M 100644 inline ${path}`, `data ${Buffer.byteLength(text)}`, text]),
    '',
  ].join('\n');
  git(folder, { command: ['init', '-q', '-b', 'main'] });
  git(folder, { command: ['fast-import', '--quiet'], input: stream });
}

function git(folder, { command, input = '' }) {
  const { status, stderr } = spawnSync('git', ['-C', folder, ...command], { input });
  if (status !== 0) throw new Error(String(stderr));
}

async function filesOfLedger() {
  const [{ decide }, { parseFacts }, { recordDecision, recordOutcome }, { recordFile }, { loadPolicy }] =
    await Promise.all(
      [
        'src/decision/decide.ts',
        'src/change/parse-facts.ts',
        'src/decision/record.ts',
        'src/decision/record-file.ts',
        'src/policy/load.ts',
      ].map((path) => loadSource(path)),
    );
  const nothing = { list: async () => null, read: async () => null };
  const { policy } = await loadPolicy({ path: 'standard', today: null }, nothing);
  const records = [];
  for (let index = 0; index < decisions; index += 1) {
    const { facts } = parseFacts(changeOf(index), { missing: 'safe' });
    const run = {
      url: 'https://github.com/acme/shop/actions/runs/7',
      id: '7',
      attempt: 1,
      actor: 'mia',
      mode: 'enforce',
    };
    const record = recordDecision({ policy, facts, decision: decide(policy, facts) }, { ...surroundings, run });
    records.push(record);
    if (index >= outcomes) continue;
    const { environment, head, evaluatedAt } = record.decision;
    const at = new Date(Date.parse(evaluatedAt) + hour).toISOString();
    const outcome = index % 17 === 0 ? 'failure' : 'success';
    const told = {
      decisionId: record.id,
      environment,
      head,
      outcome,
      at,
      by: 'github-actions[bot]',
      note: null,
      run: null,
    };
    records.push(recordOutcome({ repository: surroundings.repository, ...told }));
  }
  return records.map(recordFile);
}

/** A change of some files, every two hours. */
function changeOf(index) {
  return {
    evaluatedAt: new Date(Date.parse('2025-06-01T06:00:00Z') + index * 2 * hour).toISOString(),
    environment: 'production',
    head: index.toString(16).padStart(8, '0').repeat(5),
    files: Array.from({ length: 1 + (index % 12) }, (_, file) => ({
      path: `services/part-${index % 9}/src/file-${file}.ts`,
      status: 'modified',
      added: (index * 7) % 60,
      deleted: file,
    })),
    change: { title: `Change ${index}`, author: 'mia', ageHours: 5 },
  };
}
