const longest = 60;

/** A text of the user's in backticks, on one line and not too long. */
export function quoted(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${line.length > longest ? `${line.slice(0, longest)}…` : line}\``;
}

/** A value of a policy as a message shows it. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map of keys';
  if (typeof value === 'string') return value === '' ? 'an empty text' : quoted(value);
  return `the ${typeof value === 'number' ? 'number' : 'word'} \`${JSON.stringify(value)}\``;
}

/** Words in backticks with a conjunction: `a`, `b` or `c`. */
export function listed(words: readonly string[], conjunction: 'and' | 'or'): string {
  const ticked = words.map((word) => `\`${word}\``);
  if (ticked.length < 2) return ticked.join('');
  return `${ticked.slice(0, -1).join(', ')} ${conjunction} ${ticked.at(-1)}`;
}

/** A JSON pointer as a path, like `schedule.freezes[0].during`. */
export function whereIs(pointer: string): string {
  return pointer === '' ? 'the file' : `\`${pathOf(pointer)}\``;
}

/** ` in` and the path; nothing at the top of the file. */
export function within(pointer: string): string {
  return pointer === '' ? '' : ` in ${whereIs(pointer)}`;
}

function pathOf(pointer: string): string {
  const parts = pointer.slice(1).split('/').map(unescaped);
  return parts.map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');
}

function unescaped(part: string): string {
  return part
    .replaceAll('~1', '/')
    .replaceAll('~0', '~')
    .replaceAll(/[\s`]+/g, '_');
}
