/** A line of Markdown as a reader sees it. */
export type Line = {
  readonly text: string;
  /** `text`, or where it stands in a fenced code block. */
  readonly kind: 'text' | 'fence' | 'code';
  /** What follows the opening fence, like `yaml`; empty elsewhere. */
  readonly language: string;
};

const openingFence = /^ {0,12}(?:(?:[-*+]|\d{1,9}[.)]) {1,4})?(`{3,}|~{3,})\s*([^\s`]*)[^`]*$/u;

type Open = { readonly fence: string } | 'comment' | null;

/** The lines of a Markdown text without what is not shown: comments; code blocks are kept as they are. Linear. */
export function visibleLines(markdown: string): readonly Line[] {
  const lines: Line[] = [];
  let open: Open = null;
  for (const text of markdown.replace(/\r\n?/gu, '\n').split('\n')) {
    if (open !== null && open !== 'comment') {
      const closes = isClosing(text, open.fence);
      lines.push({ text, kind: closes ? 'fence' : 'code', language: '' });
      if (closes) open = null;
      continue;
    }
    const shown = withoutComments({ text, isOpen: open === 'comment' });
    const [, fence, language = ''] = openingFence.exec(shown.text.slice(0, 200)) ?? [];
    lines.push({ text: shown.text, kind: fence === undefined ? 'text' : 'fence', language: language.toLowerCase() });
    open = fence === undefined ? endOf(shown.isOpen) : { fence };
  }
  return lines;
}

function endOf(isCommentOpen: boolean): Open {
  return isCommentOpen ? 'comment' : null;
}

function isClosing(text: string, fence: string): boolean {
  const closing = text.trim();
  return closing.length >= fence.length && closing === fence.charAt(0).repeat(closing.length);
}

type Commented = { readonly text: string; readonly isOpen: boolean };

/** A comment that is never closed hides everything after it, as on GitHub. */
function withoutComments({ text, isOpen: isOpenBefore }: Commented): Commented {
  const shown: string[] = [];
  let isOpen = isOpenBefore;
  let at = 0;
  while (at <= text.length) {
    const mark = text.indexOf(isOpen ? '-->' : '<!--', at);
    if (mark === -1) break;
    if (!isOpen) shown.push(text.slice(at, mark));
    // `<!-->` is a whole comment: its end may share the dashes of its start.
    at = isOpen ? mark + 3 : mark + 2;
    isOpen = !isOpen;
  }
  if (!isOpen) shown.push(text.slice(at));
  return { text: shown.join(''), isOpen };
}
