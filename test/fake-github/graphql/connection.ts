import { GraphQLError } from 'graphql';
import { inputArg, numberArg, refusal, textArg, type Args, type GraphNode } from './graph.ts';

type Page = GraphNode & { readonly edges: readonly { readonly cursor: string; readonly node: unknown }[] };

/** One page of a list. An item that the token may not see is null with an error of its own, as on GitHub. */
export function connection<T>(args: Args, all: readonly T[], render: (item: T, index: number) => unknown): Page {
  const [start, end] = bounds(args, all.length);
  const shown = all.slice(start, end).map((item, index) => attempt(() => render(item, start + index)));
  return {
    totalCount: all.length,
    nodes: shown,
    edges: shown.map((node, index) => ({ cursor: cursorOf(start + index), node })),
    pageInfo: {
      startCursor: shown.length > 0 ? cursorOf(start) : null,
      endCursor: shown.length > 0 ? cursorOf(end - 1) : null,
      hasPreviousPage: start > 0,
      hasNextPage: end < all.length,
    },
  };
}

/** The same with fields of its own on each edge. */
export function withEdges(page: Page, extra: readonly GraphNode[]): GraphNode {
  return { ...page, edges: page.edges.map((edge) => ({ ...edge, ...extra[indexOf(edge.cursor)] })) };
}

function attempt(render: () => unknown): unknown {
  try {
    return render();
  } catch (error) {
    if (error instanceof GraphQLError) return error; // In a list it becomes null, and an error with this index in its path.
    throw error;
  }
}

function bounds(args: Args, length: number): readonly [number, number] {
  const [first, last] = [numberArg(args, 'first'), numberArg(args, 'last')];
  const [after, before] = [textArg(args, 'after'), textArg(args, 'before')];
  const start = after === undefined ? 0 : indexOf(after) + 1;
  const end = Math.min(before === undefined ? length : indexOf(before), length);
  if (first !== undefined) return [start, Math.min(start + first, end)];
  return [Math.max(start, end - (last ?? 0)), end];
}

function cursorOf(index: number): string {
  return Buffer.from(`cursor:${index}`).toString('base64');
}

function indexOf(cursor: string): number {
  const index = /^cursor:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1];
  if (index === undefined) {
    throw refusal('INVALID_CURSOR_ARGUMENTS', `\`${cursor}\` does not appear to be a valid cursor.`);
  }
  return Number(index);
}

type Dated = { readonly createdAt: string; readonly updatedAt?: string };

/** Oldest first unless `orderBy` says otherwise. */
export function ordered<T extends Dated>(args: Args, items: readonly T[]): T[] {
  const order = inputArg(args, 'orderBy');
  const [field, direction] = [textArg(order, 'field') ?? 'CREATED_AT', textArg(order, 'direction')];
  if (field !== 'CREATED_AT' && field !== 'UPDATED_AT') throw new Error(`the order by ${field} is not served`);
  const instant = (item: T) => (field === 'UPDATED_AT' ? (item.updatedAt ?? item.createdAt) : item.createdAt);
  const oldestFirst = items.toSorted((left, right) => instant(left).localeCompare(instant(right)));
  return direction === 'DESC' ? oldestFirst.reverse() : oldestFirst;
}
