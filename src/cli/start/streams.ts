import process from 'node:process';

const EXIT_NOT_WRITTEN = 4;

const endUnwritten = (error: NodeJS.ErrnoException): void => {
  process.once('exit', (code) => {
    if (code === 0) process.exitCode = EXIT_NOT_WRITTEN;
  });
  process.stderr.write(
    `preempt-lab: standard output could not be written: ${error.message}\n`,
  );
};

/**
 * Keeps a standard stream that cannot be written to from ending the process. A reader
 * that stops early, such as head(1), is no error. Other failures of standard output make
 * the command exit with 4. Failures of standard error are ignored. The command goes on
 * all the same: a run has trials to record.
 */
export const surviveStreams = (): void => {
  let told = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || told) return;
    told = true;
    endUnwritten(error);
  });
  process.stderr.on('error', () => undefined);
};
