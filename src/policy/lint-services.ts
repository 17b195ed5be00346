import type { Service } from '../catalogue/service.ts';
import { checkPathPattern } from '../change/glob.ts';
import { findCycles } from './dependency-cycles.ts';
import { unknownName } from './lint-names.ts';
import type { LintProblem, LintRequest } from './lint.ts';
import type { Policy } from './policy.ts';
import { listed } from './words.ts';

type Catalogue = Pick<Policy, 'services' | 'describedBy'>;
type Named = { readonly name: string; readonly service: Service };

/** What is wrong or doubtful in the service catalogue. */
export function checkServices({ policy }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  const ofEach = Object.entries(policy.services).flatMap(([name, service]) =>
    checks.flatMap((check) => check({ name, service }, policy)),
  );
  return [...ofEach, ...findCycles(policy.services).map(cycle), ...checkRepositories(policy)];
}

const checks: readonly ((named: Named, catalogue: Catalogue) => readonly LintProblem[])[] = [
  checkPaths,
  checkDependencies,
  checkRollback,
  checkPreparation,
];

function checkPaths({ name, service }: Named, { describedBy }: Catalogue): readonly LintProblem[] {
  // What another repository deploys has no files here.
  if (service.paths.length === 0 && service.repository === undefined) return [withoutPaths(name, describedBy)];
  return service.paths.flatMap((path, index) => {
    const problem = checkPathPattern(path);
    if (problem === null) return [];
    return [
      { ...at(name, `/paths/${index}`), severity: 'error', code: 'policy/pattern', problem, remedy: null },
    ] as const;
  });
}

function withoutPaths(name: string, describedBy: readonly string[]): LintProblem {
  return {
    ...at(name, ''),
    severity: 'error',
    code: 'policy/missing-key',
    problem: `key \`paths\` is missing in \`services.${name}\``,
    remedy: describedBy.length === 0 ? 'add `paths`' : 'add `paths`, or describe the service in a file of `from`',
  };
}

/** Where services are described in files, some may live in other repositories. */
function checkDependencies({ name, service }: Named, { services, describedBy }: Catalogue): readonly LintProblem[] {
  const names = Object.keys(services);
  return (service.dependsOn ?? []).flatMap((other, index) => {
    if (names.includes(other)) return [];
    const { part } = at(name, `/dependsOn/${index}`);
    const unknown = unknownName(part, { what: 'service', name: other, names });
    return [describedBy.length === 0 ? unknown : ({ ...unknown, severity: 'warning' } as const)];
  });
}

function checkRollback({ name, service: { rollback } }: Named): readonly LintProblem[] {
  if (rollback?.standing !== true || rollback.strategy !== undefined) return [];
  return [
    {
      ...at(name, '/rollback'),
      severity: 'error',
      code: 'policy/missing-key',
      problem: `the standing rollback plan of \`${name}\` has no strategy`,
      remedy: 'add `strategy: redeploy-previous`, or take `standing` out',
    },
  ];
}

/** Those who are woken for a service on which everything depends need to know whom to ask, what to look at, and a way back. */
function checkPreparation({ name, service }: Named): readonly LintProblem[] {
  if (service.tier !== 1) return [];
  const lacking = (['owner', 'runbook', 'rollback'] as const).filter((key) => service[key] === undefined);
  if (lacking.length === 0) return [];
  return [
    {
      ...at(name, ''),
      about: 'key',
      severity: 'warning',
      code: 'policy/unprepared-service',
      problem: `\`${name}\` is of tier 1 and has no ${listed(lacking, 'or')}`,
      remedy: 'say who looks after it, where its runbook is, and how its changes are taken back',
    },
  ];
}

function checkRepositories({ services, conflicts }: Policy): readonly LintProblem[] {
  const isUsed = Object.values(services).some(({ repository }) => repository !== undefined);
  if (conflicts?.acrossRepositories !== true || isUsed) return [];
  return [
    {
      part: { key: 'conflicts/acrossRepositories', pointer: '' },
      about: 'key',
      severity: 'warning',
      code: 'policy/no-effect',
      problem: 'no service of the catalogue says that another repository deploys it',
      remedy: 'add `repository: owner/name` to those services',
    },
  ];
}

function cycle(names: readonly string[]): LintProblem {
  const [first = ''] = names;
  return {
    ...at(first, '/dependsOn'),
    severity: 'warning',
    code: 'policy/dependency-cycle',
    problem: `services depend on each other in a circle: ${[...names, first].map((name) => `\`${name}\``).join(' ▸ ')}`,
    remedy: 'take out the dependency that is not one',
  };
}

function at(name: string, pointer: string): Pick<LintProblem, 'part' | 'about'> {
  return { part: { key: `services/${name}`, pointer }, about: 'value' };
}
