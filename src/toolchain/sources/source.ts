import type { Progress } from '../progress.js';

/** A place that a compiler's source can be downloaded from. */
export interface Source {
  /** What it is called in listings and messages. */
  readonly title: string;
  /** The programs it needs on PATH. */
  readonly commands: readonly string[];
  /**
   * Downloads the source into an empty folder.
   *
   * @returns the path of the tarball, which has not been verified
   * @throws {ToolchainError} when it cannot be obtained
   */
  readonly fetch: (folder: string, progress: Progress) => Promise<string>;
}
