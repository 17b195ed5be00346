// What GitHub would make of a comment, as far as plain text can tell: the full rendering is looked at by hand.

const ours = /<!-- change-gate [^>]* -->|<\/?(?:details|summary|sub)>/gu;

/** What is wrong with a comment's structure: empty if it stands and nothing that it quotes broke out of it. */
export function faultsOfComment(comment: string, marker: string): readonly string[] {
  const lines = comment.split('\n');
  const count = (wanted: (line: string) => boolean): number => lines.filter(wanted).length;
  return [
    ...faultsOfMarkdown(comment),
    ...(comment.length > 65_536 ? [`${comment.length} characters`] : []),
    ...(lines[0] === marker ? [] : ['the marker is not the first line']),
    ...(comment.split('<!--').length === 2 ? [] : ['more than one marker']),
    ...(count((line) => line.startsWith('<details>')) === 1 ? [] : ['details do not open once']),
    ...(count((line) => line === '</details>') === 1 ? [] : ['details do not close once']),
    ...(count((line) => line === '```') % 2 === 0 ? [] : ['a code block is open']),
  ];
}

/** What of a quoted text became a mention, a tag, a heading, a link or a cell of its own. */
export function faultsOfMarkdown(markdown: string): readonly string[] {
  const lines = markdown.split('\n');
  return [
    ...found('a mention', markdown, /@\w/u),
    ...found('a character that hides', markdown, /\p{Bidi_Control}|[^\P{Cc}\n]|\p{Surrogate}/u),
    ...(lines.filter((line) => /^ *#/u.test(line)).length === 1 ? [] : ['not one heading']),
    ...lines.flatMap((line) => faultsOfLine(withoutCode(line).replace(ours, ''))),
    ...faultsOfTables(lines),
  ];
}

function faultsOfLine(line: string): readonly string[] {
  return [
    ...found('a tag', line.replace(/^> /u, ''), /[<>]/u),
    ...found('a code span that is open', line.replace(/^```$/u, ''), /`/u),
    ...found('a link', line, /(?<!\\)\]\((?!https:\/\/github\.com\/acme\/shop\/)/u),
    ...found('a web address', line, /https?:\/\/(?!github\.com\/acme\/shop\/)/u),
  ];
}

function found(what: string, text: string, pattern: RegExp): readonly string[] {
  const match = pattern.exec(text);
  return match === null ? [] : [`${what}: ${text.slice(Math.max(0, match.index - 20), match.index + 20)}`];
}

function faultsOfTables(lines: readonly string[]): readonly string[] {
  const faults: string[] = [];
  let columns: number | null = null;
  for (const line of lines) {
    const cells = line.split(/(?<!\\)\|/u).length;
    if (line.startsWith('|') && columns !== null && cells !== columns) faults.push(`${cells} cells: ${line}`);
    columns = line.startsWith('|') ? (columns ?? cells) : null;
  }
  return faults;
}

/** A line without its code spans; quoted backticks are entities, so spans cannot start in a text. */
function withoutCode(line: string): string {
  return line.replace(/(?<!`)(`+)(?!`)(?:(?!(?<!`)\1(?!`)).)+(?<!`)\1(?!`)/gu, '');
}
