// Prints "N passed, N failed" from the assertion points in a TAP log; a run that counts
// no test has failed.
import { readFileSync } from 'node:fs';
import process from 'node:process';

const log = readFileSync(process.argv[2], 'utf8');
const totals = [
  ...log.matchAll(/^# \{ total: (\d+), pass: (\d+)(?:, fail: (\d+))?.*\}$/gm),
];
const [, , passed = '0', failed = '0'] = totals.at(-1) ?? [];

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = Number(passed) > 0 && failed === '0' ? 0 : 1;
