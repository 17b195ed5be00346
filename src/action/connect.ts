import type { GitHub } from '../github/client.ts';

type Access = { readonly token: string | null; readonly apiUrl: string };

/** GitHub as the token sees it; null without a token. Its code is loaded, and the client made, when it is first called. */
export function connection({ token, apiUrl }: Access): (() => Promise<GitHub>) | null {
  if (token === null) return null;
  let client: Promise<GitHub> | null = null;
  return () => (client ??= connectWith(token, apiUrl));
}

async function connectWith(token: string, apiUrl: string): Promise<GitHub> {
  const [{ connect }, { useProxy }] = await Promise.all([import('../github/client.ts'), import('./proxy.ts')]);
  useProxy();
  return connect({ token, apiUrl });
}
