import { LabError, MachineError, messageOf } from '../../errors.js';
import { printableLines } from '../../printable.js';
import { limitOf } from '../../process-limits.js';

/** Advice about system errors, by their codes. */
const ADVICE: Readonly<Record<string, () => string>> = {
  EMFILE: () =>
    `this process may have ${limitOf('openFiles')} files open; raise the limit: ` +
    '`ulimit -n 1024`',
  ENFILE: () => 'the machine has too many files open; end other programs, or wait',
  ENOSPC: () => 'the disk is full; make room',
  EDQUOT: () => 'the quota is used up; make room',
  ENOMEM: () => 'there is no more memory; end other programs, or raise `ulimit -v`',
  EAGAIN: () => 'no more processes or threads can be started; see `ulimit -u`',
  EROFS: () => 'it is on a disk that can only be read; give another folder',
  EACCES: () => 'it is not permitted; give another folder, or its permissions',
};

const hasText = <K extends string>(
  error: Error,
  key: K,
): error is Error & Readonly<Record<K, string>> =>
  key in error && typeof (error as Partial<Record<K, unknown>>)[key] === 'string';

const firstLine = (text: string): string => text.split('\n')[0] ?? '';

/** The error of a system call, wherever it is in the chain of causes. */
const ofSystem = (error: Error): MachineError | undefined => {
  if (!hasText(error, 'code') || !hasText(error, 'syscall')) {
    return error.cause instanceof Error ? ofSystem(error.cause) : undefined;
  }
  if (error.syscall === 'uv_cwd') {
    return new MachineError(
      'the current folder no longer exists; change to one that does',
    );
  }
  const advice = ADVICE[error.code]?.();
  const message = firstLine(error.message);
  return new MachineError(advice === undefined ? message : `${message}: ${advice}`);
};

const ofModules = (error: Error): MachineError | undefined => {
  if (!hasText(error, 'code')) return undefined;
  const missing = /^(?:ERR_MODULE_NOT_FOUND|MODULE_NOT_FOUND|ERR_DLOPEN_FAILED)$/;
  if (!missing.test(error.code)) return undefined;
  return new MachineError(
    `part of the lab cannot be loaded: ${firstLine(error.message)}; ` +
      'reinstall it, and check the limits on open files and memory (`ulimit -a`)',
  );
};

const ofMemory = (error: Error): MachineError | undefined => {
  const isOfMemory =
    error instanceof RangeError &&
    /WebAssembly|allocat|out of memory/i.test(error.message);
  if (!isOfMemory && !(hasText(error, 'code') && error.code.endsWith('OUT_OF_MEMORY'))) {
    return undefined;
  }
  const bytes = limitOf('addressSpace');
  const limit = Number.isFinite(bytes)
    ? `this process may use ${(bytes / 1e9).toFixed(1)} GB of address space; raise the ` +
      'limit, or use Node 20.15 or newer: `ulimit -v unlimited`'
    : 'end other programs, or use less data';
  return new MachineError(`out of memory: ${firstLine(error.message)}; ${limit}`);
};

/**
 * Explains an error that the user of the machine can fix.
 *
 * @returns nothing when it is a defect of the lab
 */
export const explain = (error: unknown): LabError | undefined => {
  if (error instanceof LabError) return error;
  if (!(error instanceof Error)) return undefined;
  return ofMemory(error) ?? ofModules(error) ?? ofSystem(error);
};

const EXIT_DEFECT = 1;

/**
 * Says on standard error why the command ends: in one line if the user can do something
 * about it, with the stack if it is a defect.
 *
 * @param mark - the beginning of the line
 * @returns the exit code
 */
export const tellFailure = (error: unknown, mark = 'preempt-lab:'): number => {
  const explained = explain(error);
  if (explained) {
    process.stderr.write(`${mark} ${printableLines(explained.message)}\n`);
    return explained.exitCode;
  }
  const stack = error instanceof Error ? error.stack : undefined;
  process.stderr.write(`${stack ?? messageOf(error)}\n`);
  return EXIT_DEFECT;
};
