/** A policy of another repository: `owner/repo//path@ref`. */
export type RemoteReference = {
  /** The reference as it was written. */
  readonly text: string;
  readonly owner: string;
  readonly repository: string;
  readonly path: string;
  readonly ref: string;
};

/** What a remote reference meant: the files at its path, and the commit that its ref named. */
export type RemotePolicy = {
  readonly commit: string;
  readonly files: readonly { readonly path: string; readonly content: Uint8Array }[];
};

/** Where policies are read from. Paths are those that the user knows, with `/`. */
export interface PolicyFiles {
  /** The content of a file; null if there is none at the path. */
  read(path: string): Promise<Uint8Array | null>;
  /** The names of the files in a folder; null if there is no folder at the path. */
  list(folder: string): Promise<readonly string[] | null>;
  /** The file, or the files of the folder, that a reference names; null if there is none. Absent: not possible here. */
  readRemote?(reference: RemoteReference): Promise<RemotePolicy | null>;
  /** The repository that is judged. Absent: there is none here. */
  readonly repository?: RepositoryFiles;
}

/** The files of the repository that is judged, by their paths from its root. */
export interface RepositoryFiles {
  /** The contents of files, in that order; null for one that is not there. */
  readAll(paths: readonly string[]): Promise<readonly (Uint8Array | null)[]>;
  /** The paths of the files in a folder and in the folders below it; of all files if it is empty. */
  pathsBelow(folder: string): Promise<readonly string[]>;
}
