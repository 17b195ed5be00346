import type { Repository } from './state.ts';

/** The number of a workflow, which GitHub deals by file: here, in the order in which their runs came. */
export function workflowIdOf({ id, runs }: Repository, path: string): number {
  const paths = [...new Set([...runs.values()].map((run) => run.path))];
  return id * 1000 + paths.indexOf(path) + 1;
}
