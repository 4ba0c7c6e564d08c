import { MOST_TESTED_TOGETHER } from '../../analysis/lifetimes/alike-tests.js';
import type { Group } from '../../analysis/lifetimes/analyse.js';
import { UsageError } from '../../errors.js';
import { formatCount } from '../../report/text/format.js';
import { printable } from '../../printable.js';
import { CodedColumn, type FirstMet } from './coded-column.js';
import { meaningsOf } from './events.js';
import { groupRows } from './group-rows.js';
import { isMissing, type DecimalMark } from './numbers.js';
import { TimeColumn } from './time-column.js';

/** What the columns of a file mean, and how to read them where that is ambiguous. */
export interface Columns {
  readonly time: string;
  readonly event: string;
  /** Absent: all lifetimes belong to one group. */
  readonly by?: string;
  /** Absent: detected from the header. */
  readonly separator?: string;
  /** Absent: detected from the times. */
  readonly decimal?: DecimalMark;
  /** The values of the event column that mean failed; empty: 1 or a word that says it. */
  readonly eventValue?: readonly string[];
  /** Absent: a line without a time, an event or a group is refused. */
  readonly na?: 'drop';
}

/** Lifetimes by group, and how they were read. */
export interface Lifetimes {
  /** In order of name, with numbers in names ordered by value. */
  readonly groups: readonly Group[];
  /** The values that meant that something failed. */
  readonly failedWhere: readonly string[];
  /** What was unusual about the file, in words. */
  readonly said: readonly string[];
}

/** A column that each line must have: its index, and what it is. */
type Needed = readonly [place: number, what: keyof typeof WITHOUT];

/** What is wrong with a line where one of these is missing. */
const WITHOUT = {
  time: 'is not a number',
  event: 'is neither 0 (censored) nor 1 (failed)',
  group: 'is missing',
};

/** The name of the only group, when no column tells groups apart. */
const EVERYTHING = 'all';
const MOST_EVENTS = 255;
const MOST_SHOWN = 5;
/** A life table of this many takes about 2 GiB. */
const MOST_LIFETIMES = 20_000_000;

/** The index of a column, which must occur exactly once. */
const placeOf = (header: readonly string[], column: string): number => {
  const places = header.filter((name) => name === column).length;
  if (places === 1) return header.indexOf(column);
  const problem = places === 0 ? 'has no column' : 'has more than one column';
  const names = header.map((name) => printable(name)).join(', ');
  throw new UsageError(`${problem} '${printable(column)}'; it has: ${names}`);
};

const withoutEmptyEnd = (fields: readonly string[]): readonly string[] =>
  fields.slice(0, fields.findLastIndex((field) => field !== '') + 1);

const lines = (count: number, what: string): readonly string[] =>
  count === 0 ? [] : [`${formatCount(count)} ${count === 1 ? 'line' : 'lines'} ${what}`];

/** What the values were taken to mean, if they are not 0 and 1. */
const describeMeanings = (
  values: readonly FirstMet[],
  meanings: readonly boolean[],
): readonly string[] => {
  if (values.every(({ text }, code) => Number(text) === Number(meanings[code])))
    return [];
  return [true, false].flatMap((wanted) => {
    const meant = values
      .filter((_, code) => meanings[code] === wanted)
      .slice(0, MOST_SHOWN);
    const shown = meant.map(({ text }) => `'${printable(text)}'`).join(', ');
    return shown === '' ? [] : [`${shown} taken for ${wanted ? 'failed' : 'censored'}`];
  });
};

/** Takes the lines of a file below its header, one by one. */
export class LifetimeRows {
  private readonly times = new TimeColumn();
  private readonly events: CodedColumn;
  private readonly groups: CodedColumn;
  private readonly needed: readonly Needed[];
  private readonly named: number;
  private rows = 0;
  private blank = 0;
  private dropped = 0;

  /** @throws UsageError when the header does not have each column exactly once */
  constructor(
    header: readonly string[],
    private readonly columns: Columns,
  ) {
    const { time, event, by } = columns;
    const names = withoutEmptyEnd(header);
    this.named = names.length;
    this.needed = [
      [placeOf(names, time), 'time'],
      [placeOf(names, event), 'event'],
      ...(by === undefined ? [] : ([[placeOf(names, by), 'group']] as const)),
    ];
    this.events = new CodedColumn(
      MOST_EVENTS,
      `'${printable(event)}' has more than ${MOST_EVENTS} different values; --event names ` +
        'the column that says whether something failed',
    );
    const most = formatCount(MOST_TESTED_TOGETHER);
    this.groups = new CodedColumn(
      MOST_TESTED_TOGETHER,
      `'${printable(by ?? '')}' has more than ${most} groups, too many to compare; --by ` +
        'names a column with fewer values',
    );
  }

  /** @throws UsageError that says what is wrong with the line */
  take(fields: readonly string[], line: number): void {
    const values = withoutEmptyEnd(fields);
    if (values.length === 0) {
      this.blank += 1;
      return;
    }
    if (values.length > this.named) {
      throw new UsageError(
        `:${line} has ${values.length} fields where the header has ${this.named}; ` +
          '--separator says what is between them, and commas in numbers want quotes',
      );
    }
    const [time = '', event = '', group = EVERYTHING] = this.needed.map(
      ([place]) => values[place] ?? '',
    );
    const missing = this.needed.find(([place]) => isMissing(values[place] ?? ''));
    if (missing) {
      this.dropOrRefuse(this.describeMissing(missing, fields, line));
      return;
    }
    if (this.rows === MOST_LIFETIMES) {
      const most = formatCount(MOST_LIFETIMES);
      throw new UsageError(` has more than ${most} lines; take a sample of them`);
    }
    this.times.push(time, line);
    this.events.push(event, line);
    if (group.includes('\ufffd')) {
      throw new UsageError(
        `:${line} group '${printable(group)}' is not UTF-8 as the lines before; ` +
          'save the file as UTF-8',
      );
    }
    this.groups.push(group, line);
    this.rows += 1;
  }

  private dropOrRefuse(problem: string): void {
    if (this.columns.na !== 'drop') {
      throw new UsageError(`${problem}; --na drop leaves such lines out`);
    }
    this.dropped += 1;
  }

  private describeMissing(
    [place, what]: Needed,
    fields: readonly string[],
    line: number,
  ): string {
    const text = fields[place];
    if (text === undefined) {
      return ` is not valid CSV: ${fields.length} of ${this.named} fields on line ${line}`;
    }
    return `:${line} ${what} '${printable(text)}' ${WITHOUT[what]}`;
  }

  /**
   * The lifetimes of all lines.
   *
   * @param separator - between their fields
   * @throws UsageError when there are too few lines, or they may mean several things
   */
  finish(separator: string): Lifetimes {
    const { decimal, eventValue = [] } = this.columns;
    const whole = this.needed.map(([, what]) => what).join(' or ');
    if (this.rows === 0) {
      throw new UsageError(
        this.dropped > 0 ? ' has no complete line' : ' has no lines after its header',
      );
    }
    const times = this.times.finish(separator, decimal);
    const meanings = meaningsOf(this.events.texts, eventValue);
    const failedWhere = this.events.texts
      .filter((_, code) => meanings[code])
      .map(({ text }) => text);
    return {
      groups: groupRows(
        { count: this.rows, groups: this.groups, events: this.events, timeAt: times.at },
        meanings,
      ),
      failedWhere,
      said: [
        ...(times.said === undefined ? [] : [times.said]),
        ...describeMeanings(this.events.texts, meanings),
        ...lines(this.blank, 'that are blank passed over'),
        ...lines(this.dropped, `without ${whole} left out`),
      ],
    };
  }
}
