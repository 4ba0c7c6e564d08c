import { gzipSync } from 'node:zlib';
import t from 'tap';
import { startLab } from '../../support/cli.js';
import { analyse, failuresIn } from './csv-file.js';

const folder = t.testdir();

/** What a file holds, the times at which something failed, and how it is said to be read. */
interface Read {
  readonly content: readonly string[] | Buffer;
  readonly options?: readonly string[];
  readonly failed: Readonly<Record<string, readonly number[]>>;
  readonly said: RegExp;
}

const AS_USUAL = /^$/;

const READ: Readonly<Record<string, Read>> = {
  'semicolons and decimal commas': {
    content: ['time;event;arm', '4,5;1;x', '7,25;1;y'],
    options: ['--by', 'arm'],
    failed: { x: [4.5], y: [7.25] },
    said: /semicolons between fields, decimal commas$/,
  },
  'points between thousands, beside decimal commas': {
    content: ['time;event', '1.234,5;1', '2.000;1'],
    failed: { all: [1234.5, 2000] },
    said: /decimal commas/,
  },
  'tabs, with fields left empty': {
    content: ['time\tnote\tevent', '3.25\t\t1', '4\thm\t1'],
    failed: { all: [3.25, 4] },
    said: /tabs between fields$/,
  },
  bars: {
    content: ['event|time', '1|8'],
    failed: { all: [8] },
    said: /bars between fields/,
  },
  'a line that names the separator': {
    content: Buffer.from('\ufeffsep=;\r\ntime;event\r\n6;1\r\n'),
    failed: { all: [6] },
    said: /semicolons/,
  },
  'commas between thousands': {
    content: ['time,event', '"1,500",1', '"2,000,000",1', '12.5,1'],
    failed: { all: [12.5, 1500, 2000000] },
    said: /commas between thousands$/,
  },
  'quoted decimal commas': {
    content: ['time,event', '"1,5",1', '"2,125",1'],
    failed: { all: [1.5, 2.125] },
    said: /decimal commas$/,
  },
  'empty ends of lines': {
    content: ['time,event,,', '5,1', '6,1,,,,', '7,1,'],
    failed: { all: [5, 6, 7] },
    said: AS_USUAL,
  },
  'blank lines': {
    content: ['', 'time,event', '5,1', '', ',', ' , '],
    failed: { all: [5] },
    said: /2 lines that are blank passed over$/,
  },
  'lines that end in different ways': {
    content: Buffer.from('time,event\r\n5,1\n6,1\r\n'),
    failed: { all: [5, 6] },
    said: AS_USUAL,
  },
  'UTF-16 from a spreadsheet': {
    content: Buffer.from('\ufefftime\tevent\tarm\r\n5\t1\tä\r\n', 'utf16le'),
    options: ['--by', 'arm'],
    failed: { ä: [5] },
    said: /UTF-16, tabs/,
  },
  'letters of Western Europe': {
    content: Buffer.from('time;event;arm\n5;1;\xe4\n6;1;\xe0\n', 'latin1'),
    options: ['--by', 'arm'],
    failed: { à: [6], ä: [5] },
    said: /not UTF-8, taken for Western European/,
  },
  'gzip, whatever its name': {
    content: gzipSync('time,event\n5,1\n'),
    failed: { all: [5] },
    said: /unpacked$/,
  },
  'events in words': {
    content: ['time,event', '5,Dead', '6,alive', '7,dead'],
    failed: { all: [5, 7] },
    said: /'Dead', 'dead' taken for failed, 'alive' taken for censored$/,
  },
  'TRUE and FALSE': {
    content: ['time,event', '5,TRUE', '6,FALSE'],
    failed: { all: [5] },
    said: /'TRUE' taken for failed/,
  },
  'what --event-value says': {
    content: ['time,event', '5,2', '6,1', '7,3'],
    options: ['--event-value', '2', '--event-value', '3'],
    failed: { all: [5, 7] },
    said: /'2', '3' taken for failed, '1' taken for censored$/,
  },
  'what --na drop leaves out': {
    content: ['time,event,arm', 'NA,1,x', '5,1,x', '6,,x', '7,1,NA', '8,1', '9,1,y'],
    options: ['--by', 'arm', '--na', 'drop'],
    failed: { x: [5], y: [9] },
    said: /4 lines without time or event or group left out$/,
  },
  'what --decimal says': {
    content: ['time;event', '1,234;1'],
    options: ['--decimal', 'point'],
    failed: { all: [1234] },
    said: /commas between thousands/,
  },
  'what --separator says': {
    content: ['time:event', '5:1'],
    options: ['--separator', ':'],
    failed: { all: [5] },
    said: /':' between fields/,
  },
};

for (const [what, { content, options = [], failed, said }] of Object.entries(READ)) {
  await t.test(`read: ${what}`, async (t) => {
    const told = await analyse(folder, 'people.csv', content, '--json', ...options);
    t.equal(told.exitCode, 0, told.stderr);
    t.same(failuresIn(told), failed);
    t.match(told.stderr, said);
    t.ok(told.stderr.split('\n').length <= 2, 'one line');
  });
}

await t.test('standard input, packed or not', async (t) => {
  const text = 'time,event\n5,1\n';
  for (const input of [text, gzipSync(text)]) {
    const args = ['survival', '-', '--time', 'time', '--event', 'event'];
    const { stdout, exitCode } = await startLab(args, { stdin: 'pipe', input });
    t.equal(exitCode, 0);
    t.match(String(stdout), /^standard input: time, failed where event is 1: n = 1\n/);
  }
});

await t.test(
  'standard input that goes on is not read on when a line is refused',
  async (t) => {
    const input = `time,event\nsoon,1\n${'5,1\n'.repeat(1_000_000)}`;
    const args = ['survival', '-', '--time', 'time', '--event', 'event'];
    const { stderr, exitCode } = await startLab(args, { stdin: 'pipe', input });
    t.equal(exitCode, 2);
    t.match(
      String(stderr),
      /^preempt-lab: standard input:2 time 'soon' is not a number$/,
    );
  },
);

await t.test('the title says what meant failed', async (t) => {
  const lines = ['time,event', '5,2', '6,1'];
  const { stdout } = await analyse(folder, 'lung.csv', lines, '--event-value', '2');
  t.match(stdout, /^lung\.csv: time, failed where event is 2: n = 2\n/);
});
