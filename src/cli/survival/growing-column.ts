type Numbers = Float64Array | Uint16Array | Uint8Array;

const FIRST = 1024;

/**
 * A column of numbers that grows as they are pushed, in as little memory as they take.
 */
export class GrowingColumn<Column extends Numbers> {
  private used = 0;
  private room: Column;

  /** @param make - makes a column of a given length, all 0 */
  constructor(private readonly make: (length: number) => Column) {
    this.room = make(FIRST);
  }

  get length(): number {
    return this.used;
  }

  push(value: number): void {
    if (this.used === this.room.length) {
      const larger = this.make(2 * this.used);
      larger.set(this.room);
      this.room = larger;
    }
    this.room[this.used] = value;
    this.used += 1;
  }

  /** The number at an index, which must have been pushed. */
  at(place: number): number {
    return this.room[place] ?? NaN;
  }

  /** Another column with the same numbers. */
  copy(): GrowingColumn<Column> {
    const copied = new GrowingColumn(this.make);
    for (let place = 0; place < this.used; place += 1) copied.push(this.at(place));
    return copied;
  }
}
