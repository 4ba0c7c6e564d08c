import t from 'tap';
import { runPreemptProgram } from '../support/preempt-library.js';

const programs = {
  turns: 'whose turn it is',
  results: 'results and exceptions',
  cancel: 'cancellation',
  domains: 'several domains and several schedulers',
  effects: 'effects of tasks and masks',
  leaks: 'nothing is left behind',
};

for (const [name, what] of Object.entries(programs)) {
  await t.test(`scheduler: ${what}`, async (t) => {
    const result = await runPreemptProgram(`ocaml/preempt/test/scheduler_${name}.ml`);
    t.match(result, { exitCode: 0, stderr: '' });
    for (const line of result.stdout.split('\n')) t.match(line, /^ok /);
  });
}

await t.test('example: requests are answered while tasks compute', async (t) => {
  const latency = 'ocaml/preempt/examples/latency.ml';
  const args = ['--seconds', '0.5'];
  const result = await runPreemptProgram(latency, { args, libraries: ['unix'] });
  t.match(result, { exitCode: 0, stderr: '' });
  const [head, ...rows] = result.stdout.split('\n');
  t.match(head, /answers +meanwhile/);
  const meanwhile = rows.map((row) => Number(/^.{9} +\d+ +(\d+)/.exec(row)?.[1]));
  t.equal(meanwhile[0], 0, 'never preempted: none before the computation ends');
  for (const answers of meanwhile.slice(1)) t.ok(answers > 20, `preempted: ${answers}`);
  t.equal(meanwhile.length, 3);
  t.ok(result.stdout.split('\n').every((line) => line.length <= 80));
  const help = await runPreemptProgram(latency, {
    args: ['--help'],
    libraries: ['unix'],
  });
  t.match(help, { exitCode: 0, stdout: /--clients N/ });
});
