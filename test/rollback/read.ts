import { load } from 'js-yaml';
import { planFromMarkdown } from '../../src/rollback/markdown.ts';

/** The value of a YAML text; undefined for a text that is none. */
export function parseYaml(text: string): unknown {
  try {
    return load(text);
  } catch {
    return undefined;
  }
}

/** The plan in a pull request's text. */
export function planIn(markdown: string) {
  return planFromMarkdown(markdown, { source: 'pull request', parseYaml });
}
