import t from 'tap';
import { carryOut } from '../../src/doctor/check.js';
import { readMachine, type Machine } from '../../src/doctor/machine.js';
import { systemExaminations } from '../../src/doctor/system.js';
import { checksOf, machineWith } from './fixtures/machine.js';

const NAMES = ['Node.js', 'kernel', 'cores', 'ptrace', 'perf'];

void t.test('a machine on which nothing is wrong', async (t) => {
  const without = { ptraceScope: undefined, perfEventParanoid: undefined };
  for (const machine of [machineWith(), machineWith(without)]) {
    const checks = await checksOf(systemExaminations(machine));
    t.same(Object.keys(checks), NAMES);
    for (const check of Object.values(checks)) t.match(check, { status: 'ok' });
  }
});

const flaws: readonly [Partial<Machine>, string, object][] = [
  [{ node: 'v18.20.4' }, 'Node.js', { status: 'missing', found: 'v18.20.4' }],
  [{ kernel: '4.19.0-27-amd64' }, 'kernel', { status: 'warning', found: /4\.19/ }],
  [{ cores: 1 }, 'cores', { status: 'warning', advice: /--rate/ }],
  [
    { ptraceScope: 2 },
    'ptrace',
    { status: 'warning', advice: 'sudo sysctl kernel.yama.ptrace_scope=1' },
  ],
  [{ ptraceScope: 2, isRoot: true }, 'ptrace', { status: 'ok' }],
  [
    { ptraceScope: 3, isRoot: true },
    'ptrace',
    { status: 'warning', advice: /next boot/ },
  ],
  [
    { perfEventParanoid: 3 },
    'perf',
    { status: 'warning', advice: 'sudo sysctl kernel.perf_event_paranoid=2' },
  ],
  [{ perfEventParanoid: 4, isRoot: true }, 'perf', { status: 'ok' }],
];

for (const [differences, name, expected] of flaws) {
  void t.test(`${name} on a machine with ${JSON.stringify(differences)}`, async (t) => {
    const checks = await checksOf(systemExaminations(machineWith(differences)));
    t.match(checks[name], expected);
    const others = Object.values(checks).filter((check) => check.name !== name);
    for (const check of others) t.match(check, { status: 'ok' }, check.name);
  });
}

void t.test('this machine can be read', async (t) => {
  const { node, cores, osRelease } = await readMachine();
  t.equal(node, process.version);
  t.ok(cores >= 1);
  t.type(osRelease, 'string');
});

void t.test('a check that fails on its own is a finding of one line', async (t) => {
  const check = await carryOut({
    name: 'luck',
    otherwise: { status: 'warning', advice: 'try again' },
    look: () => Promise.reject(new Error('none left\n    at somewhere')),
  });
  const expected = { status: 'warning', found: 'none left', advice: 'try again' };
  t.same(check, { name: 'luck', ...expected });
});
