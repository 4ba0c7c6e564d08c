/** What a long piece of work is given by whoever asked for it. */
export interface Work {
  /** Told, in a few words, what is being done right now. */
  readonly onProgress: (detail: string) => void;
  /** Aborting it ends the work and everything it has started. */
  readonly signal?: AbortSignal | undefined;
}
