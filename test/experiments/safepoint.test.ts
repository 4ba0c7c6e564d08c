import t from 'tap';
import type { Drive } from '../../src/plan/drive.js';
import type { Variant } from '../../src/plan/definition.js';
import { experimentFixture, measured } from '../support/experiments.js';

const { run, knobs } = await experimentFixture('safepoint');

let preemptsInAll = 0;

/** Runs one trial of a variant up to a number of preempts. */
const survives = (variant: Variant, drive: Partial<Drive> & { readonly cap: number }) =>
  t.test(Object.values(variant).join(', '), async (t) => {
    const [result] = await run(variant, drive, 1);
    if (!result) throw new Error('no trial was run');
    const { kind, message = '' } = result.outcome;
    t.equal(kind, 'survived', message);
    const { caught, completed } = result.snapshot.telemetry;
    t.ok(completed >= drive.cap, `${completed} of ${caught} preempts were completed`);
    const { preemptsAtPolls, preemptsAtAllocations, distinctSafepoints } =
      measured(result);
    t.ok((distinctSafepoints ?? 0) > 0, `${distinctSafepoints} distinct safepoints`);
    const served = (preemptsAtPolls ?? 0) + (preemptsAtAllocations ?? 0);
    t.ok(served >= drive.cap, `${served} preempts by the library's own count`);
    preemptsInAll += served;
  });

const itself = (cap: number): Drive => ({ driver: 'none', rateHz: 1_000_000, cap });
const arm = 'every-safepoint';

await survives({ arm }, itself(1_500_000));
await survives({ arm, tasks: '2', handler: 'allocating' }, itself(1_000_000));
await survives({ arm, tasks: '200' }, itself(1_000_000));
await survives({ arm, domains: '2' }, itself(700_000));
await survives({ arm, 'minor-heap': '256' }, itself(500_000));
await survives({ arm, runtime: 'debug-verified' }, itself(200_000));
await survives({ arm, task: 'testsuite' }, itself(50_000));
await survives({ arm, task: 'testsuite', domains: '2' }, itself(50_000));

for (const task of knobs.task?.values ?? [])
  await survives({ arm, task }, itself(20_000));

const remote = { rateHz: 10_000, cap: 3_000 };
await survives({ arm: 'store' }, { driver: 'none', ...remote });
await survives({ arm: 'store', domains: '2' }, { driver: 'none', ...remote });
await survives({ arm: 'signal' }, { driver: 'external', ...remote });
await survives({ arm: 'signal', domains: '2' }, { driver: 'external', ...remote });

await t.test('five million preempts and not one failure', (t) => {
  t.ok(preemptsInAll >= 5_000_000, `${preemptsInAll} preempts`);
  t.end();
});
