import { workflowIdOf } from '../workflows.ts';
import type { Run } from '../state.ts';
import { addressFields } from './actors.ts';
import { demand, nodeId, type GraphNode, type Here } from './graph.ts';

export function workflowRunNode(here: Here, run: Run): GraphNode {
  demand(here, 'actions=read');
  const { id, event, createdAt, path, name } = run;
  const { repository } = here;
  const workflowId = workflowIdOf(repository, path);
  return {
    ...addressFields(repository, `/actions/runs/${id}`),
    __typename: 'WorkflowRun',
    id: nodeId('WorkflowRun', id),
    databaseId: id,
    event,
    createdAt,
    updatedAt: createdAt,
    file: { id: nodeId('WorkflowRunFile', id), path },
    workflow: {
      ...addressFields(repository, `/actions/workflows/${path.split('/').at(-1)}`),
      __typename: 'Workflow',
      id: nodeId('Workflow', workflowId),
      databaseId: workflowId,
      name,
      state: 'ACTIVE',
    },
  };
}
