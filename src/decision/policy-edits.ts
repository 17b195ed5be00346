import type { ChangedFile, ChangeFacts, Files } from '../change/facts.ts';
import { pathMatcher } from '../change/glob.ts';
import { globsOf } from '../evidence/sources.ts';
import type { Finding } from '../finding/finding.ts';
import { finding } from '../finding/finding.ts';
import type { Policy } from '../policy/policy.ts';

/** What decides about changes wherever the policy is: its usual folder, what counts as generated, who owns which files. */
const usualPlaces = [
  '.github/change-gate/**',
  '**/.gitattributes',
  'CODEOWNERS',
  '.github/CODEOWNERS',
  'docs/CODEOWNERS',
];
const isUsual = pathMatcher(usualPlaces);

type Read = Pick<Policy, 'files' | 'describedBy' | 'evidence'>;

/**
 * The files of the change that decide about changes: those the policy was read from, those at the usual places, those
 * that would describe services, also where there are none yet, and those that prove something to a rule.
 */
export function policyEdits(policy: Read, { files }: Pick<ChangeFacts, 'files'>): readonly string[] {
  const ofPolicy = new Set(policy.files.map(({ path }) => path));
  const isRead = pathMatcher([...policy.describedBy, ...policy.evidence.flatMap(globsOf)]);
  return pathsSeen(files).filter((path) => ofPolicy.has(path) || isUsual(path) || isRead(path));
}

/**
 * The paths of a list of files, also those that were left; of one that was cut short, those that were seen: nothing else
 * is needed to tell what was edited.
 */
export function pathsSeen(files: Files): readonly string[] {
  const paths = filesSeen(files).flatMap(({ path, previousPath }) =>
    previousPath === undefined ? [path] : [path, previousPath],
  );
  return [...new Set(paths)];
}

/** Notes a change that edits what judges it: those who approve it decide about every change to come. */
export function notePolicyEdits(policy: Policy, facts: ChangeFacts): readonly Finding[] {
  const files = policyEdits(policy, facts);
  if (files.length === 0) return [];
  return [
    finding({
      code: 'change/policy-edited',
      effect: 'note',
      problem: 'it edits what judges changes',
      facts: { files },
    }),
  ];
}

function filesSeen(files: Files): readonly ChangedFile[] {
  if (!('unknown' in files)) return files;
  return 'seen' in files ? files.seen : [];
}
