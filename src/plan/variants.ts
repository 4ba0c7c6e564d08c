import { UsageError } from '../errors.js';
import { ownValue } from '../own-value.js';
import type { Experiment, Variant } from './definition.js';

/** Values wanted for knobs, from `--set`: a knob may be given several. */
export type Settings = ReadonlyMap<string, readonly string[]>;

/**
 * Reads the values of repeated `--set <knob>=<value>`.
 *
 * @param option - the name of the option, for the error about a text of another form
 * @throws UsageError when one has another form
 */
export const parseSettings = (texts: readonly string[], option = '--set'): Settings => {
  const settings = new Map<string, string[]>();
  for (const text of texts) {
    const match = /^([^=]+)=(.+)$/.exec(text);
    if (!match) throw new UsageError(`${option} takes <knob>=<value>, not '${text}'`);
    const [, name = '', value = ''] = match;
    settings.set(name, [...(settings.get(name) ?? []), value]);
  }
  return settings;
};

/**
 * Makes sure that an experiment has these knobs and values.
 *
 * @throws UsageError that names those it has
 */
export const checkSettings = (experiment: Experiment, settings: Settings): void => {
  for (const [name, values] of settings) {
    const knob = ownValue(experiment.knobs, name);
    if (!knob) {
      const known = Object.keys(experiment.knobs).join(', ') || 'none';
      throw new UsageError(`${experiment.name} has no knob '${name}'; it has: ${known}`);
    }
    const wrong = values.find((value) => !knob.values.includes(value));
    if (wrong !== undefined) {
      throw new UsageError(
        `${experiment.name}: '${wrong}' is no value of ${name}; ` +
          `allowed: ${knob.values.join(', ')}`,
      );
    }
  }
};

/** Every combination of the knobs' values, the first knob varying slowest. */
const combinations = (choices: readonly (readonly [string, readonly string[]])[]) =>
  choices.reduce<Variant[]>(
    (variants, [name, values]) =>
      variants.flatMap((variant) =>
        values.map((value) => ({ ...variant, [name]: value })),
      ),
    [{}],
  );

const withoutRepeats = (variants: readonly Variant[]): readonly Variant[] => [
  ...new Map(variants.map((variant) => [JSON.stringify(variant), variant])).values(),
];

/**
 * The variant that differs from the defaults as given, with every knob named in order.
 */
export const completeVariant = ({ knobs }: Experiment, differing: Variant): Variant =>
  Object.fromEntries(
    Object.entries(knobs).map(([name, { values }]) => [
      name,
      differing[name] ?? values[0],
    ]),
  );

/**
 * The variant with more trials than others, if the experiment has one and the settings
 * leave it as it is.
 */
export const longArmVariant = (
  experiment: Experiment,
  settings: Settings,
): Variant | undefined => {
  if (!experiment.longArm) return undefined;
  const variant = completeVariant(experiment, experiment.longArm.variant);
  const isKept = ([name, values]: readonly [string, readonly string[]]) =>
    values.includes(variant[name] ?? '');
  return [...settings].every(isKept) ? variant : undefined;
};

/**
 * The variants to run: the default ones, or with `all` every combination. Knobs that were
 * set are fixed to their values, and repeats that this makes are left out.
 *
 * @returns variants that name every knob of the experiment, in its order
 * @throws UsageError for a knob or a value that the experiment does not have
 */
export const expandVariants = (
  experiment: Experiment,
  settings: Settings,
  all: boolean,
): readonly Variant[] => {
  checkSettings(experiment, settings);
  const knobs = Object.entries(experiment.knobs);
  const bases: readonly Variant[] = all ? [{}] : experiment.defaultVariants;
  const variants = bases.flatMap((base) =>
    combinations(
      knobs.map(([name, { values }]) => {
        const unset = all ? values : [base[name] ?? values[0]];
        return [name, settings.get(name) ?? unset];
      }),
    ),
  );
  return withoutRepeats(variants);
};
