import type { RollbackPlan } from '../change/facts.ts';
import { readData } from './data.ts';
import type { Line } from './lines.ts';
import { visibleLines } from './lines.ts';
import { readList } from './list.ts';
import { planOf } from './plan.ts';
import { planSections } from './section.ts';

/** The value of a YAML text; undefined for a text that is none. */
export type ParseYaml = (text: string) => unknown;

export type MarkdownOrigin = {
  /** What a reader knows it by, like `pull request`. */
  readonly source: string;
  readonly parseYaml: ParseYaml;
};

/** The plan in the section "Rollback plan" of a pull request's text; null if there is none, or nothing stands in it. */
export function planFromMarkdown(markdown: string, origin: MarkdownOrigin): RollbackPlan | null {
  for (const section of planSections(visibleLines(markdown))) {
    const plan = planFromSection(section, origin);
    // Only a file on the trusted branch holds for every change.
    if (plan !== null) return { ...plan, standing: false };
  }
  return null;
}

function planFromSection(section: readonly Line[], { source, parseYaml }: MarkdownOrigin): RollbackPlan | null {
  const text = section.map((line) => line.text).join('\n');
  const block = firstBlock(section);
  const data = block === null ? null : readData(parseYaml(block));
  const written = data !== null && data.fields.size + data.steps.length > 0 ? data : readList(section);
  return planOf(written, { source, text });
}

/** The first code block that is YAML, or does not say what it is. */
function firstBlock(section: readonly Line[]): string | null {
  const start = section.findIndex(({ kind, language }) => kind === 'fence' && ['yaml', 'yml'].includes(language));
  const opening = start === -1 ? section.findIndex(({ kind }) => kind === 'fence') : start;
  if (opening === -1 || !['', 'yaml', 'yml'].includes(section[opening]?.language ?? '')) return null;
  const rest = section.slice(opening + 1);
  const end = rest.findIndex(({ kind }) => kind !== 'code');
  return (end === -1 ? rest : rest.slice(0, end)).map((line) => line.text).join('\n');
}
