import { defineExperiment } from '../../src/plan/definition.js';

const HAZARDS = [
  'mask',
  'registers',
  'red-zone',
  'environment',
  'errno',
  'malloc',
  'arena',
  'stdio',
  'stack',
] as const;

export default defineExperiment({
  name: 'generator-hazards',
  subject: 'generator',
  asks: 'what comes of each thing that a runtime preempting by signal can get wrong?',
  claims: [],
  knobs: {
    hazard: { values: HAZARDS, about: 'what is wrong with the runtime' },
    remedy: { values: ['no', 'yes'], about: 'whether it is put right' },
  },
  defaultVariants: HAZARDS.flatMap((hazard) => [
    { hazard },
    { hazard, remedy: 'yes' },
  ]),
  trials: 30,
});
