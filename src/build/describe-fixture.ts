import path from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import type { Variant } from '../plan/definition.js';
import { FIXTURE_ENVIRONMENT } from '../toolchain/environment.js';
import type { Fixture } from './compiled-fixture.js';

const descriptionSchema = z.object({
  fixture: z.string(),
  ocaml: z.string().optional(),
  knobs: z.record(z.string(), z.array(z.string())),
  notApplicable: z.array(
    z.object({ knob: z.string(), value: z.string(), reason: z.string() }),
  ),
});

/** A fixture's description of itself: the knobs it was compiled with, defaults first. */
export type FixtureDescription = z.infer<typeof descriptionSchema>;

/** Asks a fixture what it was compiled with, for its subject. */
export const describeFixture = async ({
  executable,
}: Pick<Fixture, 'executable'>): Promise<FixtureDescription> => {
  const { stdout } = await execa(executable, ['--describe'], {
    cwd: path.dirname(executable),
    env: FIXTURE_ENVIRONMENT,
    extendEnv: false,
  });
  return descriptionSchema.parse(JSON.parse(stdout));
};

/** Why a variant is not applicable to the fixture's subject; nothing when it is. */
export const whyNotApplicable = (
  { notApplicable }: FixtureDescription,
  variant: Variant,
): string | undefined => {
  const missing = notApplicable.find(({ knob, value }) => variant[knob] === value);
  return missing && `${missing.knob}=${missing.value}: ${missing.reason}`;
};
