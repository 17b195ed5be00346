import type { Decision } from '../decision/decision.ts';
import { asMarkdownLink } from './escape.ts';
import { toMarkdown } from './markdown.ts';
import type { Phrase } from './phrase.ts';
import { capitalised, code, listed, say } from './phrase.ts';
import type { Clock } from './words.ts';

/** How the line starts that tells when and by what a decision was made. */
export const judgedPrefix = '<sub>Judged ';

/** What was judged, when, by what, and where the run is: the last lines of a report. */
export function endLines(decision: Decision, clock: Clock, runUrl: string | null): readonly string[] {
  const { base, head, changeModel, changeType } = decision;
  const model = changeModel === null ? [] : say` by ${code(changeModel)}`;
  const range = say`${code(shortCommit(base))} → ${code(shortCommit(head))}`;
  const judged = say`${changeType} change${model} of ${touched(decision)}, ${range}`;
  const digests = say`policy ${code(shortDigest(decision.policyDigest))}, facts ${code(shortDigest(decision.factsDigest))}`;
  const run = runUrl === null ? '' : ` · ${asMarkdownLink('this run', runUrl)}`;
  return [
    `<sub>${toMarkdown(capitalised(judged), 500)}</sub>`,
    '',
    `${judgedPrefix}${toMarkdown(say`${clock.full(decision.evaluatedAt)} · ${digests}`, 300)}${run}</sub>`,
  ];
}

function touched({ services, tier }: Decision): Phrase {
  if (services === null) return say`unknown services`;
  if (services.length === 0) return say`no catalogued service`;
  const names = services.slice(0, 100).map((name) => say`${code(name)}`);
  return say`${listed(names, 5)}${tier === null ? '' : ` (tier ${tier})`}`;
}

function shortCommit(commit: string | null): string {
  if (commit === null) return 'unknown';
  return /^[0-9a-f]{40,64}$/u.test(commit) ? commit.slice(0, 12) : commit;
}

function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}
