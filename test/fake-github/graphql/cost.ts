import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** What a query asks for at most, by GitHub's own rules. */
export type Cost = {
  readonly points: number;
  readonly nodeCount: number;
  /** Lists without bounds, with too many items, or too many of all together. */
  readonly problems: readonly GraphQLError[];
};

/** https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
const mostNodes = 500_000;
const longestPage = 100;

export type Plan = {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
};

type Walk = Plan & { nodes: number; requests: number; readonly problems: GraphQLError[] };

/** Where the walk stands: how many such places there can be, and the names that lead to it. */
type Place = { readonly type: GraphQLNamedType | undefined; readonly times: number; readonly path: readonly string[] };

/** Counts before anything is executed, as GitHub does. */
export function costOf(plan: Plan): Cost {
  const walk: Walk = { ...plan, nodes: 0, requests: 0, problems: [] };
  const root = plan.schema.getRootType(plan.operation.operation) ?? undefined;
  measure(walk, plan.operation.selectionSet, { type: root, times: 1, path: [] });
  if (walk.nodes > mostNodes) {
    const words = `This query requests up to ${walk.nodes} possible nodes which exceeds the maximum limit of ${mostNodes}.`;
    walk.problems.push(problem('MAX_NODE_LIMIT_EXCEEDED', words, []));
  }
  return { points: Math.max(1, Math.round(walk.requests / 100)), nodeCount: walk.nodes, problems: walk.problems };
}

function measure(walk: Walk, { selections }: SelectionSetNode, place: Place): void {
  for (const selection of selections) measureSelection(walk, selection, place);
}

function measureSelection(walk: Walk, selection: SelectionNode, place: Place): void {
  switch (selection.kind) {
    case Kind.FIELD:
      measureField(walk, selection, place);
      return;
    case Kind.INLINE_FRAGMENT:
      measure(walk, selection.selectionSet, {
        ...place,
        type: named(walk, selection.typeCondition?.name.value, place),
      });
      return;
    case Kind.FRAGMENT_SPREAD: {
      const fragment = walk.fragments.get(selection.name.value);
      if (fragment === undefined) return;
      measure(walk, fragment.selectionSet, { ...place, type: named(walk, fragment.typeCondition.name.value, place) });
    }
  }
}

function named({ schema }: Walk, name: string | undefined, { type }: Place): GraphQLNamedType | undefined {
  return name === undefined ? type : schema.getType(name);
}

function measureField(walk: Walk, node: FieldNode, place: Place): void {
  const { type } = place;
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
  if (field === undefined || node.selectionSet === undefined) return;
  const path = [...place.path, node.alias?.value ?? node.name.value];
  const times = isList(field) ? place.times * pageSize(walk, { field, node, path }) : place.times;
  if (isList(field)) {
    walk.requests += place.times;
    walk.nodes += times;
  }
  measure(walk, node.selectionSet, { type: getNamedType(field.type), times, path });
}

type Field = GraphQLField<unknown, unknown>;

function isList(field: Field): boolean {
  return getNamedType(field.type).name.endsWith('Connection') && field.args.some(({ name }) => name === 'first');
}

type Asked = { readonly field: Field; readonly node: FieldNode; readonly path: readonly string[] };

function pageSize(walk: Walk, { field, node, path }: Asked): number {
  const args = getArgumentValues(field, node, walk.variables);
  const [name, size] = args['first'] === undefined ? ['last', args['last']] : ['first', args['first']];
  if (typeof size !== 'number') {
    const words = `You must provide a \`first\` or \`last\` value to properly paginate the \`${field.name}\` connection.`;
    walk.problems.push(problem('MISSING_PAGINATION_BOUNDARIES', words, path));
    return 1;
  }
  if (size > longestPage) {
    const words = `Requesting ${size} records on the \`${field.name}\` connection exceeds the \`${name}\` limit of ${longestPage} records.`;
    walk.problems.push(problem('EXCESSIVE_PAGINATION', words, path));
  }
  return Math.max(size, 1);
}

function problem(type: string, message: string, path: readonly string[]): GraphQLError {
  return new GraphQLError(message, { path, extensions: { type } });
}
