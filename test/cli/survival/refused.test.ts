import { gzipSync } from 'node:zlib';
import t from 'tap';
import { analyse } from './csv-file.js';

const folder = t.testdir();

/** What is open in a file, and the option that the refusal is to name. */
const OPEN: Readonly<Record<string, readonly [readonly string[] | Buffer, RegExp]>> = {
  'a group that is missing': [
    ['time,event,arm', '5,1,x', '6,1,'],
    /:3 group '' is missing; --na drop/,
  ],
  'a time that is missing': [
    ['time,event,arm', '5,1,x', 'NA,1,x'],
    /:3 time 'NA' is not a number; --na drop/,
  ],
  'an event that is missing': [['time,event,arm', '5,,x'], /:2 event '' .*--na drop/],
  'a line cut short': [
    ['time,event,arm', '5,1,x', '6'],
    /is not valid CSV: 1 of 3 fields on line 3; --na drop/,
  ],
  'events of 1 and 2': [
    ['time,event,arm', '5,1,x', '6,2,x'],
    /:3 event '2' is neither 0 .* nor 1 .*--event-value 2 counts it as failed/,
  ],
  'events of words that say nothing': [
    ['time,event,arm', '5,no,x', '6,yes,x'],
    /:2 event 'no' .*--event-value/,
  ],
  'thousands or decimals': [
    ['time;event;arm', '1,234;1;x', '2,345;1;x'],
    /:2 time '1,234' may have .*--decimal comma or --decimal point/,
  ],
  'either mark': [
    ['time;event;arm', '1,5;1;x', '2.5;1;x'],
    /:2 time '1,5' has a decimal comma, but that of line 3, '2\.5', a decimal point/,
  ],
  'decimal commas without quotes': [
    ['time,event,arm', '5,5,1,x'],
    /:2 has 4 fields where the header has 3; --separator/,
  ],
  'two separators': [
    ['time,event,arm,x;time;event;arm', '1,1,x'],
    /:1 can be read with more than one separator; choose one with --separator/,
  ],
  'gzip cut short': [
    gzipSync('time,event,arm\n5,1,x\n').subarray(0, 20),
    /cannot be unpacked: unexpected end of file/,
  ],
  'a line without end': [
    gzipSync(
      Buffer.concat([Buffer.from('time,event,arm\n'), Buffer.alloc(2 ** 22, '5')]),
    ),
    /is not valid CSV: .*Max Record Size/,
  ],
};

for (const [what, [content, message]] of Object.entries(OPEN)) {
  await t.test(`refused: ${what}`, async (t) => {
    const told = await analyse(folder, 'open.csv', content, '--by', 'arm');
    t.match(told, { exitCode: 2, stdout: '', stderr: message });
    t.match(told.stderr, /^preempt-lab: .*open\.csv/);
    t.equal(told.stderr.trimEnd().split('\n').length, 1, 'one line');
  });
}

await t.test(
  'refused: an --event-value that is nowhere, a mark that is not so',
  async (t) => {
    const lines = ['time,event', '5.5,dead', '6,alive'];
    const nowhere = await analyse(folder, 'a.csv', lines, '--event-value', 'Dead');
    t.match(nowhere, { exitCode: 2, stderr: /no event 'Dead'.*it has: 'dead', 'alive'/ });
    const marked = await analyse(folder, 'b.csv', lines, '--decimal', 'comma');
    t.match(marked, {
      exitCode: 2,
      stderr: /:2 time '5\.5' is not a number with --decimal/,
    });
    const separated = await analyse(folder, 'c.csv', lines, '--separator', 'xyz');
    t.match(separated, { exitCode: 2, stderr: /one character/ });
  },
);
