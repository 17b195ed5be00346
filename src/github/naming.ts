import type { ChangeFacts } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { titleOf } from '../change/title.ts';
import type { ReadPart } from './range.ts';

type Naming = Pick<ChangeFacts['change'], 'title' | 'labels'>;

/** What a range is called: its one pull request or commit, or all of them. */
export function namingOf(parts: readonly ReadPart[]): Naming {
  return { title: titleOfParts(parts), labels: labelsOf(parts) };
}

const mostTitles = 20;

function titleOfParts(parts: readonly ReadPart[]): Naming['title'] {
  const titles: string[] = [];
  for (const part of parts) {
    const title = titleOfPart(part);
    if (isUnknown(title)) return title;
    titles.push(title);
  }
  if (titles.length < 2) return titles[0] ?? '';
  const more = titles.length > mostTitles ? `; and ${titles.length - mostTitles} more` : '';
  return `${titles.length} changes: ${titles.slice(0, mostTitles).join('; ')}${more}`;
}

function titleOfPart({ pull, commits }: ReadPart): Naming['title'] {
  if (pull !== null) return isUnknown(pull.pull) ? pull.pull : pull.pull.title;
  const [subject = '', ...body] = (commits[0]?.message ?? '').split('\n');
  return titleOf({ subject, body: body.join('\n') });
}

/** Labels speak for a range only if each part has the same ones. */
function labelsOf(parts: readonly ReadPart[]): Naming['labels'] {
  const lists: (readonly string[])[] = [];
  for (const { pull } of parts) {
    const labels = pull?.labels ?? [];
    if (isUnknown(labels)) return labels;
    lists.push(labels);
  }
  const spellings = new Set(lists.map((labels) => labels.toSorted().join('\n')));
  if (spellings.size < 2) return lists[0] ?? [];
  return { unknown: 'the pull requests of the range have different labels' };
}
