import t from 'tap';
import type { TrialRecord } from '../../src/journal/trial-record.js';
import type { ComparisonsJson } from '../../src/report/comparison/json-schema.js';
import { dataSet } from '../analysis/lifetimes/goldens.js';
import { lab } from './cli.js';
import { record, survivor } from './records.js';
import { writeRun } from './results.js';

export const on = (
  version: string,
  trials: readonly TrialRecord[],
): readonly TrialRecord[] =>
  trials.map((trial) => ({
    ...trial,
    subject: { kind: trial.subject.kind, version },
    fixtureHash: version.padEnd(16, '0'),
  }));

export const died = (
  attempts: number,
  kind: TrialRecord['outcome']['kind'] = 'crashed',
) => record({ attempts, outcome: { kind } });
export const timedOut = (attempts: number) =>
  survivor({ attempts, outcome: { kind: 'timed-out' } });
export const fault = () => record({ outcome: { kind: 'harness-fault' } });

export const resultsOf = (
  t: { testdir: () => string },
  ...trials: readonly TrialRecord[]
) => {
  const results = t.testdir();
  writeRun(results, trials);
  return results;
};

export const compare = (results: string, ...args: string[]) =>
  lab('compare', ...args, '--results', results);

export const jsonOf = async (
  results: string,
  ...args: string[]
): Promise<ComparisonsJson> => {
  const { stdout, stderr, exitCode } = await compare(results, ...args, '--json');
  t.match({ stderr, exitCode }, { stderr: '', exitCode: 0 });
  return JSON.parse(stdout) as ComparisonsJson;
};

/** Without the breaks of lines that the width makes. */
export const unwrapped = (text: string): string => text.replaceAll(/\s+/g, ' ');

export const widest = (text: string): number =>
  Math.max(...text.split('\n').map((line) => Array.from(line).length));

/** Miller's data of acute leukaemia, in R's survival package, as if of two versions. */
export const leukaemia = (): readonly TrialRecord[] => {
  const { time, event, group } = dataSet('aml');
  return time.flatMap((attempts, row) =>
    on(group[row] === 'Maintained' ? '5.3.0' : '5.4.1', [
      event[row] === 1 ? died(attempts) : survivor({ attempts }),
    ]),
  );
};
