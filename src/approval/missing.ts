import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { Assumption, Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { RequiredApproval } from './authority.ts';
import type { ApprovedPart, Filled } from './fill.ts';
import type { Authorities } from './membership.ts';
import { describe } from './membership.ts';

type Told = { readonly authorities: Authorities; readonly head: ChangeFacts['head'] };

/** The finding of a rule whose approvals are not all there. */
export function missingFinding({ approval, facts, lacking }: Filled, { authorities, head }: Told): Finding {
  const { rule, source, because, from, count, given, missing, assumed } = approval;
  const notCounted = [...new Set(lacking.flatMap(({ approvers }) => approvers.notCounted))];
  const names = namesOf(lacking);
  const who = from.map((name) => describe(name, authorities)).join(' or ');
  return finding({
    code: `approvals/${rule}`,
    effect: 'hold',
    rule,
    source,
    because,
    problem: `${missingWords(approval)}${partWords(names)}${notCountedWords(notCounted)}${unknownWords(lacking)}`,
    remedy: `ask ${who} to approve ${remedyWords(lacking, commitWords(head))}`,
    approvers: from,
    facts: { ...seenOf(facts, names), count, given, missing, notCounted },
    assumed,
  });
}

/** The parts by name; none where the change is judged as one. */
function namesOf(parts: readonly ApprovedPart[]): readonly string[] {
  return [...new Set(parts.flatMap(({ part }) => part.name ?? []))];
}

function seenOf(facts: Finding['facts'], parts: readonly string[]): Finding['facts'] {
  return parts.length === 0 ? facts : { ...facts, parts };
}

function missingWords({ count, missing, from }: RequiredApproval): string {
  const names = from.map((name) => `\`${name}\``).join(' or ');
  const number = missing === count ? `${count}` : `${missing} of ${count}`;
  return `${number} ${count === 1 ? 'approval' : 'approvals'} from ${names} ${missing === 1 ? 'is' : 'are'} missing`;
}

function partWords(names: readonly string[]): string {
  return names.length === 0 ? '' : ` for ${joined(names)}`;
}

function joined(names: readonly string[]): string {
  const shown = names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  const last = shown.at(-1) ?? '';
  return shown.length < 2 ? last : `${shown.slice(0, -1).join(', ')} and ${last}`;
}

function notCountedWords(notCounted: readonly string[]): string {
  if (notCounted.length === 0) return '';
  const more = notCounted.length > 3 ? `, and ${notCounted.length - 3} more` : '';
  return `; not counted: ${notCounted.slice(0, 3).join(', ')}${more}`;
}

function unknownWords(lacking: readonly ApprovedPart[]): string {
  const assumed: readonly Assumption[] = lacking.flatMap(({ approvers }) => approvers.assumed);
  return [...new Set(assumed.map(({ fact, reason }) => `; \`${fact}\` is not known (${reason})`))].join('');
}

/** A part without a head of its own is covered by an approval of the deployed commit alone, which covers all else too. */
function remedyWords(lacking: readonly ApprovedPart[], commit: string): string {
  const names = namesOf(lacking);
  if (names.length === 0) return `${commit}; whoever made the change does not count`;
  const wanted = lacking.some(({ part }) => part.head === null) ? commit : `${joined(names)}, or ${commit}`;
  return `${wanted}; whoever made a part does not count for it`;
}

function commitWords(head: ChangeFacts['head']): string {
  return isUnknown(head) ? 'the commit to be deployed' : `\`${head.slice(0, 12)}\``;
}
