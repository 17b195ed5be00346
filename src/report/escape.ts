// The one place where text that somebody else wrote is made harmless before it is shown.

const whiteSpace = /[\s\u0085]+/gu;
const direction = /\p{Bidi_Control}/gu;
// All that shows nothing, but for what joins and colours emoji.
const invisible = /(?!\u200D|\uFE0F)[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
const stackedMarks = /(\p{M}{4})\p{M}+/gu;

/**
 * Any text as one line without characters that move the cursor, reorder or hide: control and direction characters
 * become visible, invisible ones vanish, white space is one space. At most `limit` characters, cut with `…`.
 */
export function plainText(text: string, limit = 2_000): string {
  // Cut before the work too: a hostile text may be millions of characters long.
  return cut(visible(text.slice(0, limit * 4).replace(whiteSpace, ' ')), limit);
}

/** Text for a terminal: no escape sequence, control or direction character survives but line ends and their indents. */
export function forTerminal(text: string): string {
  return text
    .split(/\r?\n/u)
    .map((line) => visible(line.replace(/\t/gu, '  ')))
    .join('\n');
}

/** Text for GitHub's Markdown, safe at any place of a line and in a table: no markup, link, mention, reference or emoji. */
export function forMarkdown(text: string, limit?: number): string {
  return (
    forMarkdownInLine(text, limit)
      // What would start a heading, list, quote, rule or table.
      .replace(/^( *)([-+=#])/u, '$1\\$2')
      .replace(/^( *\d{1,9})(?=[.)](?:\s|$))/u, '$1&#8203;')
  );
}

/** The same for text that something else of its line stands before. */
export function forMarkdownInLine(text: string, limit?: number): string {
  return withoutMarkup(plainText(text, limit));
}

/** An inline code span; a pipe in it is for the table to escape. An empty text gives nothing. */
export function asMarkdownCode(text: string, limit?: number): string {
  // Nothing is linked inside of a span; the gaps are for whoever searches the raw text for mentions or markers, and for
  // tables, which would take a backslash before a pipe for their own.
  const shown = plainText(text, limit)
    .trim()
    .replace(/@|<(?=!)|\\(?=\|)/gu, `$&${gap}`);
  if (shown === '') return '';
  const fence = '`'.repeat(longestRun(shown) + 1);
  const padding = shown.startsWith('`') || shown.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** A link whose words and address cannot leave it; only the words when the address is not a web address. */
export function asMarkdownLink(words: string, url: string): string {
  if (!/^https?:\/\/[\w./:?=&%#,;+~@!-]+$/u.test(url)) return words;
  return `[${words}](${url.replace(/&/gu, '&amp;').replace(/@/gu, '%40')})`;
}

/** A person or a team of GitHub, who is told of it; whatever else somebody wrote there is only text. */
export function asMention(name: string): string {
  const login = /^@?([a-z0-9][a-z0-9-]{0,38}(?:\/[a-z0-9][\w.-]{0,99})?)$/iu.exec(name.trim())?.[1];
  return login === undefined ? forMarkdown(name, 200) : `@${login}`;
}

/** Text for HTML, between tags and within quoted attributes: one line, no markup, nothing that reorders or hides. */
export function forHtml(text: string, limit?: number): string {
  return plainText(text, limit).replace(/[&<>"'`]/gu, (character) => `&#${character.codePointAt(0) ?? 0};`);
}

/** The message of a workflow command. */
export function forCommandMessage(text: string): string {
  return text.replace(/%/gu, '%25').replace(/\r/gu, '%0D').replace(/\n/gu, '%0A');
}

/** The value of a property of a workflow command. */
export function forCommandProperty(text: string): string {
  return forCommandMessage(text).replace(/:/gu, '%3A').replace(/,/gu, '%2C');
}

/** At most `limit` characters, the last an ellipsis if something was cut; never half a character. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const characters = Array.from(text.slice(0, limit * 2));
  if (characters.length <= limit && text.length <= limit * 2) return text;
  return `${characters
    .slice(0, limit - 1)
    .join('')
    .trimEnd()}…`;
}

function visible(text: string): string {
  return text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(direction, (character) => `⟨U+${hexOf(character)}⟩`)
    .replace(invisible, '')
    .replace(/\p{Cc}/gu, controlPicture)
    .replace(stackedMarks, '$1');
}

/** A space of no width: removed from every text before, so that only ours stand in the result. */
const gap = '\u200B';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '|': '&#124;',
  '`': '&#96;',
  $: '&#36;',
};

function withoutMarkup(text: string): string {
  return (
    withGaps(text)
      .replace(/[\\*[\]~]/gu, '\\$&')
      // An underscore inside a word is no markup, and names are full of them.
      .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/gu, '\\_')
      .replace(/[&<>|`$]/gu, (character) => entities[character] ?? '')
      .replaceAll(gap, '&#8203;')
  );
}

/** GitHub links after it has rendered, when a backslash is long gone: only a character in between helps. */
function withGaps(text: string): string {
  return (
    text
      .replace(/@/gu, `@${gap}`)
      .replace(/#(?=\d|$)/gu, `#${gap}`)
      .replace(/\b(GH|CVE|GHSA)-(?=\w)/giu, `$1-${gap}`)
      .replace(/:(?=\/\/)/gu, `:${gap}`)
      .replace(/\b(www|ftp)\./giu, `$1${gap}.`)
      .replace(/\b(mailto|xmpp):/giu, `$1${gap}:`)
      // An emoji by name.
      .replace(/:(?=(?:100|1234|[a-z0-9_+-]*[a-z_+-][a-z0-9_+-]*):)/giu, `:${gap}`)
  );
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/gu) ?? []).map((run) => run.length));
}

function controlPicture(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  return point === 0x7f ? '␡' : `⟨U+${hexOf(character)}⟩`;
}

function hexOf(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
