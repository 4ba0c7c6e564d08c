import os from 'node:os';
import { GLIBC, familySync } from 'detect-libc';
import { UsageError } from '../errors.js';

/**
 * Makes sure that this is the platform whose registers, signal frames and system calls
 * the fixtures are about.
 *
 * @throws UsageError on any other platform
 */
export const requireSupportedPlatform = (): void => {
  const { platform, arch } = process;
  const isLinux = platform === 'linux';
  const hasGlibc = isLinux && familySync() === GLIBC;
  if (hasGlibc && arch === 'x64') return;
  const libc = isLinux && !hasGlibc ? ' without glibc' : '';
  throw new UsageError(
    `preempt-lab runs on Linux on x86-64 with glibc, not on ${os.type()} ${arch}${libc}`,
  );
};
