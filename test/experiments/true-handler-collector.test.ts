import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { coerce, lt } from 'semver';
import t from 'tap';
import { experimentFixture } from '../support/experiments.js';
import { gdb, withGdb } from '../support/gdb.js';
import { compiler } from '../support/ocaml.js';

const { executable } = await experimentFixture('true-handler');

/** Where the loop that allocates calls the collector: its last call but that which grows
 * its stack. Before it the allocation pointer has been lowered below the limit. */
const findCollectorCall = async (): Promise<string> => {
  const { stdout } = await execa('objdump', ['-d', '--no-show-raw-insn', executable]);
  const [, code = ''] = /<(camlTask\.allocating_\d+>:\n(?:.+\n)+)/.exec(stdout) ?? [];
  const calls = [...code.matchAll(/([0-9a-f]+):\s+call\s+\S+ <caml_call_gc>/g)];
  const [start = ''] = /^\s+[0-9a-f]+(?=:)/m.exec(code) ?? [];
  const offset = parseInt(calls.at(-1)?.[1] ?? '', 16) - parseInt(start, 16);
  return `*((char *) &'${code.slice(0, code.indexOf('>'))}' + ${offset})`;
};

/** Sends a signal there each time, and lets the call go on once the signal's handler has
 * come back to it. */
const script = (place: string): string => `
set pagination off
handle SIGURG nostop noprint pass
break caml_main
run
delete
set $comes = 0
set $signals = 0
break ${place}
commands
silent
set $comes = $comes ^ 1
if $comes
set $signals = $signals + 1
signal SIGURG
else
continue
end
end
continue
printf "%d signals\\n", $signals
backtrace 3
`;

await t.test(
  'a signal before a call of the collector has the stack scanned',
  withGdb,
  async (t) => {
    const file = path.join(t.testdir(), 'signals.gdb');
    await writeFile(file, script(await findCollectorCall()));
    const knobs = ['continuation=fabricated', 'task=allocating'];
    const options = ['--driver', 'sibling', '--rate', '1', '--cap', '100000'];
    const all = await gdb('-x', file, '--args', executable, ...options, ...knobs);
    t.match(all, /received signal SIGSEGV/);
    // From 5.5 on it is only while the collector marks; here it dies of something else.
    if (lt(coerce(compiler.version) ?? '0.0.0', '5.5.0')) {
      t.match(all, /^#0 .*\b(scan_stack_frames|caml_scan_stack)\b/m);
    }
    const [, signals] = /^(\d+) signals$/m.exec(all) ?? [];
    t.ok(Number(signals) > 0 && Number(signals) < 100, `${signals ?? 'no'} signals`);
  },
);
