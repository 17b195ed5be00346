/** What is wrong with the address of a server that is to be asked, in words; null if nothing is. */
export function checkAddress(text: string): string | null {
  if (!URL.canParse(text)) return `\`${text}\` is no address like \`https://slo.example.com/budgets\``;
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url))) {
    return `\`${url.protocol}//\` can be read and changed on the way; \`https://\` cannot`;
  }
  if (url.username !== '' || url.password !== '')
    return 'an address with a user name or password in it tells it to everybody';
  return url.hash === '' ? null : 'what follows `#` in an address is never sent';
}

/** Whether an address names the machine that asks, which nothing that is sent there leaves. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
