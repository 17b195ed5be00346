const unfinished = new Set([
  'tbd',
  'tba',
  'tbc',
  'todo',
  'fixme',
  'x',
  'xx',
  'xxx',
  'idk',
  'later',
  'placeholder',
  'example',
  'fill me in',
  'fill this in',
  'to be defined',
  'to be determined',
  'to be decided',
  'to be done',
  'to be confirmed',
  'to be announced',
  'to be filled in',
  'see above',
  'see below',
  'as usual',
  'as always',
  'the usual',
  'same as always',
  'standard procedure',
  'usual procedure',
  'the usual procedure',
  'should be fine',
  'we will see',
]);

const declined = new Set([
  '',
  'n a',
  'na',
  'none',
  'no',
  'nil',
  'null',
  'nothing',
  'unknown',
  'not applicable',
  'not available',
  'not needed',
  'not required',
  'not tested',
  'undefined',
]);

/** What a text is worth: it says something, it says that there is nothing, or somebody has yet to write it. */
export type Worth = 'said' | 'declined' | 'unfinished';

/** Tells a text that says something from `n/a`, and from `TBD`, `?` or the `<words>` of a template. */
export function worthOf(text: string): Worth {
  if (/^[\s?.…_-]*[?…_][\s?.…_-]*$|^\s*\.{2,}\s*$/u.test(text.slice(0, 200))) return 'unfinished';
  const words = plainWords(text);
  if (declined.has(words)) return 'declined';
  if (unfinished.has(words) || words.startsWith('lorem ipsum')) return 'unfinished';
  return hasBlank(text) ? 'unfinished' : 'said';
}

/** Lower-case words with single spaces between, without punctuation. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A blank to fill in: `<who does it>`, `{{owner}}`, `[your name]`, `TODO`; an address in angle brackets is none. */
function hasBlank(text: string): boolean {
  if (/(?<![\p{L}\p{N}])(?:TBD|TODO|FIXME|TBC)(?![\p{L}\p{N}])/u.test(text)) return true;
  if (/\{\{[^{}\n]{1,80}\}\}|_{3,}|\[(?:your|insert|describe|fill|name|who|what)\b[^[\]\n]{0,80}\]/iu.test(text))
    return true;
  return [...text.matchAll(/<(@?[a-z][^<>\n]{1,80})>/giu)].some(([, inside = '']) => !/.@|:\/\//u.test(inside));
}
