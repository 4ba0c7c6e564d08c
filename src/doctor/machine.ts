import os from 'node:os';
import process from 'node:process';
import { readSmallFile } from '../small-file.js';

/** What this machine reports about itself. */
export interface Machine {
  /** The text of os-release(5); empty where there is none. */
  readonly osRelease: string;
  readonly isRoot: boolean;
  readonly node: string;
  readonly kernel: string;
  readonly cores: number;
  /** Absent on a kernel without Yama. */
  readonly ptraceScope: number | undefined;
  /** Absent on a kernel without performance events. */
  readonly perfEventParanoid: number | undefined;
}

const readText = (file: string): Promise<string | undefined> =>
  readSmallFile(file).catch(() => undefined);

const readSetting = async (name: string): Promise<number | undefined> => {
  const text = await readText(`/proc/sys/kernel/${name}`);
  return text === undefined ? undefined : Number(text);
};

/** Reads these facts; what cannot be read counts as absent. */
export const readMachine = async (): Promise<Machine> => ({
  osRelease:
    (await readText('/etc/os-release')) ?? (await readText('/usr/lib/os-release')) ?? '',
  isRoot: process.geteuid?.() === 0,
  node: process.version,
  kernel: os.release(),
  cores: os.availableParallelism(),
  ptraceScope: await readSetting('yama/ptrace_scope'),
  perfEventParanoid: await readSetting('perf_event_paranoid'),
});

/** A command that only root may run, as the user of the machine has to type it. */
export const asRoot = (command: string, { isRoot }: Pick<Machine, 'isRoot'>): string =>
  isRoot ? command : `sudo ${command}`;
