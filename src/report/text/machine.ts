import { describeMachine } from '../../journal/machine-name.js';
import type { Manifest } from '../../journal/manifest.js';
import { formatCount } from './format.js';

const GIBIBYTE = 2 ** 30;

const signalFrame = ({
  minSignalStackBytes: bytes,
}: Manifest['machine']): readonly string[] =>
  bytes === undefined ? [] : [`signal frame ${formatCount(bytes)} bytes`];

/**
 * A machine in short, with the size of its signal frame, which bounds what a handler can
 * do.
 */
export const machineInShort = (machine: Manifest['machine']): string =>
  [describeMachine(machine), ...signalFrame(machine)].join(', ');

/** Everything that is on record about a machine. */
export const machineInFull = (machine: Manifest['machine']): string =>
  [
    describeMachine({ ...machine, kernel: undefined }),
    ...(machine.memoryBytes === undefined
      ? []
      : [`${(machine.memoryBytes / GIBIBYTE).toFixed(0)} GiB`]),
    ...(machine.kernel === undefined ? [] : [machine.kernel]),
    ...signalFrame(machine),
  ].join(', ');
