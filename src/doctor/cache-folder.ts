import { mkdtemp, rmdir, statfs } from 'node:fs/promises';
import path from 'node:path';
import { cachePath, nearestExisting } from '../paths.js';
import { whyNotBuildable } from '../toolchain/cache.js';
import { fine, type Examination, type Diagnosis } from './check.js';

/** The space for the source of an OCaml, its build and the result, with room to spare. */
const BUILD_BYTES = 1e9;

const ELSEWHERE = 'set XDG_CACHE_HOME to a folder';

const lookAtFolder = async (): Promise<Diagnosis> => {
  const folder = cachePath();
  await rmdir(await mkdtemp(path.join(nearestExisting(folder), '.preempt-lab-doctor-')));
  const reason = whyNotBuildable();
  if (!reason) return fine(folder);
  return { status: 'warning', found: reason.problem, advice: reason.advice };
};

const lookAtSpace = async (): Promise<Diagnosis> => {
  const { bavail, bsize } = await statfs(nearestExisting(cachePath()));
  const found = `${((bavail * bsize) / 1e9).toFixed(1)} GB free for the cache`;
  if (bavail * bsize >= BUILD_BYTES) return fine(found);
  return {
    status: 'warning',
    found: `${found}; building an OCaml takes up to 1`,
    advice: `make room, or ${ELSEWHERE} that has it`,
  };
};

/** Checks of where the lab keeps what it builds. They leave nothing behind. */
export const cacheExaminations: readonly Examination[] = [
  {
    name: 'cache folder',
    otherwise: { status: 'missing', advice: `${ELSEWHERE} that you can write to` },
    look: lookAtFolder,
  },
  {
    name: 'disk space',
    otherwise: { status: 'warning', advice: `${ELSEWHERE} that you can write to` },
    look: lookAtSpace,
  },
];
