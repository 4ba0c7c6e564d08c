import { coerce, gte } from 'semver';
import { fine, type Examination, type Diagnosis } from './check.js';
import { asRoot, type Machine } from './machine.js';

const OLDEST_NODE = '20.0.0';
/** The first with pidfd_open(2) and a poll(2) that accepts its descriptors. */
const OLDEST_KERNEL = '5.3.0';
/** From this value on, a process may not trace even its own children. */
const PTRACE_ADMIN_ONLY = 2;
/** This value lasts until the next boot. */
const PTRACE_FORBIDDEN = 3;
/** The highest value at which users may count and sample their own processes. */
const PERF_OWN_PROCESSES = 2;

const isAtLeast = (version: string, oldest: string): boolean =>
  gte(coerce(version) ?? '0.0.0', oldest);

const lookAtNode = ({ node }: Machine): Diagnosis =>
  isAtLeast(node, OLDEST_NODE)
    ? fine(node)
    : { status: 'missing', found: node, advice: 'install Node.js 20 or newer' };

/** A warning at most: the trial shows whether the system calls are there. */
const lookAtKernel = ({ kernel }: Machine): Diagnosis =>
  isAtLeast(kernel, OLDEST_KERNEL)
    ? fine(`Linux ${kernel}`)
    : {
        status: 'warning',
        found: `Linux ${kernel} is older than 5.3`,
        advice: 'if the checks of a trial fail too, use a newer kernel',
      };

const lookAtCores = ({ cores }: Machine): Diagnosis =>
  cores > 1
    ? fine(String(cores))
    : {
        status: 'warning',
        found: '1; a fixture and who signals it have to take turns',
        advice: 'use 2 or more, or a lower --rate: high rates will not be kept',
      };

const lookAtPtrace = (machine: Machine): Diagnosis => {
  const { ptraceScope: scope = 0, isRoot } = machine;
  if (scope < PTRACE_ADMIN_ONLY || (scope < PTRACE_FORBIDDEN && isRoot)) {
    return fine('gdb can start a fixture');
  }
  return {
    status: 'warning',
    found: `kernel.yama.ptrace_scope is ${scope}; gdb cannot start a fixture`,
    advice:
      scope < PTRACE_FORBIDDEN
        ? asRoot('sysctl kernel.yama.ptrace_scope=1', machine)
        : 'set kernel.yama.ptrace_scope=1 for the next boot; 3 lasts until then',
  };
};

const lookAtPerf = (machine: Machine): Diagnosis => {
  const { perfEventParanoid: level, isRoot } = machine;
  if (level === undefined) return fine('not in this kernel; the lab does without');
  if (level <= PERF_OWN_PROCESSES || isRoot) return fine('perf can watch a fixture');
  return {
    status: 'warning',
    found: `kernel.perf_event_paranoid is ${level}; perf, by hand, cannot watch a fixture`,
    advice: asRoot(`sysctl kernel.perf_event_paranoid=${PERF_OWN_PROCESSES}`, machine),
  };
};

const LOOKS = {
  'Node.js': lookAtNode,
  kernel: lookAtKernel,
  cores: lookAtCores,
  ptrace: lookAtPtrace,
  perf: lookAtPerf,
};

/** What the machine and its settings let the lab do. */
export const systemExaminations = (machine: Machine): readonly Examination[] =>
  Object.entries(LOOKS).map(([name, look]) => ({
    name,
    otherwise: { status: 'warning', advice: 'report it as a defect of preempt-lab' },
    look: () => look(machine),
  }));
