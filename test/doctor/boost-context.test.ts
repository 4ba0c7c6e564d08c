import path from 'node:path';
import t from 'tap';
import { boostContextExamination } from '../../src/doctor/boost-context.js';
import { BOOST_CONTEXT } from '../../src/doctor/packages.js';
import { bareMachine, writeProgram } from '../toolchain/fixtures/machine.js';
import { checksOf, machineWith } from './fixtures/machine.js';

const examine = async () =>
  (await checksOf([boostContextExamination(machineWith())]))[BOOST_CONTEXT];

/** A compiler that looks for a library where it is told to. */
const writeCompiler = (bin: string, answer: string): Promise<string> =>
  writeProgram(path.join(bin, 'cc'), `echo ${answer}`);

void t.test("the system's is found by the compiler", async (t) => {
  const { bin } = await bareMachine(t);
  await writeCompiler(bin, '/usr/lib/libboost_context.a');
  t.match(await examine(), { status: 'ok', found: /system/ });
});

void t.test('where it is not, a run fetches it if it can', async (t) => {
  const { bin } = await bareMachine(t);
  await writeCompiler(bin, 'libboost_context.a');
  await writeProgram(path.join(bin, 'apt-get'), 'exit 0');
  const advice = 'sudo apt-get install libboost-context-dev';
  t.match(await examine(), { status: 'warning', found: 'not there', advice });
  await writeProgram(path.join(bin, 'dpkg-deb'), 'exit 0');
  t.match(await examine(), { status: 'warning', advice: /a run .* fetches it/ });
});
