import type { GraphQLError, GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { isRecord } from '../json.ts';
import { refusal } from './graph.ts';

/** A field that is to fail though the token could read it. */
export type FieldFault = { readonly path: string; readonly type: string; readonly message: string };

/** Something that is asked for and not served. */
export class Unserved extends Error {}

/**
 * Reads a field off the node that stands for its object. A field that the node does not have, and an argument that
 * nothing looked at, are not served: an empty answer would be taken for GitHub's.
 */
export function resolver(fault: FieldFault | undefined): GraphQLFieldResolver<unknown, unknown> {
  return (...[source, args, , info]) => {
    if (fault !== undefined && pathOf(info) === fault.path) throw refusal(fault.type, fault.message);
    const place = `${info.parentType.name}.${info.fieldName}`;
    if (typeof source !== 'object' || source === null || !(info.fieldName in source)) {
      throw new Unserved(`${place} is not served: add it to test/fake-github/graphql`);
    }
    const value: unknown = Reflect.get(source, info.fieldName);
    const { watched, unread } = watch(args, info);
    const result: unknown = typeof value === 'function' ? Reflect.apply(value, source, [watched]) : value;
    const [left] = unread();
    if (left !== undefined) throw new Unserved(`the argument \`${left}\` of ${place} is not served`);
    return result;
  };
}

/** Names without the indexes of lists. */
function pathOf({ path }: GraphQLResolveInfo): string {
  const steps: string[] = [];
  for (let at: GraphQLResolveInfo['path'] | undefined = path; at !== undefined; at = at.prev) {
    if (typeof at.key === 'string') steps.unshift(at.key);
  }
  return steps.join('.');
}

type Watch = { readonly watched: Record<string, unknown>; readonly unread: () => string[] };

/** Arguments that remember what was read of them, inside of input objects too. */
function watch(args: Record<string, unknown>, { fieldNodes }: GraphQLResolveInfo): Watch {
  const read = new Set<string>();
  const given = new Set(fieldNodes[0]?.arguments?.map(({ name }) => name.value));
  const asked = Object.fromEntries(Object.entries(args).filter(([name]) => given.has(name)));
  return { watched: remembering(args, '', read), unread: () => pathsIn(asked, '').filter((path) => !read.has(path)) };
}

function remembering(args: Record<string, unknown>, prefix: string, read: Set<string>): Record<string, unknown> {
  return new Proxy(args, {
    get(target, name) {
      const [path, value] = [prefix + String(name), target[String(name)]];
      read.add(path);
      return isRecord(value) ? remembering(value, `${path}.`, read) : value;
    },
  });
}

/** What says nothing may be left unread: defaults of input objects stand among their values. */
function pathsIn(args: Record<string, unknown>, prefix: string): string[] {
  return Object.entries(args).flatMap(([name, value]) => {
    if (value === null || value === false) return [];
    return [prefix + name, ...(isRecord(value) ? pathsIn(value, `${prefix}${name}.`) : [])];
  });
}

/** What a query ran into that is no answer of GitHub's, but a fault of the fake or of the seed. */
export function faultsOf(errors: readonly GraphQLError[]): string[] {
  return errors
    .filter(({ extensions }) => extensions['type'] === undefined)
    .map(({ message, path }) => `${path?.join('.') ?? 'query'}: ${message}`);
}
