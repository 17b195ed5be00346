import type { PolicyFiles } from '../policy/files.ts';
import type { World } from './world.ts';

type RemotePolicies = Pick<PolicyFiles, 'readRemote'>;

/** Policies of other repositories, read from GitHub with the token of the environment; without one there is no way to. */
export function remotePoliciesOf({ env }: Pick<World, 'env'>): RemotePolicies {
  const token = [env['GITHUB_TOKEN'], env['GH_TOKEN']].find((text) => text !== undefined && text !== '');
  if (token === undefined) return {};
  const apiUrl = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  let reader: Promise<Required<RemotePolicies>> | null = null;
  return {
    readRemote: async (reference) => {
      reader ??= readerWith(token, apiUrl);
      return await (await reader).readRemote(reference);
    },
  };
}

/** Its code is loaded when the first policy is asked for. */
async function readerWith(token: string, apiUrl: string): Promise<Required<RemotePolicies>> {
  const [{ connect }, { remotePolicies }] = await Promise.all([
    import('../github/client.ts'),
    import('../github/trusted-files.ts'),
  ]);
  return remotePolicies(connect({ token, apiUrl }), { remedyFor });
}

function remedyFor(repository: string): string {
  return `set \`GITHUB_TOKEN\` to a token that may read ${repository}`;
}
