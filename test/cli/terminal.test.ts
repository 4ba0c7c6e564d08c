import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import t from 'tap';
import '../support/ocaml.js';

const bin = fileURLToPath(new URL('../../bin/preempt-lab.js', import.meta.url));
const COLOUR = /\u001b\[\d+(;\d+)*m/;

const UNSET = { CI: undefined, FORCE_COLOR: undefined, NO_COLOR: undefined };

/** Runs the command on a terminal of its own, which takes both its outputs. */
const onTerminal = async (
  args: string,
  env: Readonly<Record<string, string>> = {},
  columns = 80,
) => {
  const command = `stty cols ${columns}; ${process.execPath} ${bin} ${args}`;
  const { stdout } = await execa('script', ['-qec', command, '/dev/null'], {
    env: { TERM: 'xterm-256color', ...UNSET, ...env },
    stdin: 'ignore',
  });
  return stdout;
};

await t.test('a terminal gets colours, and none where they are not wanted', async (t) => {
  t.match(await onTerminal('list'), COLOUR);
  t.notMatch(await onTerminal('list', { NO_COLOR: '1' }), COLOUR);
});

await t.test('a run is shown in place as it goes on', async (t) => {
  const args = `run thread-signal --trials 1 --cap 20 --results ${t.testdir()}`;
  const shown = await onTerminal(args, { NO_COLOR: '1' });
  t.match(shown, /\d of 4 trials, .* preempts/);
  t.match(shown, /survived +█+ \d/);
  t.match(shown, /\u001b\[\d*[AGK]/, 'lines are drawn over');
  t.notMatch(shown, COLOUR);
});

await t.test(
  'a terminal that does not tell its width is written to plainly',
  async (t) => {
    const args = `run thread-signal --trials 1 --cap 20 --results ${t.testdir()}`;
    const shown = await onTerminal(args, {}, 0);
    t.match(shown, /done: 4 of 4 trials/);
    t.notMatch(shown, /\u001b\[\d*[AGK]/);
  },
);
