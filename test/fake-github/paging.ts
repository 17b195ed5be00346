import { ok, type Answer } from './answer.ts';
import type { Call } from './operation.ts';

export type Page<T> = { readonly items: readonly T[]; readonly headers: Readonly<Record<string, string>> };

/** The page asked for by `page` and `per_page` (30 unless told, 100 at most), with GitHub's `Link` header. */
export function pageOf<T>(call: Pick<Call, 'query' | 'url'>, all: readonly T[], standard = 30): Page<T> {
  const size = Math.min(Math.max(Number(call.query.get('per_page') ?? standard), 1), Math.max(100, standard));
  const page = Math.max(Number(call.query.get('page') ?? 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = linkHeader(call.url, page, last);
  return { items: all.slice((page - 1) * size, page * size), headers: link === '' ? {} : { link } };
}

/** A list answered as a bare array. */
export function list<T>(call: Call, all: readonly T[], render: (item: T) => unknown): Answer {
  const { items, headers } = pageOf(call, all);
  return { ...ok(items.map(render)), headers };
}

export type Wrapping<T> = { readonly under: string; readonly render: (item: T) => unknown };

/** A list answered as an object: the count of all, and this page under a name. */
export function countedList<T>(call: Call, all: readonly T[], { under, render }: Wrapping<T>): Answer {
  const { items, headers } = pageOf(call, all);
  return { ...ok({ total_count: all.length, [under]: items.map(render) }), headers };
}

function linkHeader(url: URL, page: number, last: number): string {
  const relations: (readonly [string, number])[] = [];
  if (page > 1) relations.push(['prev', page - 1]);
  if (page < last) relations.push(['next', page + 1], ['last', last]);
  if (page > 1) relations.push(['first', 1]);
  return relations.map(([relation, target]) => `<${addressOf(url, target)}>; rel="${relation}"`).join(', ');
}

function addressOf(url: URL, page: number): string {
  const address = new URL(url);
  address.searchParams.set('page', String(page));
  return address.href;
}
