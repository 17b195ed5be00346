import type { FileKind } from './facts.ts';

/** What makes a file be of a kind: any of the lists may name it. */
export type KindRule = {
  readonly kind: FileKind;
  /** Whole file names, in lower case. */
  readonly names?: ReadonlySet<string>;
  /** In lower case, without the dot; of `a.pb.go` both `pb.go` and `go` count. */
  readonly extensions?: ReadonlySet<string>;
  /** Names of directories above the file, in lower case. */
  readonly directories?: ReadonlySet<string>;
  /** Over the path as it is written. */
  readonly patterns?: readonly RegExp[];
  /** The extension counts only in one of the directories, and the directory only with one of the extensions. */
  readonly both?: true;
};

/** The set of the words of a text. */
export function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
