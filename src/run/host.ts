import type { ReportDetail } from '../toolchain/progress.js';

/** Whoever asked for a run, who may end it and is told of its progress. */
export interface Host {
  /** Aborted when the run is to end. */
  readonly signal: AbortSignal;
  /**
   * Shows one step while `work` runs.
   *
   * @param conclude - what to call the step once it is done, from its result
   * @returns what `work` resolves to; its error is passed on
   */
  readonly step: <T>(
    title: string,
    work: (report: ReportDetail) => Promise<T>,
    conclude?: (result: T) => string,
  ) => Promise<T>;
  /** Warns in one line. */
  readonly warn: (text: string) => void;
}
