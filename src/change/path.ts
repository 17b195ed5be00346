/** The last part of a path. */
export function baseNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The directory of a path; empty at the root. */
export function directoryOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** The names of the directories above a file, outermost first. */
export function directoriesOf(path: string): readonly string[] {
  const directory = directoryOf(path);
  return directory === '' ? [] : directory.split('/');
}

/** The first two directories of a path: the part of the system that it belongs to; empty at the root. */
export function subsystemOf(path: string): string {
  const first = path.indexOf('/');
  if (first === -1) return '';
  const second = path.indexOf('/', first + 1);
  return path.slice(0, second === -1 ? first : second);
}

/** Every extension of a file name, the longest first and without the leading dot: `pb.go`, `go`. */
export function extensionsOf(name: string): readonly string[] {
  return name
    .split('.')
    .slice(1)
    .map((_, index, parts) => parts.slice(index).join('.'));
}
