import { chmod, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import t, { type Test } from 'tap';
import { lockFile, trialsFile } from '../../src/journal/layout.js';
import { openJournal } from '../../src/journal/writer.js';
import { manifest, record } from '../support/records.js';

const RECORDING = { name: 'RecordingError', exitCode: 4 };

const lines = async (folder: string): Promise<number> =>
  (await readFile(trialsFile(folder), 'utf8')).split('\n').length - 1;

const trialsIn = async (folder: string): Promise<readonly number[]> =>
  (await readFile(trialsFile(folder), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { trial: number }).trial);

await t.test('a trial is on disk once it is appended', async (t) => {
  const folder = path.join(t.testdir(), 'run');
  const journal = await openJournal(folder);
  await journal.saveManifest(manifest());
  await journal.append(record());
  t.equal(await lines(folder), 1);
  await journal.append(record({ trial: 1 }));
  t.equal(await lines(folder), 2);
  await journal.close();
});

await t.test('a run is written by one process at a time', async (t) => {
  const folder = path.join(t.testdir(), 'run');
  const journal = await openJournal(folder);
  await t.rejects(openJournal(folder), { name: 'UsageError', exitCode: 2 });
  await journal.close();
  await (await openJournal(folder)).close();
});

await t.test('a torn last line is cut off before more is written', async (t) => {
  const folder = path.join(t.testdir(), 'run');
  const journal = await openJournal(folder);
  await journal.append(record());
  await journal.close();
  await writeFile(trialsFile(folder), '{"schema":1,"ru', { flag: 'a' });
  const again = await openJournal(folder);
  await again.append(record({ trial: 1 }));
  await again.close();
  t.same(await trialsIn(folder), [0, 1]);
});

await t.test('a folder that was removed is noticed', async (t) => {
  const folder = path.join(t.testdir(), 'run');
  const journal = await openJournal(folder);
  await rm(folder, { recursive: true });
  await t.rejects(journal.append(record()), RECORDING);
  await journal.close();
});

await t.test('a file that was removed is not quietly begun anew', async (t) => {
  const folder = path.join(t.testdir(), 'run');
  const journal = await openJournal(folder);
  await journal.append(record());
  await rm(trialsFile(folder));
  await t.rejects(journal.append(record({ trial: 1 })), RECORDING);
  await journal.close();
});

/** Whether this user may mount file systems: root's way to a folder that is read-only
 * even to root, and the only way to a disk that is full. */
const canMount = !(await execa('unshare', ['--mount', 'true'], { reject: false })).failed;

const mountSmall = async (t: Test): Promise<string> => {
  const top = await mkdtemp(path.join(tmpdir(), 'preempt-lab-'));
  await execa('mount', ['-t', 'tmpfs', '-o', 'size=32k', 'tmpfs', top]);
  t.teardown(async () => {
    await execa('umount', [top]);
    await rm(top, { recursive: true });
  });
  return top;
};

await t.test('a folder made read-only is noticed, and what is there stays', async (t) => {
  const top = canMount ? await mountSmall(t) : t.testdir();
  const folder = path.join(top, 'run');
  const journal = await openJournal(folder);
  await journal.append(record());
  if (canMount) await execa('mount', ['-o', 'remount,ro', top]);
  else await chmod(folder, 0o555);
  await t.rejects(journal.append(record({ trial: 1 })), RECORDING);
  t.equal(await lines(folder), 1);
  if (!canMount) await chmod(folder, 0o755);
  await journal.close();
});

const fullDisk = { skip: canMount ? false : 'no file system can be mounted here' };

await t.test('a full disk is noticed; what is there stays', fullDisk, async (t) => {
  const top = await mountSmall(t);
  const folder = path.join(top, 'run');
  const journal = await openJournal(folder);
  let kept = 0;
  const fill = async () => {
    for (; kept < 1000; kept++) await journal.append(record({ trial: kept }));
  };
  await t.rejects(fill(), RECORDING);
  t.ok(kept > 10, `${kept} trials fitted`);
  const text = await readFile(trialsFile(folder), 'utf8');
  t.ok(text.endsWith('}\n'), 'no torn line is left');
  t.equal(await lines(folder), kept);
  await journal.close();
});

await t.test('what was kept stays when others do not fit', fullDisk, async (t) => {
  const top = await mountSmall(t);
  const folder = path.join(top, 'run');
  const journal = await openJournal(folder);
  const all = Array.from({ length: 200 }, (_, trial) => trial);
  const results = await Promise.allSettled(
    all.map((trial) => journal.append(record({ trial }))),
  );
  const kept = all.filter((trial) => results[trial]?.status === 'fulfilled');
  t.ok(kept.length > 10 && kept.length < 200, `${kept.length} trials fitted`);
  t.same(
    await trialsIn(folder),
    kept,
    'all that were told to be kept, in order, and no other',
  );
  await journal.close();
});

await t.test('who has lost a run writes nothing more into it', async (t) => {
  const folder = path.join(t.testdir(), 'run');
  const first = await openJournal(folder);
  await first.append(record());
  // As if it had been stopped for longer than a lock is good for.
  await utimes(lockFile(folder), 0, 0);
  const second = await openJournal(folder);
  await t.rejects(first.append(record({ trial: 1 })), {
    ...RECORDING,
    message: /another has taken it over/,
  });
  await t.rejects(first.saveManifest(manifest()), RECORDING);
  await first.close();
  await second.append(record({ trial: 1 }));
  t.equal(await lines(folder), 2);
  await second.close();
});
