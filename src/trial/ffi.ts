import koffi from 'koffi';
import { ToolchainError } from '../errors.js';

/**
 * Mirrors `struct trial_request` of `native/runner/runner.h`; their sizes are compared.
 */
const requestFields = {
  argv: 'const char **',
  envp: 'const char **',
  directory: 'const char *',
  seed: 'uint64_t',
  rate_hz: 'uint64_t',
  cap: 'uint64_t',
  jitter: 'double',
  external: 'uint32_t',
  signal: 'uint32_t',
  startup_ns: 'uint64_t',
  wall_ns: 'uint64_t',
  hang_ns: 'uint64_t',
  grace_ns: 'uint64_t',
  memory_bytes: 'uint64_t',
  output_bytes: 'uint64_t',
  cpu_seconds: 'uint64_t',
} as const;

type FieldValue<T> = T extends 'const char **'
  ? readonly (string | null)[]
  : T extends 'const char *'
    ? string
    : number;

/** A request as the runner library takes it. */
export type NativeRequest = {
  readonly [K in keyof typeof requestFields]: FieldValue<(typeof requestFields)[K]>;
};

/** The `RUNNER_ABI` of `native/runner/runner.h` that this module was written for. */
const RUNNER_ABI = 1;

/** The runner library, loaded. Nothing else in the lab calls native code. */
export interface RunnerLibrary {
  /**
   * Runs a trial on a thread of libuv's pool.
   *
   * @returns the snapshot, as JSON text
   */
  runTrial: (request: NativeRequest) => Promise<string>;
  /** Ends all trials under way; none can be run afterwards. */
  cancel: () => void;
  /** Sends one signal to one thread. Returns 0 or an errno. */
  send: (pid: number, tid: number, signal: number) => number;
  /** What the kernel needs on a stack to deliver a signal, in bytes. */
  minSignalStackBytes: () => number;
}

const requestType = koffi.struct('trial_request', requestFields);

/**
 * Loads the runner library and prepares this process for trials.
 *
 * @param file - the shared object
 * @throws ToolchainError when the library was built for another version of the lab
 */
export const loadRunnerLibrary = (file: string): RunnerLibrary => {
  const library = koffi.load(file);
  const abi = library.func('uint32_t lab_runner_abi()') as () => number;
  const requestSize = library.func('uint32_t lab_request_size()') as () => number;
  if (abi() !== RUNNER_ABI || requestSize() !== koffi.sizeof(requestType)) {
    throw new ToolchainError(`${file} was built for another version of preempt-lab`);
  }
  const init = library.func('int lab_init()') as () => number;
  const error = init();
  if (error !== 0) throw new ToolchainError(`the runner cannot start: errno ${error}`);
  const run = library.func('str! lab_run_trial(const trial_request *request)');
  return {
    runTrial: (request) =>
      new Promise((resolve, reject) => {
        run.async(request, (failure: unknown, snapshot: string | null) => {
          if (failure instanceof Error) reject(failure);
          else if (snapshot === null) {
            reject(new ToolchainError('out of memory or of file descriptors'));
          } else resolve(snapshot);
        });
      }),
    cancel: library.func('void lab_cancel()') as () => void,
    send: library.func(
      'int lab_send(int32_t, int32_t, int32_t)',
    ) as RunnerLibrary['send'],
    minSignalStackBytes: library.func('uint64_t lab_min_signal_stack()') as () => number,
  };
};
