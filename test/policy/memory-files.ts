import type { PolicyFiles, RemotePolicy } from '../../src/policy/files.ts';

type Contents = Readonly<Record<string, string | Uint8Array>>;

/** Policy files that are held in memory; `remote` maps references to what they mean. */
export function memoryFiles(contents: Contents, remote?: Readonly<Record<string, RemotePolicy>>): PolicyFiles {
  const local: PolicyFiles = {
    repository: {
      readAll: async (paths) => paths.map((path) => (contents[path] === undefined ? null : bytes(contents[path]))),
      pathsBelow: async (folder) =>
        Object.keys(contents).filter((path) => folder === '' || path.startsWith(`${folder}/`)),
    },
    read: async (path) => (contents[path] === undefined ? null : bytes(contents[path])),
    list: async (folder) => {
      const names = Object.keys(contents)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .filter((name) => !name.includes('/'));
      return names.length === 0 ? null : names;
    },
  };
  if (remote === undefined) return local;
  return { ...local, readRemote: async ({ text }) => remote[text] ?? null };
}

export function bytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
