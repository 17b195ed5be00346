import type { FactsDocument } from './facts.ts';

/** A fact set by hand: `deployments.inProgress` and its value. */
export type HandSetFact = { readonly name: string; readonly value: unknown };

/** A facts document in which some facts are set by hand, and named as such. */
export function withHandSetFacts(document: FactsDocument, facts: readonly HandSetFact[]): unknown {
  if (facts.length === 0) return document;
  const changed = facts.reduce<unknown>((tree, { name, value }) => withValue(tree, name.split('.'), value), document);
  return { ...(changed as FactsDocument), assumed: [...(document.assumed ?? []), ...facts.map(({ name }) => name)] };
}

function withValue(tree: unknown, [key = '', ...rest]: readonly string[], value: unknown): unknown {
  const branch = typeof tree === 'object' && tree !== null ? { ...tree } : {};
  const below: unknown = Object.entries(branch).find(([name]) => name === key)?.[1];
  return { ...branch, [key]: rest.length === 0 ? value : withValue(below, rest, value) };
}
