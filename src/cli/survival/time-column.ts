import { UsageError } from '../../errors.js';
import { printable } from '../../report/text/format.js';
import { GrowingColumn } from './growing-column.js';
import { readNumber, type DecimalMark } from './numbers.js';

/** A value, and where it stands. */
interface Place {
  readonly text: string;
  readonly line: number;
}

/** Times read, and what was made of their marks. */
export interface ReadTimes {
  readonly at: (row: number) => number;
  /** Nothing where no mark had to be told from another. */
  readonly said: string | undefined;
}

type Times = GrowingColumn<Float64Array>;

const shown = ({ text }: Place): string => `'${printable(text)}'`;

/**
 * Times as they are read, with either decimal mark: which it is shows in all of them
 * together. The second reading is kept from where it first differs.
 */
export class TimeColumn {
  private readonly byPoint: Times = new GrowingColumn((n) => new Float64Array(n));
  private byComma: Times | undefined;
  /** Where the first stands that is no number by one mark, and one that is by both. */
  private noPoint: Place | undefined;
  private noComma: Place | undefined;
  private either: Place | undefined;
  /** Whether a comma stands in any. */
  private hasComma = false;

  /**
   * @throws UsageError for what is no time, whichever mark it has
   */
  push(text: string, line: number): void {
    const [point, comma] = [readNumber(text, 'point'), readNumber(text, 'comma')];
    const place = { text, line };
    const problem = Number.isNaN(point) && Number.isNaN(comma) ? 'is not a number' : '';
    const isNegative = point < 0 || comma < 0;
    const isTooLarge = point === Infinity || comma === Infinity;
    const wrong =
      problem || (isNegative ? 'is negative' : '') || (isTooLarge ? 'is too large' : '');
    if (wrong) throw new UsageError(`:${line} time ${shown(place)} ${wrong}`);
    if (Number.isNaN(point)) this.noPoint ??= place;
    else if (Number.isNaN(comma)) this.noComma ??= place;
    else if (point !== comma) this.either ??= place;
    this.hasComma ||= text.includes(',');
    if (point !== comma) this.byComma ??= this.byPoint.copy();
    this.byPoint.push(point);
    this.byComma?.push(comma);
  }

  private read(mark: DecimalMark): ReadTimes {
    const times = mark === 'comma' ? (this.byComma ?? this.byPoint) : this.byPoint;
    const said =
      mark === 'comma' ? 'decimal commas' : this.hasComma && 'commas between thousands';
    return { at: (row) => times.at(row), said: said || undefined };
  }

  /** Which mark all times can have; where both, a comma that separates fields, or a point
   * where nothing but it was met, leaves no doubt. */
  private markBy(separator: string): DecimalMark {
    const { noPoint, noComma, either } = this;
    if (noPoint && noComma) {
      throw new UsageError(
        `:${noPoint.line} time ${shown(noPoint)} has a decimal comma, but that of line ` +
          `${noComma.line}, ${shown(noComma)}, a decimal point`,
      );
    }
    if (noPoint) return 'comma';
    const isSure =
      noComma ?? (!either || separator === ',' || (separator !== ';' && !this.hasComma));
    if (isSure) return 'point';
    throw new UsageError(
      `:${either?.line} time ${either ? shown(either) : ''} may have thousands or ` +
        'decimals after its mark; --decimal comma or --decimal point says which',
    );
  }

  /**
   * The times, once all are there.
   *
   * @param separator - between the fields, which tells where nothing else does
   * @param decimal - if it was said
   * @throws UsageError where the mark is open, or is another than was said
   */
  finish(separator: string, decimal: DecimalMark | undefined): ReadTimes {
    const mark = decimal ?? this.markBy(separator);
    const wrong = mark === 'comma' ? this.noComma : this.noPoint;
    if (wrong) {
      throw new UsageError(
        `:${wrong.line} time ${shown(wrong)} is not a number with --decimal ${mark}`,
      );
    }
    return this.read(mark);
  }
}
