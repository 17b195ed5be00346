/** Tells whether a path matches a pattern of plain text, `*` and `**`, looking at one segment between slashes after the other. */
export function segmentMatcher(pattern: string): (path: string) => boolean {
  const segments = pattern.split('/').map(segment);
  // Behind the last `**` something must stand: `docs/**` is not the folder itself.
  const wanted = segments.at(-1) === anySegments ? [...segments, anySegment] : segments;
  return (path) => matches(wanted, path.split('/'));
}

type Segment = (part: string) => boolean;

const anySegments: Segment = () => true;
const anySegment: Segment = (part) => part !== '';

function segment(text: string): Segment {
  if (text === '**') return anySegments;
  const [start = '', ...rest] = text.split('*');
  const end = rest.pop();
  if (end === undefined) return (part) => part === text;
  if (text === '*'.repeat(text.length)) return anySegment;
  const shortest = start.length + end.length;
  const encloses: Segment = (part) => part.length >= shortest && part.startsWith(start) && part.endsWith(end);
  if (rest.every((between) => between === '')) return encloses;
  return (part) => encloses(part) && holdsInOrder(part.slice(start.length, part.length - end.length), rest);
}

function holdsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}

/** INVARIANT: only the last `**` is ever tried again, so the time is at most the product of both lengths. */
function matches(wanted: readonly Segment[], parts: readonly string[]): boolean {
  let at = 0;
  let star = -1;
  let starAt = 0;
  for (let index = 0; index < parts.length;) {
    if (wanted[at] === anySegments) {
      star = at++;
      starAt = index;
    } else if (wanted[at]?.(parts[index] ?? '') === true) {
      at++;
      index++;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      index = ++starAt;
    }
  }
  while (wanted[at] === anySegments) at++;
  return at === wanted.length;
}
