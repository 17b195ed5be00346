import type { Fact, ModelPast } from '../change/facts.ts';
import { isUnknown } from '../change/facts.ts';
import { marksFolder, pastFromMarks } from '../decision/model-mark.ts';
import type { GitHub } from './client.ts';
import type { Ledger } from './ledger-branch.ts';
import { pathIn } from './ledger-branch.ts';
import { ask, literal, partOf } from './query.ts';

type Folder = {
  readonly entries?: readonly {
    readonly name: string;
    readonly object: { readonly entries?: readonly { readonly name: string }[] } | null;
  }[];
};

/** How past standard changes went, by what the ledger tells; one call, however many there are. */
export async function readModelPasts(github: GitHub, ledger: Ledger): Promise<Fact<readonly ModelPast[]>> {
  const operation = 'reading how past standard changes went';
  const expression = literal(`refs/heads/${ledger.branch}:${pathIn(ledger, marksFolder)}`);
  const tree = 'entries { name object { ... on Tree { entries { name } } } }';
  const text = `models: object(expression: ${expression}) { ... on Tree { ${tree} } }`;
  const reply = await ask(github, ledger.repository, { operation, text });
  if (isUnknown(reply)) return reply;
  const found = partOf<Folder>(reply, { path: ['repository', 'models'], operation, depth: 'all' });
  if (isUnknown(found)) return found;
  return (found?.entries ?? []).flatMap(({ name, object }) => {
    const names = (object?.entries ?? []).map((entry) => entry.name);
    return names.length === 0 ? [] : [pastFromMarks(name, names)];
  });
}
