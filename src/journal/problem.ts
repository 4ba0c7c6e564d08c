/** Something on disk that was passed over, and why. */
export interface Problem {
  readonly file: string;
  readonly line?: number;
  readonly reason: string;
}
