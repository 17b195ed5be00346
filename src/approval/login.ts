/** One spelling of a login: GitHub tells no upper case from lower. */
export function loginOf(name: string): string {
  return name.trim().replace(/^@/u, '').toLowerCase();
}
