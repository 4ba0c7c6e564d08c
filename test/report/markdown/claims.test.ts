import t from 'tap';
import { judgeClaims } from '../../../src/analysis/claims/judge.js';
import { nearlyAll } from '../../../src/plan/claim.js';
import { defineExperiment } from '../../../src/plan/definition.js';
import {
  renderClaimTable,
  renderEvidence,
  renderUntried,
} from '../../../src/report/markdown/claims.js';
import { renderVerdicts } from '../../../src/report/text/claims.js';
import { cellsOf, record, survivor } from '../../support/records.js';

const survives = (handler: string) =>
  nearlyAll({ handler }, 'goes on', { outcomes: ['survived'] });

const experiment = defineExperiment({
  name: 'callback',
  asks: '',
  claims: [
    {
      id: 'X1',
      title: 'Done',
      says: 'It can be done',
      figures: 'not tried',
      untried: true,
      explains: 'Because.',
      parts: ['plain', 'fancy', 'odd'].map(survives),
    },
  ],
  knobs: { handler: { values: ['plain', 'fancy', 'odd'], about: '' } },
  defaultVariants: [{}],
  trials: 1,
  libraries: [],
});

const on = (version: string, handler: string, crashes: boolean) => {
  const fields = { subject: { kind: 'ocaml' as const, version }, variant: { handler } };
  const trial = crashes ? record(fields) : survivor(fields);
  return Array.from({ length: 30 }, () => trial);
};

const trials = [
  ...on('5.1.0', 'plain', false),
  ...on('5.1.0', 'fancy', false),
  ...on('5.1.0', 'odd', true),
  ...on('5.3.0', 'plain', false),
  ...on('5.3.0', 'fancy', true),
];
const claims = judgeClaims([experiment], cellsOf(trials));

await t.test('what was not tried is answered in words, version by version', (t) => {
  t.equal(
    renderUntried(claims),
    '**X1.** It can be done: It works with `handler=plain` and `handler=fancy` (5.1.0). ' +
      'It fails with `handler=fancy` (5.3.0) and `handler=odd` (5.1.0). ' +
      'It is not decided with `handler=odd` (5.3.0). Because.\n',
  );
  t.end();
});

await t.test('the generator runtime is named beside versions of OCaml', (t) => {
  const subject = { kind: 'generator' as const, version: '0.1.0' };
  const onIt = on('5.3.0', 'plain', false).map((trial) => ({ ...trial, subject }));
  const judged = judgeClaims([experiment], cellsOf([...trials, ...onIt]));
  t.match(renderClaimTable(judged), /5\.1\.0 +\| 5\.3\.0 +\| generator 0\.1\.0 +\|/);
  t.match(renderUntried(judged), '`handler=plain`');
  t.match(judged.map(renderEvidence).join(''), /- generator 0\.1\.0: 30 of 30/);
  t.match(renderVerdicts(judged), /generator 0\.1\.0 undecided, 5\.1\.0 qualified/);
  t.end();
});

await t.test('each kind of subject has a table of its own', (t) => {
  const other = defineExperiment({
    ...{ name: 'modes', subject: 'generator', asks: '', knobs: experiment.knobs },
    ...{ claims: experiment.claims, defaultVariants: [{}], trials: 1 },
  });
  const judged = judgeClaims([experiment, other], cellsOf(trials));
  const [log, documents, ...none] = renderClaimTable(judged).split('\n\n');
  t.match(log, /the log says .* 5\.3\.0/);
  t.match(documents, 'the documents say');
  t.notMatch(documents, '5.3.0');
  t.same(none, []);
  t.end();
});

await t.test('the table says how many parts hold on each version', (t) => {
  t.match(
    renderClaimTable(claims),
    /\| qualified: 2 of 3 parts hold +\| qualified: 1 of 3/,
  );
  t.end();
});

await t.test('the evidence stands by part, versions side by side', (t) => {
  t.match(
    claims.map(renderEvidence).join(''),
    /- handler=fancy: goes on\n {2}- OCaml 5\.1\.0: 30 of 30.*_holds_ \(p = 0\.021, Holm-adjusted 0\.13\)\n {2}- OCaml 5\.3\.0: 0 of 30.*_refuted_ \(/,
  );
  t.end();
});
