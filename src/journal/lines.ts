/** A line of a file. */
export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Without its end; nothing when the line is longer than allowed. */
  readonly text: string | undefined;
  /** False for what follows the last newline of a file. */
  readonly isWhole: boolean;
}

const NEWLINE = 0x0a;

/** Assembles lines from the pieces that a file is read in, and keeps at most one line. */
class LineSplitter {
  readonly #mostBytes: number;
  #pieces: Buffer[] = [];
  #bytes = 0;
  #number = 1;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The lines that end in the next chunk. */
  add(chunk: Buffer): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end < 0) break;
      this.#keep(chunk.subarray(start, end));
      lines.push(this.#take(true));
      start = end + 1;
    }
    this.#keep(chunk.subarray(start));
    return lines;
  }

  /** What is left when there are no more chunks. */
  rest(): readonly Line[] {
    return this.#bytes > 0 ? [this.#take(false)] : [];
  }

  #keep(piece: Buffer): void {
    this.#bytes += piece.length;
    if (this.#bytes > this.#mostBytes) this.#pieces = [];
    else if (piece.length > 0) this.#pieces.push(piece);
  }

  #take(isWhole: boolean): Line {
    const [first = Buffer.alloc(0), ...others] = this.#pieces;
    const whole = others.length === 0 ? first : Buffer.concat([first, ...others]);
    const text = this.#bytes > this.#mostBytes ? undefined : whole.toString('utf8');
    this.#pieces = [];
    this.#bytes = 0;
    return { number: this.#number++, text, isWhole };
  }
}

/**
 * Splits the chunks that a file is read in into lines. No more of the file is in memory
 * than one chunk and one line.
 *
 * @param mostBytes - of a line that is longer, only its existence is known
 * @returns the lines that each chunk ends; throws what the chunks throw
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  mostBytes: number,
): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(mostBytes);
  for await (const chunk of chunks) yield splitter.add(chunk);
  yield splitter.rest();
}
