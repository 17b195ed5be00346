import { closest } from '../closest.ts';
import type { Problem } from '../errors.ts';
import { ownCodes } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';
import type { WrittenTest } from './read.ts';

/** Codes that a test names and that no decision under the policy can have: an `absent` of them would always hold. */
export function unknownCodes(policy: Policy, tests: readonly WrittenTest[]): readonly Problem[] {
  const known = codesOf(policy);
  return tests.flatMap((test) =>
    namedCodes(test)
      .filter(({ code }) => !known.has(code))
      .map(({ code, pointer }): Problem => {
        const meant = closest(code, [...known]);
        return {
          ...test.placeOf(pointer),
          severity: 'error',
          code: 'test/unknown-code',
          problem: `no decision under this policy has a finding \`${code}\``,
          remedy:
            meant === null ? 'use the code of a rule of the policy, or of the gate' : `did you mean \`${meant}\`?`,
        };
      }),
  );
}

function codesOf({ schedule, evidence, approvals }: Policy): ReadonlySet<string> {
  return new Set([
    ...ownCodes,
    ...codesIn('schedule', schedule?.freezes ?? []),
    ...codesIn('evidence', evidence),
    ...codesIn('approvals', approvals),
  ]);
}

function codesIn(area: string, rules: readonly { readonly id: string }[]): readonly string[] {
  return rules.map(({ id }) => `${area}/${id}`);
}

type NamedCode = { readonly code: string; readonly pointer: string };

function namedCodes({ expect }: WrittenTest): readonly NamedCode[] {
  const lists = (['findings', 'absent'] as const).flatMap((key) =>
    (expect[key] ?? []).map((code, index) => ({ code, pointer: `/expect/${key}/${index}` })),
  );
  const maps = (['effects', 'says', 'liftedBy', 'assumed'] as const).flatMap((key) =>
    Object.keys(expect[key] ?? {}).map((code) => ({ code, pointer: `/expect/${key}/${code.replaceAll('/', '~1')}` })),
  );
  return [...lists, ...maps];
}
