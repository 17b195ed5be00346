import { checkAddress } from '../change/address.ts';
import { checkPathPattern, wildcardMatcher } from '../change/glob.ts';
import type { EvidenceRule, SloEvidence } from '../evidence/evidence-rule.ts';
import type { LintProblem, LintRequest } from './lint.ts';

/** Evidence that cannot be found where a rule looks for it, and objectives that are promised and measured nowhere. */
export function checkEvidence({ policy }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  return [...policy.evidence.flatMap(placeProblems), ...unmeasuredObjectives({ policy })];
}

function placeProblems(rule: EvidenceRule): readonly LintProblem[] {
  const key = `evidence/${rule.id}`;
  return [
    ...globsIn(rule).flatMap(({ pointer, glob }) => {
      const problem = checkPathPattern(glob);
      if (problem === null) return [];
      const part = { key, pointer };
      return [{ part, about: 'value', severity: 'error', code: 'policy/pattern', problem, remedy: null } as const];
    }),
    ...('slo' in rule ? addressProblems(rule, key) : []),
  ];
}

type Place = { readonly pointer: string; readonly glob: string };

function globsIn(rule: EvidenceRule): readonly Place[] {
  if ('file' in rule) return [{ pointer: '/file', glob: rule.file }];
  if (!('slo' in rule)) return [];
  const { slo } = rule;
  return [
    ...('file' in slo ? [{ pointer: '/slo/file', glob: slo.file }] : []),
    ...(slo.openslo === undefined ? [] : [{ pointer: '/slo/openslo', glob: slo.openslo }]),
  ];
}

function addressProblems({ slo }: SloEvidence, key: string): readonly LintProblem[] {
  if ('file' in slo) return [];
  const [pointer, address] = 'url' in slo ? ['/slo/url', slo.url] : ['/slo/prometheus/url', slo.prometheus.url];
  const problem = checkAddress(address);
  if (problem === null) return [];
  const remedy = 'write an `https://` address; a token goes into the input `slo-token`';
  return [{ part: { key, pointer }, about: 'value', severity: 'error', code: 'policy/address', problem, remedy }];
}

/** Do not promise what you cannot measure. */
function unmeasuredObjectives({ policy }: Pick<LintRequest, 'policy'>): readonly LintProblem[] {
  const measuring = policy.evidence.filter((rule) => 'slo' in rule);
  return Object.entries(policy.services).flatMap(([service, { objectives = [] }]) =>
    objectives.flatMap((objective, index) => {
      if (measuring.some((rule) => measures(rule, { service, objective }))) return [];
      return [
        {
          part: { key: `services/${service}`, pointer: `/objectives/${index}` },
          about: 'value',
          severity: 'warning',
          code: 'policy/not-measured',
          problem: `\`${objective}\` is promised for \`${service}\`, and no rule asks for its measurement`,
          remedy: 'measure it by an `evidence` rule with `slo`, or do not promise it',
        } as const,
      ];
    }),
  );
}

type Objective = { readonly service: string; readonly objective: string };

function measures({ services, slo }: SloEvidence, { service, objective }: Objective): boolean {
  const isForIt = services?.some((pattern) => wildcardMatcher(pattern)(service)) ?? true;
  return isForIt && (slo.objectives?.includes(objective) ?? true);
}
