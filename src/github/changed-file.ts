import type { PathAttributes } from '../change/attributes.ts';
import type { ChangedFile } from '../change/facts.ts';
import { kindOf } from '../change/kind.ts';

/** A changed file as REST tells it. */
export type ApiFile = {
  readonly filename: string;
  readonly previous_filename?: string | undefined;
  readonly status: string;
  readonly additions: number;
  readonly deletions: number;
};

const statuses = ['added', 'modified', 'removed', 'renamed', 'copied', 'changed'] as const;

/** Changed files with their kinds, sorted by path. */
export function filesFrom(files: readonly ApiFile[], attributes?: PathAttributes): readonly ChangedFile[] {
  return files
    .filter(({ status }) => status !== 'unchanged')
    .map((file) => changedFile(file, attributes))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

function changedFile(file: ApiFile, attributes: PathAttributes | undefined): ChangedFile {
  const { filename, previous_filename: previousPath, additions, deletions } = file;
  return {
    path: filename,
    ...(previousPath !== undefined && { previousPath }),
    status: statuses.find((status) => status === file.status) ?? 'changed',
    added: additions,
    deleted: deletions,
    kind: kindOf(filename, attributes),
  };
}
