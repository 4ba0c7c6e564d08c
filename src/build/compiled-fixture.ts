/** A fixture compiled for one subject. */
export interface Fixture {
  readonly executable: string;
  /**
   * A hash of its sources, flags and compiler. Trials of different builds are not pooled.
   */
  readonly hash: string;
}
