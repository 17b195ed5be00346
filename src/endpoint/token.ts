/** What is sent to an address: a token, or none; or why nobody knows whether it may be. */
export type TokenChoice =
  | { readonly ok: true; readonly token: string | null }
  | { readonly ok: false; readonly reason: string };

type Given = {
  /** As somebody wrote it: one token, or lines of a host and its token. */
  readonly text: string | null;
  /** Every address that is asked. */
  readonly urls: readonly string[];
};

/** The token for an address. One that is not said to be for a host is shown to no more than one. */
export function tokenFor(url: string, { text, urls }: Given): TokenChoice {
  if (text === null) return { ok: true, token: null };
  const pairs = pairsIn(text);
  if (pairs !== null) return { ok: true, token: pairs.get(hostOf(url)) ?? null };
  const hosts = new Set(urls.map(hostOf));
  if (hosts.size === 1) return { ok: true, token: text.trim() };
  const reason = `${hosts.size} servers are asked, and the token does not say for which it is: write \`host token\`, a line for each`;
  return { ok: false, reason };
}

/** Every token in a text, to be kept secret. */
export function tokensIn(text: string): readonly string[] {
  return [...(pairsIn(text)?.values() ?? [text.trim()])];
}

function pairsIn(text: string): ReadonlyMap<string, string> | null {
  const lines = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/u))
    .filter(([first]) => first !== '');
  const pairs = lines.flatMap(([host, token, ...rest]) =>
    host === undefined || token === undefined || rest.length > 0 ? [] : [[host.toLowerCase(), token] as const],
  );
  return pairs.length === lines.length && pairs.length > 0 ? new Map(pairs) : null;
}

/** Host and port, as an address names them. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '';
}
