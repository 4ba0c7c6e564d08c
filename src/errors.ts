/**
 * The failures of a command that its user can do something about. Each carries the exit
 * code the command line promises for it; anything else that is thrown is a defect of the
 * lab and exits 1 with its stack.
 */
export abstract class LabError extends Error {
  abstract readonly exitCode: number;

  override get name(): string {
    return this.constructor.name;
  }
}

/** The command line asked for something that does not exist or cannot be: exit 2. */
export class UsageError extends LabError {
  readonly exitCode = 2;
}

/** A compiler, a fixture or the runner library could not be obtained or built: exit 3. */
export class ToolchainError extends LabError {
  readonly exitCode = 3;
}

/** The machine refused what any command needs: files, memory, a folder. Exit 3. */
export class MachineError extends LabError {
  readonly exitCode = 3;
}

/**
 * A trial ran but could not be recorded: exit 4. What was recorded before stays whole.
 */
export class RecordingError extends LabError {
  readonly exitCode = 4;
}

/**
 * `table --check` or `report --check` found a file that the records do not give: exit 1.
 */
export class StaleFile extends LabError {
  readonly exitCode = 1;
}

/** The user pressed Ctrl-C, or the lab was told to terminate: exit 130. */
export class Interrupted extends LabError {
  readonly exitCode = 130;

  constructor() {
    super('interrupted; what was recorded stays recorded');
  }
}

/** The text of anything that can be thrown. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
