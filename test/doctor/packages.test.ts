import t from 'tap';
import { BOOST_CONTEXT, C_HEADERS, installAdvice } from '../../src/doctor/packages.js';
import { machineWith } from './fixtures/machine.js';

const distributions: readonly [string, string, readonly [string, string][]][] = [
  [
    'Debian',
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n',
    [
      ['cc', 'apt-get install gcc libc6-dev'],
      [C_HEADERS, 'apt-get install libc6-dev'],
      [BOOST_CONTEXT, 'apt-get install libboost-context-dev'],
      ['xz', 'apt-get install xz-utils'],
      ['gdb', 'apt-get install gdb'],
    ],
  ],
  [
    'a derivative of Ubuntu',
    'ID=elementary\nID_LIKE=ubuntu\n',
    [['make', 'apt-get install make']],
  ],
  [
    'Fedora',
    'NAME="Fedora Linux"\nID=fedora\nVERSION_ID=41\n',
    [
      ['cc', 'dnf install gcc glibc-devel'],
      ['make', 'dnf install make'],
    ],
  ],
  [
    'a rebuild of RHEL',
    'ID="rocky"\nID_LIKE="rhel centos fedora"\n',
    [[C_HEADERS, 'dnf install glibc-devel']],
  ],
  ['RHEL', 'ID="rhel"\nID_LIKE="centos"\n', [['gdb', 'dnf install gdb']]],
  ['Arch', 'ID=arch\n', [['cc', 'pacman -S gcc']]],
  [
    'openSUSE',
    "ID='opensuse-tumbleweed'\nID_LIKE='opensuse suse'\n",
    [['npm', 'zypper install npm-default']],
  ],
];

for (const [name, osRelease, expected] of distributions) {
  void t.test(`on ${name} the command is that of its package manager`, (t) => {
    for (const [need, command] of expected) {
      t.equal(installAdvice(need, machineWith({ osRelease, isRoot: true })), command);
      t.equal(installAdvice(need, machineWith({ osRelease })), `sudo ${command}`);
    }
    t.end();
  });
}

void t.test('what is in no package of a distribution is named', (t) => {
  const advice = installAdvice(BOOST_CONTEXT, machineWith({ osRelease: 'ID=suse\n' }));
  t.equal(advice, 'install Boost.Context as your distribution has it');
  t.end();
});

void t.test('on an unknown distribution what is needed is named', (t) => {
  for (const osRelease of ['', 'ID=plan9\nID_LIKE=research\n']) {
    const advice = installAdvice('make', machineWith({ osRelease }));
    t.match(advice, /install make/);
    t.notMatch(advice, 'sudo');
  }
  t.end();
});
