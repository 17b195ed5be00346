import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { wildcardMatcher } from '../change/glob.ts';
import type { Assumption } from '../finding/finding.ts';
import type { EvidenceRule, PromisedService } from './evidence-rule.ts';

export type Catalogue = Readonly<Record<string, PromisedService>>;

/** What evidence has to be about, for a rule that applies to a change. */
export type Concern = {
  /** Services that it has to be about. */
  readonly services: readonly string[];
  /** `others`: what is about other services counts too, since nobody can tell which are meant; `none`: it does not. */
  readonly besides: 'others' | 'none';
  readonly assumed: readonly Assumption[];
};

/** The services of a change that a rule is for. Where they are unknown, each that the catalogue has may be meant. */
export function concernOf(
  { services }: Pick<EvidenceRule, 'services'>,
  catalogue: Catalogue,
  facts: Pick<ChangeFacts, 'services'>,
): Concern {
  const isFor = (name: string): boolean => services?.some((pattern) => wildcardMatcher(pattern)(name)) ?? true;
  const known = Object.keys(catalogue);
  if (isUnknown(facts.services)) {
    const reason = facts.services.unknown;
    return { services: known.filter(isFor), besides: 'others', assumed: [{ fact: 'services', reason }] };
  }
  // Without a catalogue nobody says which files belong to the services that evidence names.
  const besides = facts.services.length === 0 && known.length === 0 ? 'others' : 'none';
  return { services: facts.services.filter(isFor), besides, assumed: [] };
}
