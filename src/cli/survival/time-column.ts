import { UsageError } from '../../errors.js';
import { printable } from '../../printable.js';
import { GrowingColumn } from './growing-column.js';
import { readNumber, type DecimalMark } from './numbers.js';

/** A value and its line. */
interface Place {
  readonly text: string;
  readonly line: number;
}

/** The times read, and how their decimal marks were read. */
export interface ReadTimes {
  readonly at: (row: number) => number;
  /** Nothing if there was no mark to interpret. */
  readonly said: string | undefined;
}

type Times = GrowingColumn<Float64Array>;

const shown = ({ text }: Place): string => `'${printable(text)}'`;

/**
 * Times as they are read, with either decimal mark. Which mark it is shows only in all of
 * them together, so a second reading is kept from where it first differs.
 */
export class TimeColumn {
  private readonly byPoint: Times = new GrowingColumn((n) => new Float64Array(n));
  private byComma: Times | undefined;
  /**
   * The first time that is no number with a decimal point, the first that is none with a
   * decimal comma, and the first that is a different number with each.
   */
  private noPoint: Place | undefined;
  private noComma: Place | undefined;
  private either: Place | undefined;
  /** Whether any time contains a comma. */
  private hasComma = false;

  /** @throws UsageError for text that is no time with either mark */
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

  /** The mark that all times can have. If they can have both, it is a point when commas
   * separate the fields, or when points are the only marks that occur. */
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
   * The times, once all have been pushed.
   *
   * @param separator - between the fields; it decides when nothing else does
   * @param decimal - the mark, if the user named one
   * @throws UsageError when the mark is ambiguous, or is not the one named
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
