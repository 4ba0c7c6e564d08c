/** Told, in a few words, what is being done right now: a file that is compiled, say. */
export type ReportDetail = (detail: string) => void;

/** Who follows a long piece of work: is told how it gets on, and may end it. */
export interface Progress {
  readonly onProgress: ReportDetail;
  /** Aborting it ends the work and everything it has started. */
  readonly signal?: AbortSignal | undefined;
}
