import type { ChangedFile } from '../change/facts.ts';

/** A file, and where it was if it was moved: moving a file touches both places, copying it only the new one. */
export type TouchedFile = {
  readonly file: ChangedFile;
  readonly path: string;
  readonly movedFrom: string | null;
  /** Its place in the list of files. */
  readonly index: number;
};

/** The files that are or were below a folder; those in its folders are told apart when somebody asks for one of them. */
export type Folder = {
  readonly path: string;
  readonly files: TouchedFile[];
  folders: ReadonlyMap<string, Folder> | null;
};

/** The folder that all files are in. */
export function rootFolder(files: readonly ChangedFile[]): Folder {
  return { path: '', files: files.map(touchedFile), folders: null };
}

/** The files below some folders like `src/api/`, each once and in the order of the list. */
export function filesBelow(root: Folder, paths: readonly string[]): readonly TouchedFile[] {
  if (paths.includes('')) return root.files;
  const found = new Set(paths.flatMap((path) => folderAt(root, path)?.files ?? []));
  return [...found].sort((one, other) => one.index - other.index);
}

function touchedFile(file: ChangedFile, index: number): TouchedFile {
  const { path, previousPath, status } = file;
  return { file, path, movedFrom: previousPath === undefined || status === 'copied' ? null : previousPath, index };
}

function folderAt(root: Folder, path: string): Folder | undefined {
  const names = path.split('/').slice(0, -1);
  return names.reduce<Folder | undefined>((folder, name) => folder && foldersIn(folder).get(name), root);
}

function foldersIn(folder: Folder): ReadonlyMap<string, Folder> {
  return (folder.folders ??= sorted(folder));
}

function sorted({ path: above, files }: Folder): ReadonlyMap<string, Folder> {
  const folders = new Map<string, Folder>();
  for (const file of files) {
    add(folders, nameBelow(above, file.path), { above, file });
    if (file.movedFrom !== null) add(folders, nameBelow(above, file.movedFrom), { above, file });
  }
  return folders;
}

/** The name of the folder in which a path goes on; null if it is a file there, or lies elsewhere. */
function nameBelow(above: string, path: string): string | null {
  const end = path.indexOf('/', above.length);
  return end !== -1 && path.startsWith(above) ? path.slice(above.length, end) : null;
}

type Found = { readonly above: string; readonly file: TouchedFile };

function add(folders: Map<string, Folder>, name: string | null, { above, file }: Found): void {
  if (name === null) return;
  const known = folders.get(name);
  if (known === undefined) folders.set(name, { path: `${above}${name}/`, files: [file], folders: null });
  // A file that was moved inside a folder is in it once.
  else if (known.files.at(-1) !== file) known.files.push(file);
}
