import t, { type Test } from 'tap';
import { requireSupportedPlatform } from '../../src/cli/platform.js';

const pretend = (t: Test, key: 'platform' | 'arch', value: string): void => {
  const original = process[key];
  Object.defineProperty(process, key, { value });
  t.teardown(() => Object.defineProperty(process, key, { value: original }));
};

await t.test('here it runs', (t) => {
  t.doesNotThrow(requireSupportedPlatform);
  t.end();
});

for (const [key, value] of [
  ['platform', 'darwin'],
  ['platform', 'win32'],
  ['arch', 'arm64'],
] as const) {
  await t.test(`on ${value} one line says where it does`, (t) => {
    pretend(t, key, value);
    t.throws(requireSupportedPlatform, {
      name: 'UsageError',
      message: /^preempt-lab runs on Linux on x86-64 with glibc, not on [^\n]*$/,
    });
    t.end();
  });
}
