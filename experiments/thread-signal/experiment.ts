import { nearlyAll } from '../../src/plan/claim.js';
import { defineExperiment } from '../../src/plan/definition.js';

export default defineExperiment({
  name: 'thread-signal',
  asks: 'Does a signal sent to one thread reach that thread and no other?',
  claims: [
    {
      id: 'A10',
      title: 'A signal can be sent to one thread',
      says:
        'A signal can be sent to one thread rather than to the process, as Go does with ' +
        'SIGURG',
      figures: '',
      explains:
        'tgkill(2) names the thread, and the kernel gives the signal to no other.',
      parts: ['2', '8', '32'].map((threads) =>
        nearlyAll({ threads }, 'no other thread received a signal', {
          outcomes: ['survived'],
          measured: { name: 'strayReceipts', range: [0, 0] },
        }),
      ),
    },
  ],
  knobs: {
    threads: {
      values: ['2', '8', '32'],
      about: 'how many threads would take the signal; one of them is aimed at',
    },
    rate: { values: ['1000', '10000'], about: 'signals per second' },
  },
  defaultVariants: [
    {},
    { threads: '8' },
    { threads: '32' },
    { threads: '8', rate: '10000' },
  ],
  trials: 100,
  drive: { cap: 50 },
  libraries: ['unix', 'threads'],
});
