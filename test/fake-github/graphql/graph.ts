import { GraphQLError } from 'graphql';
import { allows, reaches, type Needs } from '../access.ts';
import type { Commit } from '../git-store.ts';
import { isRecord } from '../json.ts';
import type { RateLimits } from '../limits.ts';
import type { Pull, Repository, State, Token } from '../state.ts';
import type { Cost } from './cost.ts';

/** Values of arguments, as the schema coerced them. */
export type Args = Readonly<Record<string, unknown>>;

/** What stands for an object: values, or functions of the field's arguments. A field that is missing is not served. */
export type GraphNode = Readonly<Record<string, unknown>>;

/** All that a query may want to know. */
export type Graph = {
  readonly state: State;
  readonly token: Token;
  readonly limits: RateLimits;
  readonly cost: Cost;
  readonly nodes: Nodes;
};

/** What the kinds of nodes need of each other: GitHub's graph goes round in circles, imports must not. */
export type Nodes = {
  readonly commit: (here: Here, commit: Commit) => GraphNode;
  readonly pull: (here: Here, pull: Pull) => GraphNode;
  readonly ref: (here: Here, name: string) => GraphNode | null;
};

/** A query inside a repository. */
export type Here = Graph & { readonly repository: Repository };

/** An error as GitHub types them: `FORBIDDEN`, `NOT_FOUND`. */
export function refusal(type: string, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** Throws FORBIDDEN if the token may not see such a thing in this repository. */
export function demand({ token, repository }: Here, needs: Needs): void {
  // What is public and out of reach can be read, as over REST.
  if (!reaches(token, repository) || allows(token, needs)) return;
  const who = token.kind === 'user' ? 'personal access token' : 'integration';
  throw refusal('FORBIDDEN', `Resource not accessible by ${who}`);
}

/** The id of a node: GitHub's are opaque, and so are these. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`${kind}:${id}`).toString('base64');
}

export function textArg(args: Args, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
}

/** The texts of a list argument; undefined if it was not given or is empty, which filters nothing. */
export function textsArg(args: Args, name: string): readonly string[] | undefined {
  const value = args[name];
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.filter((item): item is string => typeof item === 'string');
}

export function numberArg(args: Args, name: string): number | undefined {
  const value = args[name];
  return typeof value === 'number' ? value : undefined;
}

/** An input object, or an empty one. */
export function inputArg(args: Args, name: string): Args {
  const value = args[name];
  return isRecord(value) ? value : {};
}
