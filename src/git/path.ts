const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * A path as people see it, from its bytes, one character each. Bytes that are not UTF-8 are shown as `\xE9`, and
 * backslashes of such a path are doubled, so that no byte is lost.
 */
export function readPath(stored: string): string {
  if (!/[\u0080-\u00ff]/.test(stored)) return stored;
  const bytes = Buffer.from(stored, 'latin1');
  try {
    return decoder.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return stored.replaceAll('\\', '\\\\').replace(/[\u0080-\u00ff]/g, escapeByte);
  }
}

function escapeByte(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
