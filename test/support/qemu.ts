import { execa } from 'execa';
import { findDebianProgram } from './debian.js';

const found = await findDebianProgram('/usr/bin/qemu-x86_64-static', 'qemu-user-static');

/** For tests that need an emulator of other processors. */
export const withQemu = { skip: 'lacking' in found && found.lacking };

/**
 * Runs a program on an emulated processor.
 *
 * @param model - as `qemu-x86_64-static -cpu help` has it
 */
export const onProcessor = (model: string, program: string, ...args: string[]) =>
  execa(
    'executable' in found ? found.executable : '',
    ['-cpu', model, program, ...args],
    {
      reject: false,
      all: true,
      timeout: 600_000,
    },
  );
