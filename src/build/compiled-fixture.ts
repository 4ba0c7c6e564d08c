/** A fixture compiled for one subject. */
export interface Fixture {
  readonly executable: string;
  /** Of its sources, flags and compiler: trials of different builds are not pooled. */
  readonly hash: string;
}
