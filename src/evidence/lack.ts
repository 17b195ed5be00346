import type { Assumption, Finding } from '../finding/finding.ts';
import { plain } from './fields.ts';

/** Why a change has not what a rule demands. */
export type Lack = Pick<Finding, 'problem' | 'remedy' | 'facts' | 'assumed'>;

/** What cannot be known is not proven. */
export function unknownLack(what: string, assumption: Assumption): Lack {
  return {
    problem: `${what} is not known (${assumption.reason})`,
    remedy: 'let the gate read it, then run the gate again',
    facts: {},
    assumed: [assumption],
  };
}

/** Several lacks of one rule as one; null if there are none. */
export function together(lacks: readonly Lack[]): Lack | null {
  const [first, ...others] = lacks;
  if (first === undefined || others.length === 0) return first ?? null;
  return {
    problem: inOneSentence(lacks.map(({ problem }) => problem)),
    remedy: inOneSentence(lacks.flatMap(({ remedy }) => remedy ?? [])),
    facts: first.facts,
    assumed: distinctBy(
      lacks.flatMap(({ assumed }) => assumed),
      ({ fact, reason }) => `${fact}\0${reason}`,
    ),
  };
}

const mostTold = 4;

/** Texts as one, each once and no more than a reader bears. */
export function inOneSentence(texts: readonly string[]): string {
  const distinct = [...new Set(texts)];
  const more = distinct.length - mostTold;
  return [...distinct.slice(0, mostTold), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function distinctBy<T>(list: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(list.map((item) => [keyOf(item), item])).values()];
}

/** Names in a sentence. */
export function listed(names: readonly string[]): string {
  return names.map((name) => `\`${plain(name)}\``).join(', ');
}
