import { describe, expect, test } from 'vitest';
import type { ChangedFile, ChangeFacts } from '../../src/change/facts.ts';
import { servicesOf } from '../../src/change/services.ts';

const catalogue = {
  payments: {
    paths: ['services/payments/**', 'shared/money/**'],
    tier: 1,
    owner: '@acme/payments',
    dependsOn: ['ledger', 'mail'],
  },
  search: { paths: ['services/search/**'], tier: 3, owner: '@acme/search', dependsOn: ['mail'] },
  site: { paths: ['site/**'], tier: 4, owner: '@acme/search' },
};

type Given = Partial<Pick<ChangeFacts, 'files' | 'services' | 'tier' | 'owners' | 'dependencies'>>;

function resolve(given: Given, known: Parameters<typeof servicesOf>[1] = catalogue): ReturnType<typeof servicesOf> {
  return servicesOf({ files: [], services: { unknown: 'not given' }, tier: { unknown: 'not given' }, ...given }, known);
}

function aFile(path: string, parts: Partial<ChangedFile> = {}): ChangedFile {
  return { path, status: 'modified', added: 1, deleted: 0, kind: 'code', ...parts };
}

describe('the services of a change', () => {
  test('are those whose paths it touches, with the most critical tier', () => {
    const files = [aFile('services/search/a.ts'), aFile('shared/money/b.ts'), aFile('README.md')];

    expect(resolve({ files })).toMatchObject({ services: ['payments', 'search'], tier: 1 });
  });

  test('count one that a file was moved out of', () => {
    const files = [aFile('attic/a.ts', { status: 'renamed', previousPath: 'services/payments/a.ts' })];

    expect(resolve({ files })).toMatchObject({ services: ['payments'], tier: 1 });
  });

  test('are none, of the least critical tier, when no path is touched', () => {
    expect(resolve({ files: [aFile('README.md')] })).toMatchObject({ services: [], tier: 4 });
  });

  test('that were given are kept, also when the catalogue does not know them', () => {
    const files = [aFile('services/payments/a.ts')];

    expect(resolve({ files, services: ['search', 'other'] })).toMatchObject({ services: ['search', 'other'], tier: 3 });
  });

  test('are unknown, and the tier with them, when the list of files was cut short', () => {
    const { services, tier } = resolve({ files: { unknown: 'too many', seen: [aFile('services/payments/a.ts')] } });

    expect(services).toHaveProperty('unknown');
    expect(tier).toEqual(services);
  });

  test('are none under an empty catalogue, whatever is unknown', () => {
    expect(resolve({ files: { unknown: 'too many' } }, {})).toMatchObject({ services: [], tier: 4 });
  });

  test('leave a tier that was given', () => {
    expect(resolve({ tier: 2 })).toMatchObject({ services: [], tier: 2 });
  });

  test.each([
    { services: ['payments'], owners: ['@acme/payments'], dependencies: ['ledger', 'mail'] },
    {
      services: ['site', 'search', 'payments'],
      owners: ['@acme/payments', '@acme/search'],
      dependencies: ['ledger', 'mail'],
    },
    { services: ['site'], owners: ['@acme/search'], dependencies: [] },
    { services: ['elsewhere'], owners: [], dependencies: [] },
    { services: [], owners: [], dependencies: [] },
  ])('$services are owned by $owners and depend on $dependencies', ({ services, owners, dependencies }) => {
    expect(resolve({ services })).toMatchObject({ owners, dependencies });
  });

  test('have unknown owners and dependencies while they are unknown', () => {
    const { services, owners, dependencies } = resolve({ files: { unknown: 'too many' } });

    expect([owners, dependencies]).toEqual([services, services]);
  });

  test('keep owners and dependencies that were given', () => {
    expect(resolve({ owners: ['ada'], dependencies: ['mail'] })).toMatchObject({
      owners: ['ada'],
      dependencies: ['mail'],
    });
  });
});
