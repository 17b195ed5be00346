import {
  executeSync,
  getVariableValues,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { authenticate } from '../access.ts';
import { ok, Refusal, type Answer } from '../answer.ts';
import { violation, type Incoming, type World } from '../exchange.ts';
import type { FaultKind } from '../faults.ts';
import { isRecord } from '../json.ts';
import { commitNode } from './commit-node.ts';
import { costOf, type Cost } from './cost.ts';
import { refNode } from './git-node.ts';
import type { Graph, Nodes } from './graph.ts';
import { pullNode } from './pull-node.ts';
import { faultsOf, resolver } from './resolve.ts';
import { queryRoot } from './root.ts';

const nodes: Nodes = { commit: commitNode, pull: pullNode, ref: refNode };

export type GraphWorld = World & { readonly schema: GraphQLSchema; readonly fault: FaultKind | undefined };

/** The answer to a query; one that GitHub would not execute is put on the list of violations too. */
export function graphAnswer(world: GraphWorld, incoming: Incoming): Answer {
  try {
    const token = authenticate(world.state, incoming.headers['authorization']);
    const planned = plan(world.schema, incoming.body);
    if ('errors' in planned) return rejected(world, incoming, planned.errors);
    world.limits.spend('graphql', planned.cost.points);
    const { state, limits } = world;
    return executed(world, incoming, { planned, graph: { state, token, limits, cost: planned.cost, nodes } });
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

type Planned = {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly cost: Cost;
};

type Planning = Planned | { readonly errors: readonly GraphQLError[] };

function plan(schema: GraphQLSchema, body: unknown): Planning {
  const query = isRecord(body) ? body['query'] : undefined;
  if (typeof query !== 'string') {
    return { errors: [new GraphQLError('A query attribute must be specified and must be a string.')] };
  }
  const document = parsed(query);
  if (document instanceof GraphQLError) return { errors: [document] };
  const errors = validate(schema, document);
  if (errors.length > 0) return { errors };
  const operation = operationNamed(document, isRecord(body) ? body['operationName'] : undefined);
  if (operation === undefined) return { errors: [new GraphQLError('An operation name is required')] };
  return measured(schema, { document, operation, given: isRecord(body) ? body['variables'] : undefined });
}

function parsed(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function operationNamed({ definitions }: DocumentNode, name: unknown): OperationDefinitionNode | undefined {
  const operations = definitions.filter(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (typeof name !== 'string') return operations.length === 1 ? operations[0] : undefined;
  return operations.find((one) => one.name?.value === name);
}

type Unmeasured = Pick<Planned, 'document' | 'operation'> & { readonly given: unknown };

function measured(schema: GraphQLSchema, { document, operation, given }: Unmeasured): Planning {
  const known = isRecord(given) ? given : {};
  const { errors, coerced: variables } = getVariableValues(schema, operation.variableDefinitions ?? [], known);
  if (errors !== undefined) return { errors };
  const fragments = document.definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
  );
  const byName = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
  const cost = costOf({ schema, operation, variables, fragments: byName });
  return cost.problems.length > 0 ? { errors: cost.problems } : { document, operation, variables: known, cost };
}

/** GitHub answers with 200 and says in the body what is wrong. */
function rejected(world: World, incoming: Incoming, errors: readonly GraphQLError[]): Answer {
  violation(world, incoming, {
    kind: 'request',
    operationId: 'graphql',
    problems: errors.map(({ message }) => message),
  });
  return ok({ errors: errors.map(errorOf) });
}

function executed(
  world: GraphWorld,
  incoming: Incoming,
  { planned, graph }: { readonly planned: Planned; readonly graph: Graph },
): Answer {
  const { document, operation, variables } = planned;
  const { data, errors = [] } = executeSync({
    schema: world.schema,
    document,
    rootValue: operation.operation === OperationTypeNode.QUERY ? queryRoot(graph) : {},
    variableValues: variables,
    operationName: operation.name?.value ?? null,
    fieldResolver: resolver(world.fault?.kind === 'field-error' ? world.fault : undefined),
  });
  const problems = faultsOf(errors);
  if (problems.length > 0) return violation(world, incoming, { kind: 'response', operationId: 'graphql', problems });
  return ok(errors.length > 0 ? { data: data ?? null, errors: errors.map(errorOf) } : { data });
}

function errorOf({ message, path, locations, extensions }: GraphQLError): Record<string, unknown> {
  const { type, ...rest } = extensions;
  const said = type === 'FORBIDDEN' ? { saml_failure: false, ...rest } : rest;
  return {
    ...(type === undefined ? {} : { type }),
    ...(path === undefined ? {} : { path }),
    ...(Object.keys(said).length > 0 ? { extensions: said } : {}),
    locations: locations ?? [],
    message,
  };
}
