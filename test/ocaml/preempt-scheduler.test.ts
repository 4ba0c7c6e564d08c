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
