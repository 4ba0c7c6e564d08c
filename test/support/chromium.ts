import { findDebianProgram, type Found } from './debian.js';

/** Chromium of this machine, which is installed when that can be done. */
export const findChromium = (): Promise<Found> =>
  findDebianProgram('/usr/bin/chromium', 'chromium');
