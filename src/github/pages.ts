import type { Fact } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { attempt } from './attempt.ts';

type Page<Item> = { readonly data: readonly Item[]; readonly headers: { readonly link?: string | undefined } };

type Pages<Item> = {
  readonly read: (page: number) => Promise<Page<Item>>;
  /** A list that goes on after this many is not known. */
  readonly atMost: number;
};

/** Reads every page of a list, one after another; what is longer than allowed, or no list at all, is unknown. */
export async function readPages<Item>(
  operation: string,
  { read, atMost }: Pages<Item>,
): Promise<Fact<readonly Item[]>> {
  const items: Item[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await attempt(operation, async () => await read(page));
    if (isUnknown(answer)) return answer;
    if (!Array.isArray(answer.data)) return { unknown: `GitHub's answer to ${operation} could not be read` };
    items.push(...answer.data);
    if (!hasNext(answer.headers.link)) return items;
    if (items.length >= atMost) return { unknown: `${operation} ended after ${items.length}: there are more` };
  }
}

function hasNext(link: string | undefined): boolean {
  return link?.includes('rel="next"') === true;
}
