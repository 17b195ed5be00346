import type { Fact, Unknown } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import type { GitHub, RepositoryName } from './client.ts';
import type { Reply } from './query.ts';
import { ask, literal, partOf } from './query.ts';

/** A list below `repository` that has pages. */
export type ListQuery<Node> = {
  readonly operation: string;
  /** Names below `repository` that lead to the list. */
  readonly path: readonly string[];
  /** The text below `repository`; `page` belongs among the arguments of the list. */
  readonly text: (page: string) => string;
  /** No more than this is looked at. */
  readonly atMost: number;
  /** Whether what was seen is enough, though there is more. */
  readonly isEnough?: (seen: readonly Node[]) => boolean;
};

/** The part of a list that was looked at, and whether that is all. */
export type Seen<Node> = { readonly seen: readonly Node[]; readonly isWhole: boolean };

type Connection<Node> = {
  readonly nodes: readonly (Node | null)[] | null;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
};

/** What every list is asked for beside its nodes. */
export const pageInfo = 'pageInfo { hasNextPage endCursor }';

/** The text of a list for its first page. */
export function firstPage<Node>({ text }: ListQuery<Node>): string {
  return text('first: 100');
}

type Source = { readonly github: GitHub; readonly repository: RepositoryName; readonly reply: Reply };

/** Reads a list whose first page is in a reply, page by page. */
export async function readList<Node>(source: Source, list: ListQuery<Node>): Promise<Seen<Node> | Unknown> {
  const seen: Node[] = [];
  let reply: Reply | Unknown = source.reply;
  for (;;) {
    if (isUnknown(reply)) return reply;
    const page: Connection<Node> | null | Unknown = pageIn(reply, list);
    if (page === null) return { unknown: `GitHub gave nothing to ${list.operation}` };
    if (isUnknown(page)) return page;
    seen.push(...(page.nodes ?? []).filter((node) => node !== null));
    const { hasNextPage, endCursor } = page.pageInfo;
    if (!hasNextPage) return { seen, isWhole: true };
    if (endCursor === null || seen.length >= list.atMost || list.isEnough?.(seen) === true) {
      return { seen, isWhole: false };
    }
    const text = list.text(`first: 100, after: ${literal(endCursor)}`);
    reply = await ask(source.github, source.repository, { operation: list.operation, text });
  }
}

/** A list of which nothing may be missing; one that was cut short is unknown. */
export async function readWholeList<Node>(source: Source, list: ListQuery<Node>): Promise<Fact<readonly Node[]>> {
  const read = await readList(source, list);
  if (isUnknown(read)) return read;
  return read.isWhole ? read.seen : { unknown: `${list.operation} ended after ${read.seen.length}: there are more` };
}

function pageIn<Node>(reply: Reply, { path, operation }: ListQuery<Node>): Connection<Node> | null | Unknown {
  return partOf(reply, { path: ['repository', ...path], operation, depth: 'all' });
}
