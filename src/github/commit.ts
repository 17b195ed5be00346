import { isBotLogin, sameLogin } from './actor.ts';

type GitActor = { readonly email: string | null; readonly user: { readonly login: string } | null };

/** A commit as `commitText` asks for it. */
export type GraphCommit = {
  readonly oid: string;
  readonly message: string;
  readonly authors: {
    readonly nodes: readonly (GitActor | null)[] | null;
    readonly pageInfo: { readonly hasNextPage: boolean };
  };
  readonly committer: GitActor | null;
  readonly signature: {
    readonly isValid: boolean;
    readonly wasSignedByGitHub: boolean;
    readonly signer: { readonly login: string } | null;
  } | null;
};

/** The most co-authors that one commit is asked for. */
export const mostAuthors = 50;

/** What is asked of a commit. Its authors are the author and those whom the message names as co-authors. */
export const commitText = `oid message
  authors(first: ${mostAuthors}) { nodes { email user { login } } pageInfo { hasNextPage } }
  committer { email user { login } }
  signature { isValid wasSignedByGitHub signer { login } }`;

/** Who wrote a commit, co-authors too: logins where GitHub knows them, otherwise addresses. */
export function writersOf({ authors, message }: GraphCommit): readonly string[] {
  const known = (authors.nodes ?? []).filter((author) => author !== null);
  const addresses = new Set(known.map(({ email }) => email?.toLowerCase()));
  const others = trailers(message).filter((address) => !addresses.has(address.toLowerCase()));
  return distinct([...known.flatMap(nameOf), ...others.map(loginOfAddress)]);
}

/** Who made a commit: its writers, and who committed it, unless that was GitHub itself. */
export function makersOf(commit: GraphCommit): readonly string[] {
  const { committer } = commit;
  return distinct([...writersOf(commit), ...(committer === null || isGitHub(committer) ? [] : nameOf(committer))]);
}

/** Whether a bot alone wrote the commit, which its valid signature proves; names in git prove nothing. */
export function isOfBot({ signature, ...commit }: GraphCommit, bot: string): boolean {
  if (!isBotLogin(bot) || signature === null || !signature.isValid) return false;
  const isSignedForIt =
    signature.wasSignedByGitHub || (signature.signer !== null && sameLogin(signature.signer.login, bot));
  return isSignedForIt && writersOf({ signature, ...commit }).every((writer) => sameLogin(writer, bot));
}

/** Whether GitHub itself made the commit, such as a merge in its own pages. */
export function isMadeByGitHub({ signature }: GraphCommit): boolean {
  return signature !== null && signature.isValid && signature.wasSignedByGitHub;
}

/** The first spelling of each name. */
export function distinct(names: readonly string[]): readonly string[] {
  const first = new Map<string, string>();
  for (const name of names) if (!first.has(name.toLowerCase())) first.set(name.toLowerCase(), name);
  return [...first.values()];
}

const ownAddress = 'noreply@github.com';

function isGitHub({ email, user }: GitActor): boolean {
  return user === null ? email === ownAddress : user.login === 'web-flow';
}

function nameOf({ email, user }: GitActor): readonly string[] {
  if (user !== null) return [user.login];
  return email === null || email === '' ? [] : [loginOfAddress(email)];
}

/** Addresses of the `Co-authored-by` lines, wherever in the message they stand. */
function trailers(message: string): readonly string[] {
  return message
    .split('\n')
    .filter((line) => line.trimStart().toLowerCase().startsWith('co-authored-by:'))
    .flatMap((line) => {
      const [start, end] = [line.lastIndexOf('<'), line.lastIndexOf('>')];
      return start >= 0 && end > start + 1 ? [line.slice(start + 1, end).trim()] : [];
    });
}

/** GitHub gives people addresses that tell their login. */
function loginOfAddress(address: string): string {
  return /^(?:\d+\+)?([a-z\d-]+(?:\[bot\])?)@users\.noreply\.github\.com$/i.exec(address)?.[1] ?? address;
}
