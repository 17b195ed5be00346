/** Tells whether a path matches one of several patterns for names in any folder, in one search; null for other patterns. */
export function anywhereMatcher(patterns: readonly string[]): ((path: string) => boolean) | null {
  if (patterns.length < fewest || patterns.length > most) return null;
  const ends = patterns.map(endOf);
  if (ends.includes(null)) return null;
  const wanted = new RegExp(`(?:^|/)(?:${ends.join('|')})`);
  return (path) => wanted.test(path);
}

/** Fewer are found as fast one by one. */
const fewest = 4;
const most = 64;

/** What stands behind the folders, as a regular expression in which nothing is tried twice; null for other patterns. */
function endOf(pattern: string): string | null {
  const [whole, start = '', below, end] = form.exec(pattern) ?? [];
  if (whole === undefined || /(^|\/)\.\.?(\/|$)|\/\//.test(pattern)) return null;
  if (below !== undefined) return `${escaped(start)}/`;
  return end === undefined ? `${escaped(start)}$` : `${escaped(start)}[^/]*${escaped(end)}$`;
}

/** Plain text, then nothing, all that is below it, or the rest of a name. */
const form = /^\*\*\/([^*?[\]{}\\]+?)(?:(\/\*\*)|\*([^*?[\]{}\\/]*))?$/;

function escaped(text: string): string {
  return text.replaceAll(/[.+^$()|/]/g, String.raw`\$&`);
}
