import path from 'node:path';

/** Where things are in a results folder. */
export const runFolder = (results: string, run: string): string =>
  path.join(results, run);
export const manifestFile = (folder: string): string => path.join(folder, 'run.json');
export const trialsFile = (folder: string): string => path.join(folder, 'trials.ndjson');
/** The same file, compressed, for a run that is complete and kept. */
export const packedTrialsFile = (folder: string): string => `${trialsFile(folder)}.gz`;
export const lockFile = (folder: string): string => path.join(folder, '.lock');
/** Who has the lock. */
export const ownerFile = (folder: string): string => path.join(folder, '.owner.json');
/** The folder of the experiments' pages, made from the runs. */
export const pagesFolder = (results: string): string => path.join(results, 'experiments');
/** The folder of the pictures made from the runs. */
export const plotsFolder = (results: string): string => path.join(results, 'plots');
export const referenceFile = (results: string): string =>
  path.join(results, 'reference.json');
