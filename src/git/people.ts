import type { Person } from './log.ts';

/** Groups of names and addresses that belong to one person. */
export interface People {
  /** Learns that a name and an address are one person's, and gives a key for them. */
  meet(person: Person): string;
  /** The same for all keys of one person; final only when everybody was met. */
  identify(key: string): string;
}

/** Names and addresses that many people share, and that therefore join nobody. */
const shared = new Set(
  ['', 'root', 'unknown', 'nobody', 'user', 'admin', 'ubuntu', 'git', 'your name', 'you@example.com', 'root@localhost']
    .concat(['noreply@github.com', 'none@none', 'user@example.com', '(no author)', 'no author', 'github'])
    .map((word) => word.toLowerCase()),
);

/** People are told apart by name and address; who shares either with somebody is that person. */
export function people(): People {
  const above = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let up = above.get(root); up !== undefined; up = above.get(root)) root = up;
    if (root !== node) above.set(node, root);
    return root;
  };
  return {
    identify: rootOf,
    meet({ name, mail }) {
      const [byName, byMail] = [`n:${name.trim().toLowerCase()}`, `m:${mail.trim().toLowerCase()}`];
      if (shared.has(byName.slice(2))) return shared.has(byMail.slice(2)) ? `${byName} ${byMail}` : byMail;
      if (shared.has(byMail.slice(2))) return byName;
      const [one, other] = [rootOf(byName), rootOf(byMail)];
      if (one !== other) above.set(one, other);
      return byMail;
    },
  };
}
