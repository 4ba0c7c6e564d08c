import { findBoostContext } from '../toolchain/boost-context.js';
import { executablesOnPath } from '../toolchain/on-path.js';
import { fine, type Examination, type Diagnosis } from './check.js';
import type { Machine } from './machine.js';
import { BOOST_CONTEXT, installAdvice } from './packages.js';

/** The programs that a run needs to fetch it by itself. */
const FETCHERS = ['apt-get', 'dpkg-deb'];

const canBeFetched = async (): Promise<boolean> => {
  const found = await Promise.all(FETCHERS.map(executablesOnPath));
  return found.every((programs) => programs.length > 0);
};

const look = async (machine: Machine): Promise<Diagnosis> => {
  const found = await findBoostContext();
  if (found) return fine(`its static library (${found.origin})`);
  const absent = { status: 'warning', found: 'not there' } as const;
  return (await canBeFetched())
    ? { ...absent, advice: 'a run of an experiment about generators fetches it' }
    : { ...absent, advice: installAdvice(BOOST_CONTEXT, machine) };
};

/** Whether the library that experiments about the generator runtime link is there. */
export const boostContextExamination = (machine: Machine): Examination => ({
  name: BOOST_CONTEXT,
  otherwise: { status: 'warning', advice: installAdvice(BOOST_CONTEXT, machine) },
  look: () => look(machine),
});
