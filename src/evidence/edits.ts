import type { ChangedFile, ChangeFacts, Files } from '../change/facts.ts';
import { pathMatcher } from '../change/glob.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { EvidenceRule } from './evidence-rule.ts';
import { globsOf } from './sources.ts';

/** Notes a change that edits evidence: it is judged by what stands on the trusted branch, and decides about others. */
export function noteEvidenceEdits(
  rules: readonly EvidenceRule[],
  { files }: Pick<ChangeFacts, 'files'>,
): readonly Finding[] {
  const globs = rules.flatMap(globsOf);
  if (globs.length === 0) return [];
  const paths = filesSeen(files).flatMap(({ path, previousPath }) =>
    previousPath === undefined ? [path] : [path, previousPath],
  );
  const edited = [...new Set(paths.filter(pathMatcher(globs)))];
  if (edited.length === 0) return [];
  const problem = 'it edits evidence, of which what stands on the trusted branch counts';
  return [finding({ code: 'evidence/edited', effect: 'note', problem, facts: { files: edited } })];
}

function filesSeen(files: Files): readonly ChangedFile[] {
  if (!('unknown' in files)) return files;
  return 'seen' in files ? files.seen : [];
}
