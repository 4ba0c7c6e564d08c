import path from 'node:path';
import t, { type Test } from 'tap';
import { cachePath, homeFolder } from '../../src/paths.js';
import { buildEnvironment, userEnvironment } from '../../src/toolchain/environment.js';
import { harmIn, isHarmless } from '../../src/toolchain/harmless.js';
import { setEnvironment } from './fixtures/machine.js';

const FOREIGN = {
  ...{ OCAMLLIB: '/x', CAMLLIB: '/x', OCAMLPATH: '/x', OCAMLFIND_CONF: '/x' },
  ...{ OCAMLRUNPARAM: 'v=1', OCAMLPARAM: '_,w=Z', OCAMLTOP_INCLUDE_PATH: '/x' },
  ...{ CC: 'false', CFLAGS: '-x', CPATH: '/x', GCC_EXEC_PREFIX: '/x/', LDFLAGS: '-x' },
  ...{ MAKEFLAGS: '-n', MAKELEVEL: '3', LD_LIBRARY_PATH: '/x', LD_PRELOAD: '' },
  ...{ BASH_ENV: '/x', CDPATH: '/x', TAR_OPTIONS: '-v', GIT_DIR: '/x' },
  ...{ SOURCE_DATE_EPOCH: '1', LANG: 'tr_TR.UTF-8', XDG_CONFIG_HOME: 'relative' },
};
const OF_THE_USER = {
  ...{ https_proxy: 'http://proxy', npm_config_registry: 'http://registry' },
  ...{ APT_CONFIG: '/apt.conf', OPAMROOT: '/opam', NODE_EXTRA_CA_CERTS: '/ca.pem' },
};

const unset = (t: Test, name: string): void => {
  setEnvironment(t, { [name]: '' });
  Reflect.deleteProperty(process.env, name);
};

void t.test('builds are given a few variables and no others', (t) => {
  setEnvironment(t, { ...FOREIGN, ...OF_THE_USER, NEVER_HEARD_OF: 'x' });
  const names = Object.keys(buildEnvironment()).sort();
  t.same(names, ['HOME', 'LC_ALL', 'LOGNAME', 'PATH', 'TMPDIR', 'USER']);
  t.match(buildEnvironment({ OCAMLOPT: 'x' }), { OCAMLOPT: 'x', LC_ALL: 'C' });
  t.end();
});

void t.test('what fetches keeps proxies and settings, and nothing foreign', (t) => {
  setEnvironment(t, { ...FOREIGN, ...OF_THE_USER });
  const given = userEnvironment();
  t.match(given, { ...OF_THE_USER, LC_ALL: 'C' });
  const foreign = Object.keys(FOREIGN);
  t.same(
    foreign.filter((name) => given[name] !== undefined),
    [],
  );
  t.end();
});

void t.test('children find programs where the lab does, wherever they work', (t) => {
  setEnvironment(t, { PATH: '/bin::relative' });
  t.equal(buildEnvironment().PATH, `/bin:${path.resolve('relative')}`);
  t.end();
});

void t.test('a folder for temporary files that is not there is not handed on', (t) => {
  const root = t.testdir({ 'a folder': {} });
  for (const TMPDIR of [
    path.join(root, 'gone'),
    'relative',
    path.join(root, 'a folder'),
  ]) {
    setEnvironment(t, { TMPDIR });
    t.not(buildEnvironment().TMPDIR, TMPDIR);
  }
  setEnvironment(t, { TMPDIR: root });
  t.equal(buildEnvironment().TMPDIR, root);
  t.end();
});

void t.test('relative and empty folders of the user are passed over', (t) => {
  setEnvironment(t, { HOME: '/somewhere', XDG_CACHE_HOME: 'relative' });
  t.equal(cachePath('x'), '/somewhere/.cache/preempt-lab/x');
  setEnvironment(t, { XDG_CACHE_HOME: '' });
  t.equal(cachePath(), '/somewhere/.cache/preempt-lab');
  setEnvironment(t, { XDG_CACHE_HOME: '/cache' });
  t.equal(cachePath(), '/cache/preempt-lab');
  for (const HOME of ['', 'relative']) {
    setEnvironment(t, { HOME });
    t.ok(path.isAbsolute(homeFolder() ?? ''), 'the account has one');
    t.not(homeFolder(), path.resolve(HOME));
  }
  unset(t, 'HOME');
  t.ok(path.isAbsolute(buildEnvironment().HOME ?? ''));
  t.end();
});

void t.test('paths that may be pasted are told from those that may not', (t) => {
  t.ok(isHarmless('/home/zoë/ocaml-5.3.0+flambda/~x@y'));
  for (const sign of ' \t\n\'"`$()%:\\=#&;|<>*?,!{}[]^') {
    t.notOk(isHarmless(`/a${sign}b`), JSON.stringify(sign));
  }
  t.equal(harmIn('/a b/c d/$x\n'), 'a blank, "$", a newline');
  t.end();
});
