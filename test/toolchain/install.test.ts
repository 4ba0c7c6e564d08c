import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import t, { type Test } from 'tap';
import { Interrupted, ToolchainError, UsageError } from '../../src/errors.js';
import { makeStaging, makeWorkplace, removeStaging } from '../../src/toolchain/cache.js';
import type { Release } from '../../src/toolchain/catalogue.js';
import { install } from '../../src/toolchain/install.js';
import { listToolchain } from '../../src/toolchain/listing.js';
import { remove } from '../../src/toolchain/remove.js';
import { resolveCompiler } from '../../src/toolchain/resolve.js';
import { testsFolder } from '../../src/toolchain/testsuite.js';
import { bareMachine, setEnvironment, writeProgram } from './fixtures/machine.js';
import { VERSION, writeRelease } from './fixtures/release.js';

const work = { onProgress: () => undefined };

/** Not so for a process that has died and that nobody has waited for yet. */
const isRunning = async (pid: number): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !/\) [ZX]/.test(stat);
};

const gatedRelease = async (t: Test) => {
  const root = t.testdir({});
  setEnvironment(t, { XDG_CACHE_HOME: path.join(root, 'cache') });
  const gate = path.join(root, 'gate');
  const release = await writeRelease(root, gate);
  return {
    release,
    cache: path.join(root, 'cache', 'preempt-lab', 'ocaml'),
    open: () => writeFile(path.join(gate, 'go'), ''),
    builds: async () =>
      (await readFile(path.join(gate, 'builds'), 'utf8')).split('\n').length - 1,
    child: async () => Number(await readFile(path.join(gate, 'child'), 'utf8')),
  };
};

void t.test('builds once, in its final place, and tells how far it is', async (t) => {
  const { release, cache, open, builds } = await gatedRelease(t);
  await open();
  const details: string[] = [];
  const onProgress = (detail: string) => details.push(detail);
  const compiler = await install(release, { onProgress });
  t.match(compiler, {
    version: VERSION,
    prefix: path.join(cache, VERSION),
    origin: 'cache',
  });
  t.match(
    details.join('\n'),
    /unpacking.*configuring.*compiling utils\/gate\.cmx.*installing/s,
  );
  t.same(await readdir(cache), [VERSION]);
  const tests = testsFolder(compiler.prefix);
  t.same(await readdir(tests), ['effects'], 'those that fixtures may preempt are kept');
  t.same(await install(release, work), compiler);
  await rm(tests, { recursive: true });
  t.same(await install(release, work), compiler);
  t.same(await readdir(tests), ['effects'], 'and added to a compiler without them');
  t.equal(await builds(), 1);
});

void t.test('a cache whose path a shell would read gets a compiler too', async (t) => {
  const { release, cache, open } = await gatedRelease(t);
  await open();
  const folder = path.join(path.dirname(cache), 'it`s "my" $(false) cache:%');
  setEnvironment(t, { XDG_CACHE_HOME: folder });
  const prefix = path.join(folder, 'preempt-lab', 'ocaml', VERSION);
  const workplace = await makeWorkplace(VERSION);
  t.notMatch(workplace, /[^\w/.-]/, 'it is built where make takes the path as it is');
  const compiler = await install(release, work);
  t.match(compiler, {
    prefix,
    standardLibrary: path.join(prefix, 'lib', 'ocaml'),
    config: { standard_library: path.join(prefix, 'lib', 'ocaml') },
  });
  t.same(await readdir(path.dirname(prefix)), [VERSION]);
  await t.rejects(access(workplace), 'what an earlier build left is gone');
  t.same(await install(release, work), compiler);
});

void t.test('work on a version has a folder of its own each time', async (t) => {
  const { cache } = await gatedRelease(t);
  const folders = await Promise.all([makeStaging(VERSION), makeStaging(VERSION)]);
  t.not(folders[0], folders[1]);
  await removeStaging(VERSION);
  t.same(await readdir(cache), [], 'and all of them are known for what they are');
});

void t.test('a make around the lab does not tell its build what to do', async (t) => {
  const { release, open } = await gatedRelease(t);
  await open();
  setEnvironment(t, { MAKEFLAGS: '--dry-run', DESTDIR: '/nowhere' });
  t.match(await install(release, work), { version: VERSION });
});

void t.test(
  'what an earlier process of the same id left is not built upon',
  async (t) => {
    const { release, cache, open } = await gatedRelease(t);
    await open();
    const source = path.join(cache, `.staging-${VERSION}-${process.pid}`, 'source');
    await mkdir(source, { recursive: true });
    await writeFile(path.join(source, 'GNUmakefile'), 'all install:\n\tfalse\n');
    t.match(await install(release, work), { version: VERSION });
  },
);

void t.test(
  'a compiler that was removed is gone, and can be installed again',
  async (t) => {
    const { release, cache, open, builds } = await gatedRelease(t);
    await open();
    const { prefix } = await install(release, work);
    t.equal(await remove(VERSION, work), prefix);
    t.same(await readdir(cache), []);
    await t.rejects(remove(VERSION, work), UsageError);
    await install(release, work);
    t.equal(await builds(), 2);
  },
);

void t.test(
  'an interrupted build leaves no process, no file and no compiler',
  async (t) => {
    const { release, cache, child } = await gatedRelease(t);
    const controller = new AbortController();
    const onProgress = (detail: string) => {
      if (detail.endsWith('gate.cmx')) controller.abort();
    };
    await t.rejects(
      install(release, { onProgress, signal: controller.signal }),
      Interrupted,
    );
    t.notOk(await isRunning(await child()));
    t.same(await readdir(cache), []);
  },
);

/** The same downloads, of which each tarball has a byte too many. */
const corrupted = ({ downloads, ...release }: Release): Release => ({
  ...release,
  downloads: downloads.map(({ source, pin }) => ({
    source: {
      ...source,
      title: 'a bad mirror',
      fetch: async (...args) => {
        const tarball = await source.fetch(...args);
        await writeFile(tarball, 'x', { flag: 'a' });
        return tarball;
      },
    },
    pin,
  })),
});

void t.test('a tarball that is not the pinned one is refused', async (t) => {
  const { release, cache } = await gatedRelease(t);
  const error: unknown = await install(corrupted(release), work).catch((e: unknown) => e);
  t.type(error, ToolchainError);
  t.match(error, { message: /source\.tgz is not the file it should be/ });
  t.same(await readdir(cache), []);
});

void t.test('a source that fails is made up for by the next', async (t) => {
  const { release, open } = await gatedRelease(t);
  await open();
  const unreachable = { title: 'far away', commands: ['no-such-program'] };
  const [good] = release.downloads;
  if (!good) throw new Error('the release has no source');
  const absent = { ...good, source: { ...good.source, ...unreachable } };
  const bad = corrupted(release).downloads;
  const some = { ...release, downloads: [absent, ...bad, good] };
  t.match(await install(some, work), { version: VERSION });
  await remove(VERSION, work);
  const none = { ...release, downloads: [absent, ...bad] };
  const error: unknown = await install(none, work).catch((e: unknown) => e);
  t.type(error, ToolchainError);
  t.match(error, { message: /far away: not on PATH: no-such-program\n/ });
  t.match(error, { message: /a bad mirror: source\.tgz is not the file/ });
});

void t.test('a source of another version is not published', async (t) => {
  const { release, cache, open } = await gatedRelease(t);
  await open();
  await t.rejects(install({ ...release, version: '5.4.1' }, work), {
    message: /the source is of 5\.3\.0, not 5\.4\.1/,
  });
  t.same(await readdir(cache), []);
});

void t.test('without a network the other ways to an OCaml are named', async (t) => {
  const { bin, cache } = await bareMachine(t, ['cc', 'make', 'tar', 'yes', 'head']);
  await writeProgram(
    path.join(bin, 'npm'),
    '(echo npm error code ENOTFOUND; yes | head -n 50) >&2; exit 1',
  );
  const error: unknown = await resolveCompiler(undefined, work).catch((e: unknown) => e);
  t.type(error, ToolchainError);
  t.match(error, {
    message: /^cannot install OCaml 5\.3\.0: .*npm package.*ENOTFOUND.*ocaml-source/s,
  });
  for (const way of ['--ocaml <prefix>', 'PATH', 'opam'])
    t.match(error, { message: way });
  t.same(await readdir(cache), []);
});

void t.test('missing programs are named before anything is downloaded', async (t) => {
  const { root, bin } = await bareMachine(t, ['tar']);
  const called = path.join(root, 'called');
  await writeProgram(path.join(bin, 'npm'), `: > ${called}`);
  await t.rejects(resolveCompiler('5.3.0', work), { message: /not on PATH: cc, make\n/ });
  await t.rejects(access(called));
  t.same((await listToolchain()).compilers, []);
});
