import { UsageError } from '../../errors.js';
import { GrowingColumn } from './growing-column.js';

/** A text and the line where it first occurs. */
export interface FirstMet {
  readonly text: string;
  readonly line: number;
}

/** The texts of a column: each distinct text once, and which of them is in each row. */
export class CodedColumn {
  /** In order of first occurrence. */
  readonly texts: FirstMet[] = [];
  private readonly codes = new Map<string, number>();
  private readonly rows = new GrowingColumn((n) => new Uint16Array(n));

  /**
   * @param most - the most distinct texts it may have, at most 65,536
   * @param tooMany - the problem to report when the column has more
   */
  constructor(
    private readonly most: number,
    private readonly tooMany: string,
  ) {}

  /** @throws UsageError for one distinct text too many */
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

  /** The index in `texts` of the text in a row. */
  at(row: number): number {
    return this.rows.at(row);
  }
}
