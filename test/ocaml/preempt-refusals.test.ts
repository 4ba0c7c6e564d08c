import { readdirSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import t from 'tap';
import { buildPreemptLibrary } from '../../src/build/preempt-library.js';
import { packageRoot } from '../../src/paths.js';
import { WITHOUT_FOREIGN_OCAML } from '../../src/toolchain/environment.js';
import { compiler } from '../support/ocaml.js';

const sources = path.join(packageRoot, 'ocaml', 'preempt', 'src');
const { standard_library = '' } = compiler.config;

const refusing = (cwd: string) =>
  execa({ cwd, env: WITHOUT_FOREIGN_OCAML, reject: false });
const tool = (name: string) => path.join(compiler.prefix, 'bin', name);

await t.test('bytecode, when a program is linked', async (t) => {
  const cwd = t.testdir({ 'program.ml': 'let () = Preempt.mask ignore' });
  const modules = readdirSync(sources).filter((name) => /\.mli?$/.test(name));
  for (const name of modules) await cp(path.join(sources, name), path.join(cwd, name));
  const run = refusing(cwd);
  const { stdout } = await run(tool('ocamldep'), ['-sort', '-one-line', ...modules]);
  const sorted = stdout.trim().split(' ');
  const flags = ['-w', '-a', '-alert', '-unstable'];
  const library = [...flags, '-a', '-o', 'preempt.cma', ...sorted];
  t.match(await run(tool('ocamlc'), library), { exitCode: 0 });
  const link = [...flags, 'preempt.cma', 'program.ml', '-o', 'program'];
  for (const mode of [[], ['-custom']]) {
    const { exitCode, stderr } = await run(tool('ocamlc'), [...mode, ...link]);
    t.equal(exitCode, 2);
    t.match(stderr, /preempt_needs_ocamlopt/);
  }
});

await t.test('a program linked without any one of the flags', async (t) => {
  const cwd = t.testdir({ 'program.ml': 'let () = Preempt.mask ignore' });
  const text = readFileSync(path.join(sources, 'link_flags.sexp'), 'utf8');
  const wraps = text.match(/-Wl,--wrap=\w+/g) ?? [];
  t.equal(wraps.length, 11);
  const library = await buildPreemptLibrary(compiler);
  const linkedWith = (flags: readonly string[]) =>
    refusing(cwd)(compiler.ocamlopt, [
      ...['-noautolink', '-I', library, '-ccopt', `-L${library}`, 'preempt.cmxa'],
      ...['program.ml', '-cclib', '-lpreempt_stubs', '-o', 'program'],
      ...flags.flatMap((flag) => ['-ccopt', flag]),
    ]);
  t.match(await linkedWith(wraps), { exitCode: 0 });
  for (const missing of wraps) {
    const { exitCode, stderr } = await linkedWith(
      wraps.filter((flag) => flag !== missing),
    );
    t.equal(exitCode, 2);
    t.match(stderr, `undefined reference to \`__real_${missing.replace(/.*=/, '')}'`);
  }
});

await t.test('what the C files are not written for', async (t) => {
  /* The C library's headers want this one where they do not see amd64. */
  const cwd = t.testdir({ gnu: { 'stubs-32.h': '' } });
  const compiled = (...flags: readonly string[]) =>
    refusing(cwd)('cc', [
      ...['-std=gnu17', '-fsyntax-only', ...flags, '-I', standard_library],
      path.join(sources, 'frame.c'),
    ]);
  const release = async (version: number) => {
    const folder = path.join(cwd, `${version}`, 'caml');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'version.h'), `#define OCAML_VERSION ${version}\n`);
    return ['-I', path.dirname(folder)];
  };
  t.match(await compiled(), { exitCode: 0, stderr: '' });
  t.match(await compiled(...(await release(50599))), { exitCode: 0 });
  const refused = {
    'only OCaml 5.0 to 5.5 are supported': [await release(41402), await release(50600)],
    'only amd64 Linux is supported': [['-U__x86_64__', '-I', cwd], ['-U__linux__']],
    'configured with frame pointers is not supported': [['-DWITH_FRAME_POINTERS']],
    'configured with ThreadSanitizer is not supported': [['-fsanitize=thread']],
  };
  for (const [message, cases] of Object.entries(refused)) {
    for (const flags of cases) {
      const { exitCode, stderr } = await compiled(...flags);
      t.equal(exitCode, 1);
      t.match(stderr, message, flags.join(' '));
    }
  }
});

/** What later versions have and 5.0 has not, under names that none has. */
const AS_IN_5_0: Readonly<Record<string, (text: string) => string>> = {
  'version.h': (text) => text.replace(/(#define OCAML_VERSION) .*/, '$1 50000'),
  'domain_state.tbl': (text) => text.replace('young_trigger', 'later_trigger'),
  'frame_descriptors.h': (text) =>
    text
      .replaceAll('frame_size(', 'later_frame_size(')
      .replaceAll('frame_data', 'frame_size'),
};

await t.test('the names of 5.0, in the headers of this OCaml', async (t) => {
  const cwd = t.testdir();
  const headers = path.join(cwd, 'caml');
  await cp(path.join(standard_library, 'caml'), headers, { recursive: true });
  for (const [name, change] of Object.entries(AS_IN_5_0)) {
    const file = path.join(headers, name);
    const before = readFileSync(file, 'utf8');
    t.not(change(before), before, name);
    await writeFile(file, change(before));
  }
  for (const name of readdirSync(sources).filter((file) => file.endsWith('.c'))) {
    const flags = ['-std=gnu17', '-fsyntax-only', '-I', cwd];
    const { stderr } = await refusing(cwd)('cc', [...flags, path.join(sources, name)]);
    t.notMatch(stderr, /error:/, name);
  }
});

await t.test('a program that ThreadSanitizer watches, when it starts', async (t) => {
  const cwd = t.testdir({
    'program.ml': 'let () = Preempt.mask ignore',
    'watched_stubs.c': 'void __tsan_func_entry(void *at) { (void)at; }',
  });
  const library = await buildPreemptLibrary(compiler);
  const run = refusing(cwd);
  for (const [stubs, exitCode, message] of [
    [[], 0, /^$/],
    [['watched_stubs.c'], 2, /preempt: ThreadSanitizer is not supported/],
  ] as const) {
    const program = ['preempt.cmxa', 'program.ml', ...stubs, '-o', 'program'];
    await run(compiler.ocamlopt, ['-I', library, ...program]);
    t.match(await run('./program'), { exitCode, stderr: message });
  }
});
