/** How long something lasted; what is censored did not fail until then. */
export interface Lifetime {
  readonly time: number;
  readonly failed: boolean;
}
