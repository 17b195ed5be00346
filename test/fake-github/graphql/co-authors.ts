export type CoAuthor = { readonly name: string; readonly email: string; readonly login: string | null };

/** Whom the `Co-authored-by` lines of a message name. Logins are known from GitHub's own addresses alone. */
export function coAuthorsOf(message: string): CoAuthor[] {
  return [...message.matchAll(/^co-authored-by:\s*(.*?)\s*<([^>]+)>\s*$/gim)].map(([, name = '', email = '']) => ({
    name,
    email,
    login: /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/i.exec(email)?.[1] ?? null,
  }));
}
