import { createHash } from 'node:crypto';
import { forHtml } from './escape.ts';
import type { Phrase, Piece } from './phrase.ts';

/** Markup that is safe to stand in a page: made by `html`, or stated in the source. */
export type Html = { readonly markup: string };

type HtmlPart = string | number | null | Html | readonly HtmlPart[];

/**
 * Markup from a template. All that stands in it is escaped unless it is markup itself; null shows nothing, a list shows
 * its items. INVARIANT: attributes are quoted, and no text of others stands in a tag's or attribute's name, in an address,
 * a style or a script.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  const pieces = strings.map((words, index) => `${unindented(words)}${markupOf(parts[index] ?? null)}`);
  return { markup: pieces.join('') };
}

/** A phrase as markup. */
export function toHtml(phrase: Phrase): Html {
  return html`${phrase.map(({ look, text }) => looks[look](text))}`;
}

const looks = {
  text: (text) => html`${text}`,
  code: (text) => html`<code>${text}</code>`,
  strong: (text) => html`<strong>${text}</strong>`,
} as const satisfies Record<Piece['look'], (text: string) => Html>;

type PageParts = {
  readonly title: string;
  readonly style: string;
  /** Null: none. */
  readonly script: string | null;
  readonly body: Html;
};

/** A whole page that loads nothing: its policy lets in this style and this script alone. */
export function renderPage({ title, style, script, body }: PageParts): string {
  // What a browser hashes is all between the tags, to the last space: hence no template around it.
  const styles = { markup: `<style>${style}</style>` };
  const scripts = script === null ? null : { markup: `<script>${script}</script>` };
  const scriptPolicy = script === null ? '' : `; script-src '${digestOf(script)}'`;
  const policy = `default-src 'none'; style-src '${digestOf(style)}'${scriptPolicy}; base-uri 'none'; form-action 'none'`;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        ${styles}
      </head>
      <body>
        ${body} ${scripts}
      </body>
    </html>`;
  return `${page.markup}\n`;
}

function unindented(words: string): string {
  return words.replace(/\s*\n\s*/gu, '\n');
}

function markupOf(part: HtmlPart): string {
  if (part === null) return '';
  if (typeof part === 'string') return forHtml(part);
  if (typeof part === 'number') return String(part);
  return 'markup' in part ? part.markup : part.map(markupOf).join('');
}

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
