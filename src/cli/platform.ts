import os from 'node:os';
import { UsageError } from '../errors.js';

interface ReportHeader {
  readonly glibcVersionRuntime?: string;
}

const isGlibc = (): boolean => {
  const { header } = process.report.getReport() as { header: ReportHeader };
  return header.glibcVersionRuntime !== undefined;
};

/**
 * The fixtures are about registers, signal frames and system calls of one platform.
 *
 * @throws UsageError anywhere else
 */
export const requireSupportedPlatform = (): void => {
  const { platform, arch } = process;
  if (platform === 'linux' && arch === 'x64' && isGlibc()) return;
  const libc = platform === 'linux' && !isGlibc() ? ' without glibc' : '';
  throw new UsageError(
    `preempt-lab runs on Linux on x86-64 with glibc, not on ${os.type()} ${arch}${libc}`,
  );
};
