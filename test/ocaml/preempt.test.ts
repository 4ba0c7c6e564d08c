import { existsSync } from 'node:fs';
import path from 'node:path';
import t, { type Test } from 'tap';
import { compiler } from '../support/ocaml.js';
import {
  runPreemptProgram,
  type PreemptProgramOptions,
} from '../support/preempt-library.js';

const programs = {
  requests: 'a request is served at the next safepoint',
  registers: 'registers are there again',
  stacks: 'registers fit on every stack',
  cancel: 'discontinued where it was preempted',
  ticks: 'scopes of ticks and tick handlers',
  masks: 'sections that are not preempted',
  callbacks: 'code called by C',
  collector: 'the collector, its callbacks and its limits',
  blocking: 'blocking calls without systhreads',
  threads: 'systhreads',
  domains: 'domains',
  fork: 'forked processes',
  handles: 'handles and figures that outlast or exceed what they are for',
  backtraces: 'the last exception of each task',
  share: 'a fiber below many handlers',
  ends: 'ends of a program',
};

const holds = async (t: Test, name: string, options?: PreemptProgramOptions) => {
  const result = await runPreemptProgram(`ocaml/preempt/test/${name}.ml`, options);
  t.match(result, { exitCode: 0, signal: undefined, stderr: '' });
  for (const line of result.stdout.split('\n')) t.match(line, /^ok /);
};

/* threads.cmxa is linked whole, and what enters a blocking section is another then. */
const librariesOf = (name: string) =>
  name === 'blocking' ? ['unix'] : ['unix', 'threads'];

for (const [name, what] of Object.entries(programs)) {
  const libraries = librariesOf(name);
  await t.test(`${name}: ${what}`, (t) => holds(t, name, { libraries }));
}

for (const name of ['registers', 'stacks', 'collector']) {
  await t.test(`${name}, in a minor heap of 256 words`, (t) =>
    holds(t, name, { env: { OCAMLRUNPARAM: 's=256' } }),
  );
}

const { standard_library = '' } = compiler.config;
const debugRuntime = existsSync(path.join(standard_library, 'libasmrund.a'));
const withDebugRuntime = { skip: !debugRuntime && 'this OCaml has no debug runtime' };

for (const name of ['registers', 'stacks', 'collector', 'cancel']) {
  await t.test(`${name}, in a small heap that is verified`, withDebugRuntime, (t) =>
    holds(t, name, { debugRuntime, env: { OCAMLRUNPARAM: 'v=0,V=1,s=256' } }),
  );
}
