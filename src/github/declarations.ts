import type { Declaration } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Access } from './access.ts';
import type { Declared } from './statements.ts';

/** What was declared in comments, and which declarations do not count. */
export type JudgedDeclarations = { readonly declared: Declaration | null; readonly ignored: readonly string[] };

/** The latest declaration of somebody who may write to the repository. */
export function latestDeclaration(
  declarations: readonly Declared[],
  accessOf: (login: string) => Access,
): JudgedDeclarations {
  const judged = declarations.map((declared) => ({ declared, reason: reasonAgainst(declared, accessOf) }));
  const counting = judged.filter(({ reason }) => reason === null).map(({ declared }) => declared);
  const latest = counting.reduce<Declared | null>(
    (last, each) => (last === null || isLater(each, last) ? each : last),
    null,
  );
  return {
    declared: latest === null ? null : declarationOf(latest),
    ignored: judged.flatMap(({ declared, reason }) =>
      reason === null ? [] : [`the ${declared.lane} that ${declared.by} declared does not count: ${reason}`],
    ),
  };
}

const writing: readonly unknown[] = ['admin', 'maintain', 'write'];

function reasonAgainst({ by }: Declared, accessOf: (login: string) => Access): string | null {
  const { permission } = accessOf(by);
  if (isUnknown(permission)) return permission.unknown;
  return writing.includes(permission) ? null : `they have the permission \`${permission}\`, and need \`write\``;
}

function isLater(one: Declared, other: Declared): boolean {
  return Date.parse(one.at) >= Date.parse(other.at);
}

function declarationOf({ lane, reason, incident, by }: Declared): Declaration {
  return { lane, reason, incident, by };
}
