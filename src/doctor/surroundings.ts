import path from 'node:path';
import { limitOf } from '../process-limits.js';
import { cachePath, homeFolder } from '../paths.js';
import { foreignVariables } from '../toolchain/environment.js';
import { temporaryFolder } from '../toolchain/harmless.js';
import { trialsWithFiles } from '../trial/room.js';
import { fine, type Examination, type Diagnosis } from './check.js';
import type { Machine } from './machine.js';

/** What is wrong with a variable that must hold an absolute path; empty if nothing is. */
const wrongPath = (variable: string, instead: string | undefined): readonly string[] => {
  const value = process.env[variable];
  if (value === undefined || path.isAbsolute(value)) return [];
  const used = instead === undefined ? '' : `, and ${instead} is used`;
  return [`${variable} is '${value}', which is no absolute path${used}`];
};

const wrongTemporary = (): readonly string[] => {
  const { TMPDIR } = process.env;
  const used = temporaryFolder();
  if (TMPDIR === undefined || used === path.resolve(TMPDIR)) return [];
  return [
    `TMPDIR is '${TMPDIR}', which is no folder to write to or has a path that tools ` +
      `stumble over${used === undefined ? '' : `, and ${used} is used`}`,
  ];
};

const lookAtVariables = (): Diagnosis => {
  const wrong = [
    ...wrongPath('HOME', homeFolder()),
    ...wrongPath('XDG_CACHE_HOME', cachePath()),
    ...wrongTemporary(),
  ];
  if (wrong.length > 0) {
    return {
      status: 'warning',
      found: wrong.join('; '),
      advice: 'unset these variables, or set them to absolute paths of folders',
    };
  }
  const foreign = foreignVariables();
  return fine(
    foreign.length === 0
      ? 'nothing is set that builds must not depend on'
      : `set here and kept from builds and trials: ${[...foreign].sort().join(', ')}`,
  );
};

const lookAtLimits = ({ cores }: Machine): Diagnosis => {
  const files = limitOf('openFiles');
  const addresses = limitOf('addressSpace');
  const found = [
    Number.isFinite(files) ? `${files} open files` : 'any number of open files',
    Number.isFinite(addresses)
      ? `${(addresses / 1e9).toFixed(1)} GB of address space`
      : 'all addresses',
  ].join(', ');
  if (trialsWithFiles() >= cores - 1) return fine(found);
  return {
    status: 'warning',
    found: `${found}; with so few files fewer trials run at a time`,
    advice: 'raise the limit: ulimit -n 1024',
  };
};

/** What a shell hands down to the lab: variables and limits. */
export const surroundingsExaminations = (machine: Machine): readonly Examination[] => [
  {
    name: 'environment',
    otherwise: { status: 'missing', advice: 'set HOME or XDG_CACHE_HOME' },
    look: lookAtVariables,
  },
  {
    name: 'limits',
    otherwise: { status: 'warning', advice: 'see `ulimit -a`' },
    look: () => lookAtLimits(machine),
  },
];
