export type Color = 'none' | 'ansi';
export type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

// Select Graphic Rendition: what turns a look on, and what turns that look alone off again.
const codes: Readonly<Record<Look, readonly [on: number, off: number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** Paints words for a terminal, or leaves them as they are. Whether people want colour, the caller knows. */
export function painter(color: Color): (look: Look | null, words: string) => string {
  if (color === 'none') return (_look, words) => words;
  return (look, words) => {
    if (look === null || words === '') return words;
    const [on, off] = codes[look];
    return `\u001B[${on}m${words}\u001B[${off}m`;
  };
}
