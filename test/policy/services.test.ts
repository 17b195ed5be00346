import { describe, expect, test } from 'vitest';
import { servicesOf } from '../../src/change/services.ts';
import { digestOf } from '../../src/decision/digest.ts';
import { policyEdits } from '../../src/decision/policy-edits.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { aChange } from '../builders.ts';
import { bytes, memoryFiles } from './memory-files.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

const rules = 'approvals: [{ id: a, because: b, from: [p] }]\nauthorities: { p: { permission: write } }';

function policy(services: string, more = rules): string {
  return `version: 1\nservices: ${services}\n${more}\n`;
}

type Descriptor = {
  readonly kind?: string;
  readonly name?: string;
  readonly metadata?: string;
  readonly spec?: string;
};

function descriptor({ kind = 'Component', name = 'payments', metadata = '', spec = '' }: Descriptor = {}): string {
  const lines = ['apiVersion: backstage.io/v1alpha1', `kind: ${kind}`, 'metadata:', `  name: ${name}`];
  const given = [...(metadata === '' ? [] : [`  ${metadata}`]), `spec: { ${spec} }`];
  return `${[...lines, ...given].join('\n')}\n`;
}

function annotated(annotations: string, parts: Descriptor = {}): string {
  return descriptor({ ...parts, metadata: `annotations: { ${annotations} }` });
}

async function load(files: Files, namedFiles?: 'sought') {
  const request = { path: 'p.yml', today: '2026-11-27', ...(namedFiles === undefined ? {} : { namedFiles }) };
  return await loadPolicy(request, memoryFiles(files));
}

async function problemsOf(files: Files, namedFiles?: 'sought'): Promise<readonly string[]> {
  const loaded = await load(files, namedFiles);
  const problems = loaded.ok ? loaded.warnings : loaded.problems;
  return problems.map(
    ({ severity, file, line, column, problem, remedy }) =>
      `${severity} ${file}:${line}:${column} ${problem} ▸ ${remedy ?? ''}`,
  );
}

async function loaded(files: Files): Promise<Policy> {
  const result = await load(files);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.policy;
}

async function serviceIn(text: string, path = 'services/pay/catalog-info.yaml') {
  const { services } = await loaded({ 'p.yml': policy(`{ from: ${path} }`), [path]: text });
  return services['payments'];
}

describe('a service that a Backstage file describes', () => {
  test('is named, owned and linked as the file says', async () => {
    const { services } = await loaded({
      'p.yml': policy('{ from: services/payments/catalog-info.yaml }'),
      'services/payments/catalog-info.yaml': `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: payments
  description: Takes money
  annotations:
    github.com/project-slug: acme/shop
    change-gate/tier: '1'
    change-gate/paths: services/payments/**, shared/money/**
    change-gate/runway: 45m
    change-gate/rollback-strategy: redeploy-previous
    change-gate/rollback-standing: 'true'
    change-gate/rollback-trigger: more than 2 % of payments fail
    change-gate/rollback-time-to-restore: 15m
    change-gate/rollback-steps: |
      1. run the workflow deploy with the tag before
      2. watch the error rate for ten minutes
  links:
    - { url: https://runbooks.acme.example/payments, title: When it fails, type: runbook }
    - { url: https://grafana.acme.example/payments, title: Dashboard }
    - { url: 'mailto:payments@acme.example', title: Mail }
spec:
  type: service
  lifecycle: production
  owner: group:default/payments
  dependsOn: [component:default/ledger, resource:default/payments-db]
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec: { type: service, owner: user:ada }
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: payments-db }
spec: { type: database }
`,
    });

    expect(services).toEqual({
      payments: {
        source: 'services/payments/catalog-info.yaml:5',
        tier: 1,
        owner: 'payments',
        paths: ['services/payments/**', 'shared/money/**'],
        dependsOn: ['ledger'],
        runbook: 'https://runbooks.acme.example/payments',
        links: [{ title: 'Dashboard', url: 'https://grafana.acme.example/payments' }],
        runway: '45m',
        rollback: {
          standing: true,
          strategy: 'redeploy-previous',
          trigger: 'more than 2 % of payments fail',
          timeToRestore: '15m',
          steps: ['run the workflow deploy with the tag before', 'watch the error rate for ten minutes'],
        },
      },
      ledger: {
        source: 'services/payments/catalog-info.yaml:31',
        tier: 4,
        owner: 'user:ada',
        paths: ['services/payments/**'],
      },
    });
  });

  test.each([
    { path: 'services/pay/catalog-info.yaml', paths: ['services/pay/**'] },
    { path: 'catalog-info.yaml', paths: ['**'] },
  ])('has the files of the folder of $path', async ({ path, paths }) => {
    expect((await serviceIn(descriptor(), path))?.paths).toEqual(paths);
  });

  test('has the files of a folder that is called like a pattern', async () => {
    const { services } = await loaded({
      'p.yml': policy('{ from: "**/catalog-info.yaml" }'),
      'app/[slug]/catalog-info.yaml': descriptor(),
    });
    const touched = (path: string) =>
      servicesOf(
        aChange({
          services: { unknown: '' },
          files: [{ path, status: 'modified', added: 1, deleted: 0, kind: 'code' }],
        }),
        services,
      ).services;

    expect([touched('app/[slug]/page.ts'), touched('app/s/page.ts')]).toEqual([['payments'], []]);
  });

  test.each([
    { text: 'a/**, b/*.ts', paths: ['a/**', 'b/*.ts'] },
    { text: 'a/** b/*.ts', paths: ['a/**', 'b/*.ts'] },
    { text: 'src/{a,b}/**', paths: ['src/{a,b}/**'] },
    { text: './src/**, ../shared/**', paths: ['services/pay/src/**', 'services/shared/**'] },
  ])('has the paths `$text`', async ({ text, paths }) => {
    expect((await serviceIn(annotated(`change-gate/paths: "${text}"`)))?.paths).toEqual(paths);
  });

  test.each([
    { runbook: 'docs/runbooks/pay.md', place: 'docs/runbooks/pay.md' },
    { runbook: './runbook.md', place: 'services/pay/runbook.md' },
    { runbook: 'https://wiki.acme.example/pay', place: 'https://wiki.acme.example/pay' },
  ])('has its runbook at $runbook', async ({ runbook, place }) => {
    expect((await serviceIn(annotated(`change-gate/runbook: ${runbook}`)))?.runbook).toBe(place);
  });

  test.each([
    { owner: 'payments', said: 'payments' },
    { owner: 'group:payments', said: 'payments' },
    { owner: 'group:default/payments', said: 'payments' },
    { owner: 'default/payments', said: 'payments' },
    { owner: 'team-a/payments', said: 'team-a/payments' },
    { owner: 'user:default/ada', said: 'user:ada' },
  ])('is looked after by $owner', async ({ owner, said }) => {
    expect((await serviceIn(descriptor({ spec: `owner: "${owner}"` })))?.owner).toBe(said);
  });

  test('is called by an id that rules can name', async () => {
    const { services } = await loaded({
      'p.yml': policy('{ from: a.yaml }'),
      'a.yaml': descriptor({ name: 'Payments_API.v2', spec: 'dependsOn: ["component:PAYMENTS_api.v2"]' }),
    });

    expect(services).toMatchObject({ 'payments-api-v2': { dependsOn: ['payments-api-v2'] } });
  });

  test('takes from its system what it does not say itself', async () => {
    const system = annotated('change-gate/tier: "1", change-gate/runway: 10m, change-gate/runbook: docs/shop.md', {
      kind: 'System',
      name: 'shop',
      spec: 'owner: shop',
    });
    const files = {
      'p.yml': policy('{ from: a.yaml }'),
      'a.yaml': [
        system,
        descriptor({ name: 'web', spec: 'system: shop' }),
        annotated('change-gate/tier: "2"', { name: 'api', spec: 'system: default/shop, owner: apis' }),
        descriptor({ name: 'alone' }),
      ].join('---\n'),
    };

    expect((await loaded(files)).services).toMatchObject({
      web: { tier: 1, owner: 'shop', runway: '10m', runbook: 'docs/shop.md' },
      api: { tier: 2, owner: 'apis', runway: '10m' },
      alone: { tier: 4 },
    });
    expect(Object.keys((await loaded(files)).services)).toEqual(['web', 'api', 'alone']);
  });

  test('depends on the components of a system that it depends on', async () => {
    const { services } = await loaded({
      'p.yml': policy('{ from: a.yaml }'),
      'a.yaml': [
        descriptor({ name: 'web', spec: 'system: shop, dependsOn: ["system:shop", "component:mail"]' }),
        descriptor({ name: 'api', spec: 'system: shop' }),
        descriptor({ name: 'mail' }),
      ].join('---\n'),
    });

    expect(services['web']?.dependsOn).toEqual(['api', 'mail']);
  });

  test('may stand beside documents of other kinds, of other makers, and empty ones', async () => {
    const others = [
      'apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata: {}\n',
      'apiVersion: apps/v1\nkind: Component\nmetadata: { name: "!" }\n',
      '\n',
      '# nothing\n',
    ];

    expect(await serviceIn([descriptor(), ...others].join('---\n'))).toMatchObject({ tier: 4 });
  });
});

describe('services that the policy writes beside those of files', () => {
  const file = annotated('change-gate/tier: "2"', { spec: 'owner: payments' });
  const servicesWith = async (written: string) =>
    (await loaded({ 'p.yml': policy(`{ from: a.yaml, ${written} }`), 'a.yaml': file })).services;

  test('complete those of the same name, and go before them', async () => {
    expect(
      await servicesWith('payments: { tier: 1, runway: 5m, dependsOn: [ledger] }, ledger: { paths: ["l/**"] }'),
    ).toEqual({
      payments: {
        source: 'p.yml:2',
        tier: 1,
        runway: '5m',
        owner: 'payments',
        paths: ['**'],
        dependsOn: ['ledger'],
      },
      ledger: { source: 'p.yml:2', tier: 4, paths: ['l/**'] },
    });
  });

  test('may take one of them out', async () => {
    expect(await servicesWith('payments: { disabled: true }')).toEqual({});
  });

  test('need paths where no file describes them', async () => {
    const text = policy('{ from: a.yaml, ledger: { tier: 2 } }');

    expect(await problemsOf({ 'p.yml': text, 'a.yaml': file })).toEqual([
      'error p.yml:2:35 key `paths` is missing in `services.ledger` ▸ add `paths`, or describe the service in a file of `from`',
    ]);
  });
});

describe('the files of a catalogue', () => {
  const three = {
    'services/a/catalog-info.yaml': descriptor({ name: 'a' }),
    'services/b/catalog-info.yaml': descriptor({ name: 'b' }),
    'libs/c/catalog-info.yaml': descriptor({ name: 'c' }),
  };

  test.each([
    { from: 'services/a/catalog-info.yaml', names: ['a'] },
    { from: 'services/*/catalog-info.yaml', names: ['a', 'b'] },
    { from: '"**/catalog-info.y{,a}ml"', names: ['c', 'a', 'b'] },
    { from: '[services/b/catalog-info.yaml, "services/*/catalog-info.yaml"]', names: ['b', 'a'] },
  ])('named by $from describe $names', async ({ from, names }) => {
    const { services } = await loaded({ 'p.yml': policy(`{ from: ${from} }`), ...three });

    expect(Object.keys(services)).toEqual(names);
  });

  test('are part of the policy, with their digests', async () => {
    const files = { 'p.yml': policy('{ from: "services/*/catalog-info.yaml" }'), ...three };
    const one = await loaded(files);
    const other = await loaded({
      ...files,
      'services/a/catalog-info.yaml': annotated('change-gate/tier: "1"', { name: 'a' }),
    });

    expect(one.files.map(({ path }) => path)).toEqual([
      'p.yml',
      'services/a/catalog-info.yaml',
      'services/b/catalog-info.yaml',
    ]);
    expect(digestOf(one)).not.toBe(digestOf(other));
  });

  test.each([
    { path: 'services/a/catalog-info.yaml', counts: true },
    { path: 'services/new/catalog-info.yaml', counts: true },
    { path: 'libs/c/catalog-info.yaml', counts: false },
  ])('decide about changes, so that an edit of $path is one of the policy: $counts', async ({ path, counts }) => {
    const read = await loaded({ 'p.yml': policy('{ from: "services/*/catalog-info.yaml" }'), ...three });

    expect(policyEdits(read, { files: [{ path, status: 'added', added: 1, deleted: 0, kind: 'config' }] })).toEqual(
      counts ? [path] : [],
    );
  });

  test('are those of the repository that is judged, whoever names them', async () => {
    const commit = 'a'.repeat(40);
    const text = `acme/policies//base.yml@${commit}`;
    const files = memoryFiles(
      { 'p.yml': `version: 1\nextends: ["${text}"]\n`, 'catalog-info.yaml': descriptor() },
      { [text]: { commit, files: [{ path: 'base.yml', content: bytes(policy('{ from: catalog-info.yaml }')) }] } },
    );

    const result = await loadPolicy({ path: 'p.yml', today: null }, files);

    expect(result.ok && Object.keys(result.policy.services)).toEqual(['payments']);
  });

  test('are named by the last policy that names any', async () => {
    const { services } = await loaded({
      'p.yml': policy('{ from: services/b/catalog-info.yaml }', 'extends: [./q.yml]'),
      'q.yml': policy('{ from: services/a/catalog-info.yaml }'),
      ...three,
    });

    expect(Object.keys(services)).toEqual(['b']);
  });

  test('may not be named anew where a locked rule is for services', async () => {
    const locked = 'schedule: { timezone: UTC, freezes: [{ id: f, because: b, locked: true, services: [a] }] }';

    expect(
      await problemsOf({
        'p.yml': policy('{ from: services/b/catalog-info.yaml }', 'extends: [./q.yml]'),
        'q.yml': policy('{ from: services/a/catalog-info.yaml }', locked),
        ...three,
      }),
    ).toContainEqual(
      expect.stringContaining('error p.yml:2:13 this changes `services/from`, which `f` locks at q.yml:3:'),
    );
  });

  test('cannot be read where there is no repository', async () => {
    const { repository: _repository, ...files } = memoryFiles({ 'p.yml': policy('{ from: a.yaml }') });

    const result = await loadPolicy({ path: 'p.yml', today: null }, files);

    expect(result).toMatchObject({ ok: false, problems: [{ line: 2, column: 19, code: 'policy/catalogue' }] });
  });
});

describe('a catalogue that is wrong', () => {
  const single = (text: string) => ({ 'p.yml': policy('{ from: a.yaml }'), 'a.yaml': text });

  test.each<{ what: string; files: Files; problem: string }>([
    {
      what: 'a file that is not there',
      files: { 'p.yml': policy('{ from: [a.yaml] }') },
      problem:
        'error p.yml:2:20 there is no file `a.yaml` ▸ write a path or glob from the root of the repository, like `services/*/catalog-info.yaml`',
    },
    {
      what: 'a pattern that matches no file',
      files: { 'p.yml': policy('{ from: "s/*/catalog-info.yaml" }') },
      problem:
        'warning p.yml:2:19 `s/*/catalog-info.yaml` matches no file of the repository ▸ write a path or glob from the root of the repository, like `services/*/catalog-info.yaml`',
    },
    {
      what: 'a path that leaves the repository',
      files: { 'p.yml': policy('{ from: ../a.yaml }') },
      problem:
        'error p.yml:2:19 `../a.yaml` contains `.` or `..` as a folder, which no path of a repository does ▸ write a path or glob from the root of the repository, like `services/*/catalog-info.yaml`',
    },
    {
      what: 'no YAML',
      files: single('apiVersion: [\n'),
      problem: 'error a.yaml:2:1 this is not YAML: deficient indentation ▸ ',
    },
    {
      what: 'another document',
      files: single('name: payments\n'),
      problem:
        'error a.yaml:1:1 this is no Backstage descriptor: `apiVersion` or `kind` is missing ▸ start it with `apiVersion: backstage.io/v1alpha1` and `kind: Component`, or leave the file out of `from`',
    },
    {
      what: 'no name',
      files: single('apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {}\n'),
      problem:
        'error a.yaml:3:11 key `name` is missing in `metadata` ▸ write at most 63 letters, digits, `-`, `_` or `.`',
    },
    {
      what: 'a name with spaces',
      files: single(descriptor({ name: 'the payments' })),
      problem: 'error a.yaml:4:9 `the payments` is no name ▸ write at most 63 letters, digits, `-`, `_` or `.`',
    },
    {
      what: 'a tier that is none',
      files: single(annotated('change-gate/tier: critical')),
      problem: 'error a.yaml:5:36 found `critical`, expected a tier from `1`, the most critical, to `4` ▸ ',
    },
    {
      what: 'a misspelt annotation',
      files: single(annotated('change-gate/runnway: 5m')),
      problem: 'error a.yaml:5:18 unknown annotation `change-gate/runnway` ▸ did you mean `change-gate/runway`?',
    },
    {
      what: 'a misspelt strategy',
      files: single(annotated('change-gate/rollback-strategy: redeploy')),
      problem:
        'error a.yaml:5:49 found `redeploy`, expected one of `redeploy-previous`, `revert`, `feature-flag`, `restore-backup`, `roll-forward` ▸ did you mean `redeploy-previous`?',
    },
    {
      what: 'a duration without a unit',
      files: single(annotated('change-gate/runway: "5"')),
      problem: 'error a.yaml:5:38 found `5`, expected a duration like `30m`, `4h` or `0m` ▸ ',
    },
    {
      what: 'a truth that is none',
      files: single(annotated('change-gate/rollback-standing: maybe')),
      problem: 'error a.yaml:5:49 found `maybe`, expected `true` or `false` ▸ ',
    },
    {
      what: 'a pattern that matches nothing',
      files: single(annotated('change-gate/paths: src/')),
      problem: 'error a.yaml:5:37 `src/` ends with `/` and matches no file: a folder with all in it is `folder/**` ▸ ',
    },
    {
      what: 'an annotation that is no text',
      files: single(annotated('change-gate/paths: [a, b]')),
      problem: 'error a.yaml:5:37 found a list, expected text ▸ ',
    },
    {
      what: 'a dependency that is no reference',
      files: single(descriptor({ spec: 'dependsOn: ["component ledger"]' })),
      problem: 'error a.yaml:5:21 `component ledger` names no entity ▸ write it like `component:default/payments`',
    },
    {
      what: 'dependencies that are no list',
      files: single(descriptor({ spec: 'dependsOn: component:ledger' })),
      problem: 'error a.yaml:5:20 found `component:ledger`, expected a list ▸ ',
    },
    {
      what: 'a dependency on a system that nothing belongs to',
      files: single(descriptor({ spec: 'dependsOn: ["system:shop"]' })),
      problem:
        'warning a.yaml:5:21 no component of the catalogue belongs to a system `shop` ▸ name the component, or give its file in `from` too',
    },
    {
      what: 'a dependency on a service that is not there',
      files: single(descriptor({ spec: 'dependsOn: ["component:ledger"]' })),
      problem: 'warning a.yaml:5:21 there is no service `ledger` ▸ known are `payments`',
    },
    {
      what: 'a service that stands twice',
      files: { ...single(`${descriptor()}---\n${descriptor({ name: 'Payments' })}`) },
      problem:
        'error a.yaml:10:9 the service `payments` stands twice: the first is in a.yaml ▸ rename or remove one of them',
    },
    {
      what: 'a system with paths',
      files: single(annotated('change-gate/paths: a/**', { kind: 'System' })),
      problem: 'error a.yaml:5:18 a system has no paths of its own ▸ write them at its components',
    },
    {
      what: 'a standing rollback plan without a strategy',
      files: single(annotated('change-gate/rollback-standing: true')),
      problem:
        'error a.yaml:4:9 the standing rollback plan of `payments` has no strategy ▸ add `strategy: redeploy-previous`, or take `standing` out',
    },
    {
      what: 'a service of tier 1 that nobody looks after',
      files: single(annotated('change-gate/tier: "1"')),
      problem:
        'warning a.yaml:4:9 `payments` is of tier 1 and has no `owner`, `runbook` or `rollback` ▸ say who looks after it, where its runbook is, and how its changes are taken back',
    },
    {
      what: 'services that depend on each other',
      files: single(
        [
          descriptor({ name: 'a', spec: 'dependsOn: ["component:b"]' }),
          descriptor({ name: 'b', spec: 'dependsOn: ["component:a"]' }),
        ].join('---\n'),
      ),
      problem:
        'warning a.yaml:5:21 services depend on each other in a circle: `a` ▸ `b` ▸ `a` ▸ take out the dependency that is not one',
    },
  ])('with $what is told with its place', async ({ files, problem }) => {
    expect(await problemsOf(files)).toEqual([problem]);
  });

  test('in which no service is deployed elsewhere has nothing to look for there', async () => {
    const conflicts = 'conflicts: { acrossRepositories: true }';

    expect(await problemsOf({ 'p.yml': policy('{ a: { paths: [a] } }', conflicts) })).toEqual([
      'warning p.yml:3:14 no service of the catalogue says that another repository deploys it ▸ add `repository: owner/name` to those services',
    ]);
    expect(
      await problemsOf({ 'p.yml': policy('{ a: { paths: [a] }, b: { repository: acme/b } }', conflicts) }),
    ).toEqual([]);
  });

  test('in several places is told of all at once', async () => {
    const text = annotated('change-gate/tier: 9, change-gate/runway: 5, change-gate/rollback-standing: 2');

    expect(await problemsOf(single(text))).toHaveLength(3);
  });

  test('leads to no more than 2,000 files', async () => {
    const many = Object.fromEntries(Array.from({ length: 2_001 }, (_, index) => [`${index}.yaml`, '']));

    expect(await problemsOf({ 'p.yml': policy('{ from: "*.yaml" }'), ...many })).toEqual([
      'error p.yml:2:19 `from` leads to 2001 files, more than 2000 ▸ name fewer, or describe several services in one file',
    ]);
  });
});

describe('the files that a catalogue names', () => {
  const files = {
    'p.yml': policy(
      '{ a: { paths: ["a/**", "b/**"], runbook: docs/a.md }, c: { paths: ["a/**"], runbook: "docs/b.md#fire" } }',
    ),
    'a/x.ts': '',
    'docs/b.md': '',
  };

  test('are sought where somebody asks, and told if they are not there', async () => {
    expect(await problemsOf(files, 'sought')).toEqual([
      'warning p.yml:2:34 `b/**` matches no file of the repository ▸ correct the pattern, or take it out',
      'warning p.yml:2:52 there is no file `docs/a.md` in the repository ▸ write a path from the root of the repository, or an address like `https://…`',
    ]);
    expect(await problemsOf(files)).toEqual([]);
  });

  test('are not missed where no file can be seen', async () => {
    const { repository: _repository, ...none } = memoryFiles(files);

    const result = await loadPolicy({ path: 'p.yml', today: null, namedFiles: 'sought' }, none);

    expect(result).toMatchObject({ ok: true, warnings: [] });
  });
});
