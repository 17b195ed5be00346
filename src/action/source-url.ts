import type { GateEvent } from './event.ts';

type Place = {
  readonly serverUrl: string;
  readonly event: Pick<GateEvent, 'owner' | 'repository'>;
  /** The commit that the policy was read from. */
  readonly sha: string;
};

/** Gives the address of a rule's place `file:line` on the web; null for policies that are not of this repository. */
export function sourceUrls({ serverUrl, event, sha }: Place): (source: string) => string | null {
  return (source) => {
    const [, file = '', line = ''] = /^(.+):(\d+)$/u.exec(source) ?? [];
    // A shipped policy is `change-gate:name.yml`, one of another repository `owner/name//path@ref`.
    if (file === '' || /^change-gate:|\/\//u.test(file)) return null;
    const path = file.split('/').map(encodeURIComponent).join('/');
    return `${serverUrl}/${event.owner}/${event.repository}/blob/${sha}/${path}#L${line}`;
  };
}
