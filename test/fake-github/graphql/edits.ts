import type { Edit } from '../state.ts';
import { actorNode } from './actors.ts';
import { connection } from './connection.ts';
import { nodeId, type Args, type GraphNode, type Here } from './graph.ts';

type Edited = {
  readonly id: number;
  readonly author: string;
  readonly body: string | null;
  readonly createdAt: string;
  readonly edits: readonly Edit[];
};

/** Whether, when and by whom a text was changed. What was edited once also lists how it began, as the last. */
export function editFields({ state }: Here, edited: Edited): GraphNode {
  const { edits } = edited;
  const last = edits.at(-1);
  return {
    lastEditedAt: last?.editedAt ?? null,
    editor: last === undefined ? null : actorNode(state, last.editor),
    includesCreatedEdit: edits.length > 0,
    userContentEdits: (args: Args) =>
      connection(args, versionsOf(edited), ({ editor, editedAt, body }, index) => ({
        id: nodeId('UserContentEdit', `${edited.id}:${index}`),
        editor: actorNode(state, editor),
        editedAt,
        createdAt: editedAt,
        updatedAt: editedAt,
        deletedAt: null,
        deletedBy: null,
        diff: body,
      })),
  };
}

/** Newest first. */
function versionsOf({ author, createdAt, edits }: Edited): Edit[] {
  if (edits.length === 0) return [];
  return [{ editor: author, editedAt: createdAt, body: '' }, ...edits].reverse();
}
