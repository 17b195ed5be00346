/** What of a commit's message tells what kind of change it is. */
export type Message = { readonly subject: string; readonly body: string };

/** The title of the change that a commit is: of a merged pull request its own title, which stands below the merge's subject. */
export function titleOf({ subject, body }: Message): string {
  if (!mergeSubjects.some((form) => form.test(subject))) return subject;
  return firstLine(body) ?? subject;
}

/** Whether a change takes an earlier one back; bringing it back again is no revert. */
export function isRevert(message: Message): boolean {
  const title = titleOf(message);
  if (isReland(message)) return false;
  return revertTitles.some((form) => form.test(title)) || revertBody.test(message.body);
}

/** Whether a change brings back what was reverted before, or tries it once more. */
export function isReland(message: Message): boolean {
  const title = titleOf(message);
  const reverts = revertsIn(title);
  if (reverts > 1) return reverts % 2 === 0;
  return relandTitle.test(title) || (reverts === 0 && anotherAttempt.test(title));
}

/** A revert of a revert brings something back, and a revert of that takes it back again. */
function revertsIn(title: string): number {
  return nestedReverts.exec(title)?.[0].match(/\brevert\b/gi)?.length ?? 0;
}

/** GitHub, GitLab (`Merge branch 'a' into 'b'` with the title below), Bitbucket. */
const mergeSubjects = [
  /^Merge pull request #\d+ from /,
  /^Merge branch '.+' into '.+'$/,
  /^Merged in .+ \(pull request #\d+\)$/,
];

const prefix = String.raw`^(?:\s*(?:\[[^\]]{1,80}\]|[\w./-]{1,40}(?:\([^)]{1,60}\))?!?:))*\s*`;
const revertTitles = [new RegExp(String.raw`${prefix}revert\b(?!-)`, 'i'), /^revert(\([^)]{1,60}\))?!?:/i];
const nestedReverts = new RegExp(
  String.raw`${prefix}(?:revert:?\s+["“'](?:\s*\w+\([^)]{1,60}\):)?\s*)*revert\b(?!-)`,
  'i',
);
const relandTitle = new RegExp(String.raw`${prefix}(?:re-?land|re-?apply|un-?revert)(?:ed|s|ing)?\b`, 'i');
/** What did not stay the first time: it fails again as often as what is brought back in so many words. */
const anotherAttempt = /\b(?:(?:take|attempt)[ -]?#?(?:[2-9]|two|three)|(?:second|third|2nd|3rd) attempt)\b/i;
/** What `git revert` writes below the title. Further down it is only the history of a squashed branch. */
const revertBody = /^\s*This reverts (?:commit|merge|pull request|PR) /;

function firstLine(body: string): string | null {
  const line = body.split('\n').find((candidate) => candidate.trim() !== '');
  return line === undefined || line.startsWith('See merge request ') ? null : line.trim();
}
