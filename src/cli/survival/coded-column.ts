import { UsageError } from '../../errors.js';
import { GrowingColumn } from './growing-column.js';

/** A text, and the line where it was met first. */
export interface FirstMet {
  readonly text: string;
  readonly line: number;
}

/** What stands in a column: each different text once, and which of them is in each row. */
export class CodedColumn {
  /** In the order they were met. */
  readonly texts: FirstMet[] = [];
  private readonly codes = new Map<string, number>();
  private readonly rows = new GrowingColumn((n) => new Uint16Array(n));

  /**
   * @param most - different texts, 65,536 at the most
   * @param tooMany - what is wrong with the column when it has more
   */
  constructor(
    private readonly most: number,
    private readonly tooMany: string,
  ) {}

  /** @throws UsageError for one different text too many */
  push(text: string, line: number): void {
    let code = this.codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      if (code === this.most) throw new UsageError(`:${line} ${this.tooMany}`);
      this.codes.set(text, code);
      this.texts.push({ text, line });
    }
    this.rows.push(code);
  }

  /** The place, among the texts, of the one in a row. */
  at(row: number): number {
    return this.rows.at(row);
  }
}
