/** A fact set by hand: `deployments.inProgress` and its value. */
export type HandSetFact = { readonly name: string; readonly value: unknown };

type Tree = Readonly<Record<string, unknown>>;

/** A facts document in which some facts are set by hand, and named as such. */
export function withHandSetFacts(document: object, facts: readonly HandSetFact[]): object {
  if (facts.length === 0) return document;
  const changed = facts.reduce<Tree>((tree, { name, value }) => withValue(tree, name.split('.'), value), {
    ...document,
  });
  const before: unknown = 'assumed' in document ? document.assumed : [];
  return { ...changed, assumed: [...(Array.isArray(before) ? before : []), ...facts.map(({ name }) => name)] };
}

function withValue(tree: Tree, [key = '', ...rest]: readonly string[], value: unknown): Tree {
  return { ...tree, [key]: rest.length === 0 ? value : withValue(treeOf(tree[key]), rest, value) };
}

function treeOf(value: unknown): Tree {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
