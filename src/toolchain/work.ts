/** Told, in a few words, what is being done right now: a file that is compiled, say. */
export type ReportDetail = (detail: string) => void;

/** What a long piece of work is given by whoever asked for it. */
export interface Work {
  readonly onProgress: ReportDetail;
  /** Aborting it ends the work and everything it has started. */
  readonly signal?: AbortSignal | undefined;
}
