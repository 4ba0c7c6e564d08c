import type { Problem } from './problem.js';

/** The most problems named for one file, even if every line is wrong. */
const MOST_NAMED = 100;

/** Collects what is wrong with the lines of one file, in their order. */
export class WrongLines {
  readonly #file: string;
  readonly #problems: Problem[];
  #found = 0;
  #last = 0;
  /** The latest series of consecutive wrong lines: where it begins, and what was known
   * before it. */
  #series = { from: 0, found: 0, problems: 0 };

  /** @param problems - the first are added to it, and how many more there are */
  constructor(file: string, problems: Problem[]) {
    this.#file = file;
    this.#problems = problems;
  }

  add(line: number, reason: string): void {
    if (line !== this.#last + 1) {
      this.#series = { from: line, found: this.#found, problems: this.#problems.length };
    }
    this.#last = line;
    this.#found += 1;
    if (this.#found <= MOST_NAMED) {
      this.#problems.push({ file: this.#file, line, reason });
    }
  }

  /**
   * Reports that the file cannot be read from some line on. Problems of the lines right
   * before it come from the same damage and are not named as well.
   */
  unread(line: number, reason: string): void {
    const { from, found, problems } = this.#series;
    const isSeries = this.#found > 0 && line === this.#last + 1;
    if (isSeries) {
      this.#found = found;
      this.#problems.length = problems;
    }
    const first = isSeries ? from : line;
    this.#problems.push({ file: this.#file, ...(first > 1 && { line: first }), reason });
  }

  /** There are no more lines. */
  end(): void {
    const more = this.#found - MOST_NAMED;
    if (more > 0) {
      this.#problems.push({ file: this.#file, reason: `${more} more lines like these` });
    }
  }
}
