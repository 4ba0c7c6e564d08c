import { execa } from 'execa';
import t from 'tap';
import { buildGeneratorCheck } from '../support/generators.js';

const CHECKS = {
  generator_check: {
    promises: [
      ...['take-turns', 'nest', 'move-to-another-thread', 'floating-point-environment'],
      ...['pools-balance', 'too-small', 'too-many', 'overflow-is-told'],
    ],
    /** What must not be done, which ends the process, and what is said of it. */
    misuses: {
      'resume-running': 'a running generator is resumed',
      'resume-finished': 'a finished generator is resumed',
      'yield-from-outside': 'a generator yields that does not run',
      'delete-running': 'a running generator is deleted',
      'delete-in-use': 'a pool is deleted with stacks in use',
    },
    preempting: [],
    overflows: [],
  },
  executor_check: {
    promises: [
      ...[
        'bad-options',
        'least-quantum',
        'results',
        'bad-spawns',
        'alarms',
        'alarm-over-a-yield',
      ],
      ...['parking', 'parking-without-a-stack', 'more-pinned-than-stacks'],
      ...['priorities', 'interrupt-results'],
    ],
    misuses: {},
    preempting: [],
    overflows: [],
  },
  preemption_check: {
    promises: ['unpreemptible'],
    misuses: {},
    /** The sanitizer cannot follow a task that is left in the middle of its code. */
    preempting: [
      ...['preempts', 'no-stack-to-go-on-with', 'quanta', 'quantum-changes'],
      ...['room-for-the-trampoline', 'room-for-handlers'],
    ],
    /** The sanitizer has a handler of its own for these. */
    overflows: ['stack-overflow', 'no-room-for-a-signal', 'no-room-for-a-preempt'],
  },
};

const BUILDS = {
  'as it is': [],
  'under the sanitizers': [
    '-fsanitize=address,undefined',
    '-fno-sanitize-recover=all',
    '-fno-omit-frame-pointer',
  ],
};

/* The alternate stack of the check is its own, and what a misuse leaves is no leak. */
const env = {
  ASAN_OPTIONS: 'use_sigaltstack=0:detect_leaks=0:detect_stack_use_after_return=1',
};

for (const [build, flags] of Object.entries(BUILDS)) {
  for (const [name, { promises, misuses, preempting, overflows }] of Object.entries(
    CHECKS,
  )) {
    const executable = await buildGeneratorCheck(name, flags);
    const check = (property: string) =>
      execa(executable, [property], { env, reject: false, all: true, timeout: 600_000 });

    const isPlain = flags.length === 0;

    for (const promise of [...promises, ...(isPlain ? preempting : [])]) {
      await t.test(`${promise}, ${build}`, async (t) => {
        const { exitCode, all } = await check(promise);
        t.equal(exitCode, 0);
        t.equal(all, '');
      });
    }

    for (const overflow of isPlain ? overflows : []) {
      await t.test(overflow, async (t) => {
        const { signal, all } = await check(overflow);
        t.equal(signal, 'SIGSEGV');
        t.equal(all, 'generator: a task has overflowed its stack');
      });
    }

    for (const [misuse, why] of Object.entries(misuses)) {
      await t.test(`${misuse}, ${build}`, async (t) => {
        const { signal, all } = await check(misuse);
        t.equal(signal, 'SIGABRT');
        t.equal(all, `Fatal error: generator: ${why}`);
      });
    }
  }
}

await t.test('a wild address near the end of a stack is no overflow', async (t) => {
  const executable = await buildGeneratorCheck('preemption_check');
  const { signal, stderr } = await execa(executable, ['wild-address'], { reject: false });
  t.same([signal, stderr], ['SIGSEGV', '']);
});
