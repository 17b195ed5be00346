/** The word of `words` that somebody who wrote `found` most likely meant; null if none is near. */
export function closest(found: string, words: readonly string[]): string | null {
  const wanted = found.slice(0, 64).toLowerCase();
  let best: { word: string; distance: number } | null = null;
  for (const word of words) {
    const distance = editDistance(wanted, word.toLowerCase());
    if (distance <= tolerance(word) && (best === null || distance < best.distance)) best = { word, distance };
  }
  return best?.word ?? null;
}

function tolerance(word: string): number {
  return Math.max(1, Math.floor(word.length / 3));
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one word into the other (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwap = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current.push(
        Math.min(
          at(last, column) + 1,
          at(current, column - 1) + 1,
          at(last, column - 1) + (isSame ? 0 : 1),
          isSwap ? at(beforeLast, column - 2) + 1 : Infinity,
        ),
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, other.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
