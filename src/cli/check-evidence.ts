import type { Problem } from '../errors.ts';
import { doubtsAboutEvidence } from '../evidence/doubts.ts';
import type { EvidenceRule } from '../evidence/evidence-rule.ts';
import { globsOf } from '../evidence/sources.ts';
import { readMatching } from '../policy/read-evidence.ts';
import { repositoryFiles } from './repository-files.ts';
import { repositoryRoot } from './repository-root.ts';
import type { World } from './world.ts';

/** Warnings about the files of evidence in the repository in which the user stands. */
export async function checkEvidenceFiles(rules: readonly EvidenceRule[], world: World): Promise<readonly Problem[]> {
  const files = repositoryFiles(repositoryRoot(world.cwd));
  const evidence = await readMatching([...new Set(rules.flatMap(globsOf))], async () => files);
  return doubtsAboutEvidence(rules, { evidence, now: Date.parse(world.now()) }).map(({ source, ...words }) => ({
    file: source,
    line: 1,
    column: 1,
    severity: 'warning',
    code: 'evidence/doubtful',
    ...words,
  }));
}
