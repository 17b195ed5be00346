import type { GitHub } from '../github/client.ts';
import type { PolicyFiles } from '../policy/files.ts';
import type { ActionInputs } from './inputs.ts';

/** Policies of other repositories; without a token to ask with there is no way to read them. */
export type RemotePolicies = Pick<PolicyFiles, 'readRemote'>;

type Access = {
  readonly inputs: Pick<ActionInputs, 'policyToken'>;
  /** GitHub as `policy-token` sees it, else as `token`; null with neither. */
  readonly central: (() => Promise<GitHub>) | null;
};

/** Reads policies of other repositories, each once a run. Its code is loaded when the first is asked for. */
export function remotePoliciesOf({ inputs, central }: Access): RemotePolicies {
  if (central === null) return {};
  const remedyFor = inputs.policyToken === null ? remedyForToken : remedyForPolicyToken;
  let reader: Promise<Required<RemotePolicies>> | null = null;
  const start = async (): Promise<Required<RemotePolicies>> => {
    const [{ remotePolicies }, github] = await Promise.all([import('../github/trusted-files.ts'), central()]);
    return remotePolicies(github, { remedyFor });
  };
  return {
    readRemote: async (reference) => {
      reader ??= start();
      return await (await reader).readRemote(reference);
    },
  };
}

function remedyForPolicyToken(repository: string): string {
  return `let the token of the input \`policy-token\` read ${repository}: it needs \`contents: read\` there`;
}

function remedyForToken(repository: string): string {
  return `give the input \`policy-token\` a token with \`contents: read\` on ${repository}: \`token\`, which was used, cannot read it`;
}
