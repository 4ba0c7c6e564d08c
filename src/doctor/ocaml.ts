import { DEFAULT_VERSION } from '../toolchain/catalogue.js';
import { listToolchain } from '../toolchain/listing.js';
import { fine, type Examination, type Diagnosis } from './check.js';

const INSTALL = `preempt-lab toolchain install ${DEFAULT_VERSION}, or let a run do it`;

const look = async (): Promise<Diagnosis> => {
  const { compilers, unusable } = await listToolchain();
  if (compilers.length > 0) {
    return fine(
      compilers.map(({ version, origin }) => `${version} (${origin})`).join(', '),
    );
  }
  const passedOver = unusable.map(({ prefix, reason }) => `; in ${prefix}: ${reason}`);
  return {
    status: 'warning',
    found: `no compiler that will do${passedOver.join('')}`,
    advice: INSTALL,
  };
};

/** Whether there is an OCaml to work with. */
export const ocamlExamination: Examination = {
  name: 'OCaml',
  otherwise: { status: 'warning', advice: INSTALL },
  look,
};
