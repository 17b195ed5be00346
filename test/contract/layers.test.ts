import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const source = new URL('../../src/', import.meta.url).pathname;

/** What each folder may import of ours; every folder may import itself and the words of the root (errors, closest). */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  change: [],
  finding: ['rule'],
  condition: ['change', 'finding', 'rule'],
  rule: ['change', 'condition', 'finding'],
  catalogue: ['change', 'rule'],
  risk: ['change', 'condition', 'finding', 'rule'],
  schedule: ['change', 'condition', 'finding', 'rule'],
  rollback: ['change', 'catalogue', 'condition', 'finding', 'rule'],
  approval: ['change', 'condition', 'finding', 'rule'],
  // Days of review and spans of failures are written as the schedule writes them.
  standard: ['change', 'condition', 'finding', 'rule', 'schedule'],
  evidence: ['change', 'condition', 'finding', 'rule'],
  conflict: ['change', 'condition', 'finding', 'rule'],
  policy: [
    'change',
    'catalogue',
    'condition',
    'finding',
    'rule',
    'risk',
    'schedule',
    'rollback',
    'approval',
    'standard',
    'evidence',
    'conflict',
  ],
  decision: [
    'change',
    'catalogue',
    'condition',
    'finding',
    'rule',
    'risk',
    'schedule',
    'rollback',
    'approval',
    'standard',
    'evidence',
    'conflict',
    'policy',
  ],
  history: [
    'change',
    'finding',
    'rule',
    'risk',
    'schedule',
    'rollback',
    'approval',
    'standard',
    'evidence',
    'conflict',
    'policy',
    'decision',
  ],
  metrics: ['change', 'finding', 'rule', 'schedule', 'standard', 'policy', 'decision', 'history'],
  'policy-test': ['change', 'finding', 'rule', 'policy', 'decision'],
  report: [
    'change',
    'finding',
    'rule',
    'risk',
    'schedule',
    'rollback',
    'approval',
    'policy',
    'decision',
    'policy-test',
    'history',
    'metrics',
  ],
  endpoint: ['change', 'policy'],
  git: ['change'],
  github: ['change', 'conflict', 'finding', 'rollback', 'policy', 'decision', 'report'],
};

/** The folders whose code never touches the world. */
const pure = Object.keys(mayImport).filter((folder) => !['endpoint', 'git', 'github'].includes(folder));

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && path.includes('/'),
);

function importsOf(path: string): readonly { readonly target: string; readonly isType: boolean }[] {
  const text = readFileSync(join(source, path), 'utf8');
  const found = text.matchAll(/^(?:import|export)\s+(type\s+)?[^'";]*?from\s+'([^']+)';/gms);
  return [...found].map(([, type, target = '']) => ({ target, isType: type !== undefined }));
}

describe('the folders of the source', () => {
  test.each(files)('%s imports only what its layer may', (path) => {
    const folder = path.split('/')[0] ?? '';
    const allowed = mayImport[folder];
    if (allowed === undefined) return;
    const imported = importsOf(path)
      .filter(({ target }) => target.startsWith('.'))
      .map(({ target }) => normalize(join(dirname(path), target)))
      .filter((target) => target.includes('/'))
      .map((target) => target.split('/')[0]);

    const foreign = imported.filter((target) => target !== folder && !allowed.includes(target ?? ''));

    expect(foreign).toEqual([]);
  });

  test.each(files.filter((path) => !path.endsWith('.schema.ts')))(
    '%s takes only types from the schema sources',
    (path) => {
      const values = importsOf(path).filter(
        ({ target, isType }) => !isType && (target.endsWith('.schema.ts') || target.startsWith('typebox')),
      );

      expect(values).toEqual([]);
    },
  );

  test.each(files.filter((path) => pure.includes(path.split('/')[0] ?? '')))(
    '%s touches neither the disk, the process nor the clock',
    (path) => {
      const text = readFileSync(join(source, path), 'utf8');

      expect(text).not.toMatch(/from '(node:)?(fs|process|child_process|http|https|net|os)(\/[a-z]+)?'/);
      expect(text).not.toMatch(/\bprocess\.|\bconsole\.|new Date\(\)|Date\.now\(|Math\.random\(/);
    },
  );
});
