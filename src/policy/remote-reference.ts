import type { RemoteReference } from './files.ts';

const form = /^([\w.-]+)\/([\w.-]+)\/\/([^@]+)@([^\s@]+)$/;

/** What `owner/repo//path@ref` means; null for what is written otherwise. */
export function parseRemoteReference(text: string): RemoteReference | null {
  const [whole, owner, repository, path, ref] = form.exec(text) ?? [];
  return whole !== undefined && owner && repository && path && ref ? { text, owner, repository, path, ref } : null;
}
