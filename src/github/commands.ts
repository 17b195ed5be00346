import { closest } from '../closest.ts';

/** What a comment asks of the gate. */
export type Command =
  | { readonly kind: 'approve'; readonly sha: string }
  | { readonly kind: 'emergency'; readonly incident: string | null; readonly reason: string | null }
  | { readonly kind: 'rollback'; readonly sha: string; readonly reason: string | null }
  /** Meant as a command, and none. */
  | { readonly kind: 'mistaken'; readonly problem: string };

/** What commands begin with. */
export const commandPrefix = '/change-gate';

/** So many characters of a commit must be named, so that nobody can make another one that begins alike. */
export const shortestSha = 12;

const longestLine = 2_000;

/** The command that a comment is: its first line says it; null if it is an ordinary comment. */
export function parseCommand(body: string): Command | null {
  const line = firstLine(body);
  const [prefix, word = '', ...rest] = line.split(/\s+/);
  if (prefix !== commandPrefix) return null;
  if (line.length > longestLine) return { kind: 'mistaken', problem: 'the line is too long for a command' };
  const name = names.find((each) => each === word);
  return name === undefined ? unknownWord(word) : readers[name](rest);
}

/** Whether a commit is the one that a command names by its first characters. */
export function isNamedBy(named: string, sha: string): boolean {
  return named.length >= shortestSha && sha.toLowerCase().startsWith(named.toLowerCase());
}

function firstLine(body: string): string {
  return (
    body
      .trimStart()
      .slice(0, longestLine + 200)
      .split(/\r?\n/, 1)[0] ?? ''
  ).trimEnd();
}

const names = ['approve', 'emergency', 'rollback'] as const;

const readers: Readonly<Record<(typeof names)[number], (words: readonly string[]) => Command>> = {
  approve: ([sha = '', ...rest]) => {
    if (!isSha(sha)) return wrongSha('approve', sha);
    if (rest.length > 0) return { kind: 'mistaken', problem: `nothing may follow the commit in \`approve ${sha}\`` };
    return { kind: 'approve', sha };
  },
  emergency: (words) => {
    const [first = '', ...rest] = words;
    const isIncident = incidentForms.some((form) => form.test(first));
    return { kind: 'emergency', incident: isIncident ? first : null, reason: textOf(isIncident ? rest : words) };
  },
  rollback: ([sha = '', ...rest]) =>
    isSha(sha) ? { kind: 'rollback', sha, reason: textOf(rest) } : wrongSha('rollback', sha),
};

/** An issue here or elsewhere, a ticket, an address. */
const incidentForms = [/^#\d+$/, /^[\w.-]+\/[\w.-]+#\d+$/, /^[A-Z][A-Z\d]*-\d+$/, /^https?:\/\/\S+$/];

function isSha(text: string): boolean {
  return /^[0-9a-f]{12,64}$/i.test(text);
}

function wrongSha(command: string, found: string): Command {
  const expected = `expected at least ${shortestSha} characters of a commit`;
  return { kind: 'mistaken', problem: `\`${command}\` names \`${shown(found)}\`, ${expected}` };
}

function unknownWord(word: string): Command {
  const near = closest(word, names);
  const hint =
    near === null ? `expected ${names.map((name) => `\`${name}\``).join(', ')}` : `did you mean \`${near}\`?`;
  return { kind: 'mistaken', problem: `\`${shown(word)}\` is no command: ${hint}` };
}

function shown(word: string): string {
  return word.replaceAll('`', "'").slice(0, 60);
}

function textOf(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join(' ');
}
