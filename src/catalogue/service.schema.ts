import { Type } from 'typebox';
import type { Static, TSchema } from 'typebox';
import { closed, Duration, form, Id, IdKey, oneOf, Patterns, Runway } from '../rule/rule.schema.ts';

const words = (description: string) => Type.String({ minLength: 1, maxLength: 1_000, description });

export const Link = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 200, description: 'what is found there' }),
    url: Type.String({ minLength: 1, maxLength: 2_000, description: 'address on the web' }),
  },
  { ...closed, title: 'link' },
);

export const RollbackDefault = Type.Object(
  {
    standing: Type.Optional(
      Type.Boolean({
        description: '`true`: it is the rollback plan of each change of the service that brings none of its own',
      }),
    ),
    strategy: Type.Optional(
      oneOf(
        ['redeploy-previous', 'revert', 'feature-flag', 'restore-backup', 'roll-forward'],
        'how changes of the service are taken back',
      ),
    ),
    steps: Type.Optional(
      Type.Array(words('what to run or click'), {
        minItems: 1,
        maxItems: 100,
        description: 'what to run or click, in order; for plans with the same strategy',
      }),
    ),
    owner: Type.Optional(words('who takes it back; left out = who looks after the service')),
    trigger: Type.Optional(words('what one sees when a change must be taken back')),
    timeToRestore: Type.Optional({ ...Duration, description: 'time that it takes; for plans with the same strategy' }),
    verification: Type.Optional(words('how it was tried; for plans with the same strategy')),
  },
  { ...closed, title: 'rollback default' },
);

export const Service = Type.Object(
  {
    locked: Type.Optional(Type.Boolean({ description: 'a policy that extends this one may not redefine it' })),
    tier: Type.Optional(Type.Integer({ minimum: 1, maximum: 4, default: 4, description: '1 most critical … 4' })),
    owner: Type.Optional(Type.String({ minLength: 1, maxLength: 200, description: 'who looks after it' })),
    paths: Type.Optional({
      ...Patterns,
      description:
        'globs of the files that belong to the service; required of a service of this repository that no file describes',
    }),
    repository: Type.Optional(
      form('^[\\w.-]+/[\\w.-]+$', 'a repository like `acme/ledger`', {
        maxLength: 200,
        description: 'the repository that deploys it; left out = this one',
      }),
    ),
    dependsOn: Type.Optional(Type.Array(Id, { description: 'services that this one needs' })),
    runbook: Type.Optional(words('where to look when it fails: a path in the repository, or an address on the web')),
    links: Type.Optional(Type.Array(Link, { maxItems: 50, description: 'what else is worth a look: `title`, `url`' })),
    runway: Type.Optional({ ...Runway, description: 'time that a deployment of this service needs' }),
    objectives: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        description: 'service level objectives that are promised for it, and so must be measured',
      }),
    ),
    rollback: Type.Optional({
      ...RollbackDefault,
      description: 'what a rollback plan inherits that leaves it out; see below',
    }),
  },
  { ...closed, title: 'service' },
);

const Descriptor = Type.String({ minLength: 1, maxLength: 512 });

export const From = Type.Union([Descriptor, Type.Array(Descriptor, { minItems: 1, maxItems: 100 })], {
  description:
    'Backstage descriptor files like `catalog-info.yaml`: a path or glob from the root of the repository, or a list of them',
});

/** The services of a catalogue by their names, which are ids; `from` is none. */
export function servicesSchema<T extends TSchema>(item: T) {
  return Type.Unsafe<Record<string, Static<T> | Static<typeof From>>>(
    Type.Object(
      { from: Type.Optional(From) },
      {
        title: 'services by name',
        propertyNames: IdKey,
        additionalProperties: item,
        description: 'the service catalogue',
      },
    ),
  );
}
