import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { gdb, withGdb } from '../support/gdb.js';
import { buildPreemptProgram } from '../support/preempt-library.js';

const quietly = execa({ reject: false, all: true });

const program = await buildPreemptProgram('test/programs/preempt_debugged.ml', {
  libraries: [],
});

/* Where a preempted task stands: what performs, the frame that is named in README.md, and
   the functions of the task, innermost first. */
const stack = ['perform_preemption', 'preempted', 'interrupted', 'calling'];
const passes = (before: string) =>
  new RegExp(stack.map((name) => `${before}\\S*\\b${name}(_\\d+)?\\b.*\\n`).join(''));

await t.test('gdb unwinds the stack of a preempted task', withGdb, async (t) => {
  const breakpoint = ['-ex', 'rbreak ^camlPreempt_effect.*perform_preemption'];
  const steps = ['run', 'backtrace', 'tbreak caml_perform', 'continue', 'backtrace'];
  const commands = [...breakpoint, ...steps.flatMap((step) => ['-ex', step])];
  const all = await gdb(...commands, '--args', program, '1000');
  const [entered = '', performing = ''] = all.split(/Temporary breakpoint \d+,/);
  const frame = '#\\d+ +(0x[0-9a-f]+ in )?';
  t.match(`${entered}\n`, passes(frame));
  t.match(`${performing}\n`, passes(frame));
});

const perf = await quietly('perf', ['record', '-o', '-', 'true']);
const withPerf = { skip: perf.failed && 'perf records nothing here' };

await t.test('perf unwinds it too', withPerf, async (t) => {
  const data = path.join(t.testdir(), 'perf.data');
  const recording = ['--call-graph', 'dwarf,4096', '-F', '2000', '-o', data];
  const { exitCode } = await quietly('perf', [
    'record',
    ...recording,
    program,
    '3000000',
  ]);
  t.equal(exitCode, 0);
  const { stdout } = await quietly('perf', ['script', '--no-inline', '-i', data]);
  t.match(stdout, passes('\\s+[0-9a-f]+ '));
});
