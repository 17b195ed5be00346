import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jobsOf, pasted, permissionTable } from './pasted-workflows.ts';

const readme = readFileSync(new URL('../../docs/workflows/README.md', import.meta.url), 'utf8');

describe('the page about the workflows', () => {
  test('tells what each job may do, from the workflows themselves', () => {
    const [, table = ''] = /<!-- permissions -->\n\n?([^]*?)\n?<!-- \/permissions -->/.exec(readme) ?? [];

    expect(table.trim()).toBe(permissionTable());
  });

  test.each(pasted)('names $name', ({ name }) => {
    expect(readme).toContain(`[${name}](${name})`);
  });

  test('says of every permission what it is for', () => {
    const granted = pasted.flatMap(({ name }) =>
      jobsOf(name).flatMap(({ permissions }) => Object.entries(permissions)),
    );

    for (const [permission, level] of granted) expect(readme).toContain(`\`${permission}: ${level}\``);
  });
});

describe('a caller', () => {
  test('grants all that the called workflow asks for, and nothing else', () => {
    const jobs = jobsOf('organisation-caller.yml');

    for (const name of ['gate', 'outcome']) {
      const [called] = jobsOf(`organisation-${name}.yml`);
      expect(jobs.find(({ id }) => id === name)?.permissions).toEqual(called?.permissions);
    }
  });
});
