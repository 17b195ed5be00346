/** What a Backstage reference like `component:default/ledger` names. */
export type EntityRef = { readonly kind: string; readonly name: string };

const form = /^(?:([A-Za-z][\w.-]*):)?(?:([\w.-]+)\/)?([A-Za-z0-9][\w.-]*)$/;

/** Reads a reference, kind and name in lower case; where it says no kind, the one that is meant there. Null: it is none. */
export function readRef(text: string, defaultKind: string): EntityRef | null {
  const [whole, kind = defaultKind, , name = ''] = form.exec(text.trim()) ?? [];
  return whole === undefined ? null : { kind: kind.toLowerCase(), name: name.toLowerCase() };
}

/** A reference to an owner as people say it: without what goes without saying. */
export function ownerInShort(text: string): string {
  return text
    .trim()
    .replace(/^group:/iu, '')
    .replace(/^((?:user:)?)default\//iu, '$1');
}

/** The id by which rules name a Backstage entity: its name in lower case, with dashes for what an id cannot hold. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
}
