import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../errors.js';
import { packageRoot } from '../paths.js';
import type { Experiment } from './definition.js';

/** The definitions are beside `src`, in the language that this module itself runs in. */
const here = fileURLToPath(import.meta.url);
const definitions = path.join(path.dirname(here), '..', '..', 'experiments');
const definitionFile = `experiment${path.extname(here)}`;

/** The folder that holds the sources of an experiment's fixture. */
export const fixtureFolder = (experiment: string): string =>
  path.join(packageRoot, 'experiments', experiment);

/** Every experiment, in alphabetical order of name; each has a folder. */
export const discoverExperiments = async (): Promise<readonly Experiment[]> => {
  const folders = readdirSync(definitions)
    .filter((name) => existsSync(path.join(definitions, name, definitionFile)))
    .sort();
  return Promise.all(
    folders.map(async (name) => {
      const url = pathToFileURL(path.join(definitions, name, definitionFile)).href;
      const { default: experiment } = (await import(url)) as { default: Experiment };
      return experiment;
    }),
  );
};

/**
 * The experiments with these names.
 *
 * @throws UsageError for a name that none has, with the nearest one that exists
 */
export const selectExperiments = (
  experiments: readonly Experiment[],
  names: readonly string[],
): readonly Experiment[] =>
  names.map((name) => {
    const found = experiments.find(
      (experiment) => experiment.name === name || experiment.aliases?.includes(name),
    );
    if (found) return found;
    const known = experiments.map((experiment) => experiment.name);
    throw new UsageError(
      `no experiment '${name}'; did you mean '${closest(name, known)}'? ` +
        '`preempt-lab list` shows them all',
    );
  });
