/**
 * Is told in a few words what is being done now, such as which file is being compiled.
 */
export type ReportDetail = (detail: string) => void;

/** The observer of a long piece of work, who is told of its progress and may end it. */
export interface Progress {
  readonly onProgress: ReportDetail;
  /** Aborting it ends the work and everything it has started. */
  readonly signal?: AbortSignal | undefined;
}
