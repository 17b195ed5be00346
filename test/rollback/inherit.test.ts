import { describe, expect, test } from 'vitest';
import type { Service } from '../../src/catalogue/service.ts';
import type { RollbackPlan } from '../../src/change/facts.ts';
import type { TouchedService } from '../../src/rollback/inherit.ts';
import { inheritPlan } from '../../src/rollback/inherit.ts';
import { planTemplate } from '../../src/rollback/template.ts';
import { aPlan } from '../builders.ts';

type Rollback = Service['rollback'];

const full: NonNullable<Rollback> = {
  standing: true,
  strategy: 'redeploy-previous',
  steps: ['run the workflow deploy with the tag before'],
  owner: '@acme/payments',
  trigger: 'more than 2 % of payments fail',
  timeToRestore: '15m',
  verification: 'tried every quarter',
};

function touched(name: string, rollback: Rollback, parts: Partial<Service> = {}): TouchedService {
  const service = { source: `${name}.yaml:4`, tier: 1, paths: [`${name}/**`], ...parts };
  return { name, service: rollback === undefined ? service : { ...service, rollback } };
}

const nothing = { owner: null, trigger: null, steps: [], minutesToRestore: null, verification: null };
const bare = aPlan(nothing);

function inherit(plan: RollbackPlan | null, ...services: readonly TouchedService[]) {
  return inheritPlan(plan, services);
}

describe('a plan that leaves something out', () => {
  test('has it from the service that the change touches', () => {
    const { plan, inherited } = inherit(bare, touched('payments', full));

    expect(plan).toEqual({
      ...bare,
      owner: '@acme/payments',
      trigger: 'more than 2 % of payments fail',
      steps: ['run the workflow deploy with the tag before'],
      minutesToRestore: 15,
      verification: 'tried every quarter',
    });
    expect(inherited).toEqual({
      fields: ['owner', 'trigger', 'steps', 'timeToRestore', 'verification'],
      services: ['payments'],
    });
  });

  test('keeps what it says itself, and its digest', () => {
    const own = aPlan({ trigger: null });

    expect(inherit(own, touched('payments', full))).toEqual({
      plan: { ...own, trigger: 'more than 2 % of payments fail' },
      inherited: { fields: ['trigger'], services: ['payments'] },
    });
  });

  test.each([
    { owner: 'n/a', inherits: true },
    { owner: 'TBD', inherits: false },
  ])('has an owner instead of `$owner`: $inherits', ({ owner, inherits }) => {
    const { plan } = inherit(aPlan({ owner }), touched('payments', full));

    expect(plan).toMatchObject({ owner: inherits ? '@acme/payments' : owner });
  });

  test('is done by whoever looks after the service where no other owner is named', () => {
    const { owner: _owner, ...others } = full;

    expect(inherit(bare, touched('payments', others, { owner: '@acme/shop' })).plan).toMatchObject({
      owner: '@acme/shop',
    });
  });

  test.each(['revert', 'irreversible', null])('is not done as others are, if its strategy is %s', (strategy) => {
    const { plan, inherited } = inherit({ ...bare, strategy, returnTo: 'v41' }, touched('payments', full));

    expect(plan).toMatchObject({ owner: '@acme/payments', steps: [], minutesToRestore: null, verification: null });
    expect(inherited?.fields).toEqual(['owner', 'trigger']);
  });

  test('has of several services what each of them says, together', () => {
    const { verification: _verification, ...ledger } = { ...full, owner: '@acme/ledger', timeToRestore: '1h' };

    const { plan } = inherit(bare, touched('payments', full), touched('ledger', ledger));

    expect(plan).toMatchObject({
      owner: '@acme/payments, @acme/ledger',
      trigger: 'more than 2 % of payments fail',
      steps: [
        'payments: run the workflow deploy with the tag before',
        'ledger: run the workflow deploy with the tag before',
      ],
      minutesToRestore: 75,
      verification: null,
    });
  });

  test.each<{ what: string; services: readonly TouchedService[] }>([
    { what: 'touches no service', services: [] },
    { what: 'touches one without defaults', services: [touched('payments', full), touched('ledger', undefined)] },
    {
      what: 'touches one that the catalogue does not have',
      services: [touched('payments', full), { name: 'x', service: null }],
    },
  ])('stays as it is if the change $what', ({ services }) => {
    expect(inherit(bare, ...services)).toEqual({ plan: bare, inherited: null });
    expect(inherit(null, ...services)).toEqual({ plan: null, inherited: null });
  });

  test('stays as it is where the services, or the plan itself, are not known', () => {
    const unknown = { unknown: 'too many files' };

    expect(inheritPlan(bare, unknown)).toEqual({ plan: bare, inherited: null });
    expect(inheritPlan(unknown, [touched('payments', full)])).toEqual({ plan: unknown, inherited: null });
  });
});

describe('a change without a plan', () => {
  test.each<{ what: string; plan: RollbackPlan | null }>([
    { what: 'none', plan: null },
    { what: 'the untouched template', plan: aPlan({ text: planTemplate }) },
    { what: 'a plan of nothing but placeholders', plan: { ...bare, strategy: null, owner: 'TBD' } },
  ])('has, with $what, the standing one of its service', ({ plan }) => {
    const { plan: found, inherited } = inherit(plan, touched('payments', full));

    expect(found).toMatchObject({
      source: 'payments.yaml:4',
      strategy: 'redeploy-previous',
      owner: '@acme/payments',
      minutesToRestore: 15,
      standing: true,
      digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    expect(inherited).toEqual({ fields: ['plan'], services: ['payments'] });
  });

  test('has none from defaults that do not say that they stand', () => {
    expect(inherit(null, touched('payments', { ...full, standing: false })).plan).toBeNull();
  });

  test('has one of several services if each has a standing one, by the same strategy', () => {
    const other = { ...full, strategy: 'restore-backup' } as const;

    expect(inherit(null, touched('a', full), touched('b', full)).plan).toMatchObject({
      source: 'a.yaml:4, b.yaml:4',
      minutesToRestore: 30,
    });
    expect(inherit(null, touched('a', full), touched('b', other)).plan).toBeNull();
    expect(inherit(null, touched('a', full), touched('b', { ...full, standing: false })).plan).toBeNull();
  });
});
