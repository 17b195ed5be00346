import { buildSchema, GraphQLError, isScalarType, type GraphQLSchema } from 'graphql';

let loading: Promise<GraphQLSchema> | undefined;

/** GitHub's published GraphQL schema; read once in a process, at the first query. */
export function graphSchema(): Promise<GraphQLSchema> {
  loading ??= load();
  return loading;
}

async function load(): Promise<GraphQLSchema> {
  const { schema } = await import('@octokit/graphql-schema');
  const built = buildSchema(schema.idl, { assumeValid: true });
  for (const [name, form] of Object.entries(forms)) checkForm(built, name, form);
  return built;
}

/** What values of GitHub's own scalars look like: the schema only names them. */
const forms = {
  DateTime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  GitObjectID: /^[0-9a-f]{40}$/,
  GitTimestamp: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)$/,
  URI: /^([a-z][a-z0-9+.-]*:|\/)\S*$/i,
} as const;

function checkForm(schema: GraphQLSchema, name: string, form: RegExp): void {
  const scalar = schema.getType(name);
  if (!isScalarType(scalar)) throw new Error(`the GraphQL schema has no scalar ${name}`);
  scalar.serialize = (value) => {
    if (typeof value === 'string' && form.test(value)) return value;
    throw new GraphQLError(`${name} cannot be ${JSON.stringify(value)}`);
  };
}
