/** A few words with one look. Every text in it is untrusted until an output has escaped it. */
export type Piece = {
  readonly look: 'text' | 'code' | 'strong';
  readonly text: string;
  /** Where it leads, for outputs that have links. */
  readonly url?: string;
};

/** Words as data: each output escapes and styles them in its own way. */
export type Phrase = readonly Piece[];

type Part = string | number | Piece | Phrase;

/** A phrase from a template; texts that stand in it may hold `code` between backticks only by way of `prose`. */
export function say(strings: TemplateStringsArray, ...parts: readonly Part[]): Phrase {
  const pieces = strings.flatMap((words, index) => [...plain(words), ...piecesOf(parts[index] ?? [])]);
  return pieces.filter(({ text }) => text !== '');
}

/** A name from a policy, a command or a path. */
export function code(text: string, url?: string): Piece {
  return url === undefined ? { look: 'code', text } : { look: 'code', text, url };
}

/** Words that the eye should find first. */
export function strong(text: string): Piece {
  return { look: 'strong', text };
}

/** No output shows more of one text. */
const longest = 4_000;

/** A sentence as rules and findings hold it, where backticks mark names. */
export function prose(text: string): Phrase {
  return text
    .slice(0, longest)
    .split(/`([^`]+)`/u)
    .map((part, index): Piece => ({ look: index % 2 === 0 ? 'text' : 'code', text: part }))
    .filter((piece) => piece.text !== '');
}

/** Phrases with something between each two. */
export function joined(phrases: readonly Phrase[], between: string): Phrase {
  return phrases.flatMap((phrase, index) => (index === 0 ? phrase : [...plain(between), ...phrase]));
}

/** A list that is cut: `a, b and 3 more`. */
export function listed(phrases: readonly Phrase[], limit: number): Phrase {
  const more = phrases.length - limit;
  // One more takes as much room as saying so.
  if (more <= 1) return joined(phrases, ', ');
  return [...joined(phrases.slice(0, limit), ', '), ...plain(` and ${more} more`)];
}

/** The words alone. */
export function wordsOf(phrase: Phrase): string {
  return phrase.map(({ text }) => text).join('');
}

/** The phrase with a capital letter, unless it starts with a name. */
export function capitalised(phrase: Phrase): Phrase {
  const [first, ...rest] = phrase;
  if (first === undefined || first.look === 'code') return phrase;
  return [{ ...first, text: first.text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) }, ...rest];
}

function plain(text: string): Phrase {
  return text === '' ? [] : [{ look: 'text', text }];
}

function piecesOf(part: Part): Phrase {
  if (typeof part === 'string' || typeof part === 'number') return plain(String(part));
  return 'look' in part ? [part] : part;
}
