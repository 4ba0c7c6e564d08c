import type { Problem } from './problem.js';

/** Of a file in which every line is wrong, as many are named. */
const MOST_NAMED = 100;

/** Takes what is wrong with the lines of one file, in their order. */
export class WrongLines {
  readonly #file: string;
  readonly #problems: Problem[];
  #found = 0;
  #last = 0;
  /** Wrong lines one below the other: where the last such series begins, and what was
   * known before it. */
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
   * The file cannot be read from some line on. What is wrong with those right before it
   * comes of the same damage and is not named as well.
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
