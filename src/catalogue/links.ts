import type { Part } from './descriptor.ts';
import { child, itemsOf, textOf } from './descriptor.ts';
import type { Link } from './service.ts';

export type ReadLinks = { readonly runbookLink: string | null; readonly links: readonly Link[] };

/** Reads the links of an entity. The first one of the type `runbook`, or called one, leads to its runbook. */
export function readLinks(part: Part): ReadLinks {
  const read = itemsOf(part).flatMap(linkOf);
  const runbook = read.find(({ type }) => /^runbooks?$/iu.test(type)) ?? read.find(({ title }) => isRunbook(title));
  return {
    runbookLink: runbook?.url ?? null,
    links: read.filter((each) => each !== runbook).map(({ title, url }) => ({ title, url })),
  };
}

type TypedLink = Link & { readonly type: string };

/** Only addresses of the web lead anywhere from a comment. */
function linkOf(part: Part): readonly TypedLink[] {
  const url = textOf(child(part, 'url'));
  if (url === null || !/^https?:\/\//u.test(url)) return [];
  return [{ url, title: textOf(child(part, 'title')) ?? url, type: textOf(child(part, 'type')) ?? '' }];
}

function isRunbook(title: string): boolean {
  return /\brun[ -]?books?\b/iu.test(title);
}
