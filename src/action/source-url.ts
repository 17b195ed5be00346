import type { Policy } from '../policy/policy.ts';
import { parseRemoteReference } from '../policy/remote-reference.ts';
import type { GateEvent } from './event.ts';

type Place = {
  readonly serverUrl: string;
  readonly event: Pick<GateEvent, 'owner' | 'repository'>;
  /** The commit that the policy was read from. */
  readonly sha: string;
};

/** Where a rule's place `file:line` can be read on the web; null where it cannot. */
export type SourceUrl = (source: string) => string | null;

/** The addresses of the rules of one policy. */
export type SourceUrls = (policy: Pick<Policy, 'files'>) => SourceUrl;

/** Gives the addresses of rules: in the commit that the policy was read from, or in the one that a reference meant. */
export function sourceUrls({ serverUrl, event, sha }: Place): SourceUrls {
  return ({ files }) => {
    const commits = new Map(files.map(({ path, ref }) => [path, ref]));
    return (source) => {
      const [, file = '', line = ''] = /^(.+):(\d+)$/u.exec(source) ?? [];
      // A shipped policy is `change-gate:name.yml`.
      if (file === '' || file.startsWith('change-gate:')) return null;
      const remote = parseRemoteReference(file);
      const { owner, repository } = remote ?? event;
      const commit = remote === null ? sha : (commits.get(file) ?? remote.ref);
      return `${serverUrl}/${owner}/${repository}/blob/${encoded(commit)}/${encoded(remote?.path ?? file)}#L${line}`;
    };
  };
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
