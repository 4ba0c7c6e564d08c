import { buildError } from '../build/compiler-error.js';
import { requireCommands } from '../toolchain/on-path.js';
import { tool } from '../toolchain/tool.js';
import { fine, type Examination } from './check.js';
import type { Machine } from './machine.js';
import { C_HEADERS, installAdvice } from './packages.js';

/** Headers from each package they can be in: the C library's and the kernel's. */
const HEADERS = ['pthread.h', 'sys/eventfd.h', 'linux/types.h'];
const PROGRAM = HEADERS.map((header) => `#include <${header}>\n`).join('');

/**
 * Whether a C program finds the system's headers. It is always compiled afresh: what is
 * in the cache may have been built when they were still there.
 */
export const headersExamination = (machine: Machine): Examination => ({
  name: C_HEADERS,
  otherwise: { status: 'missing', advice: installAdvice(C_HEADERS, machine) },
  look: async () => {
    await requireCommands(['cc']);
    try {
      await tool({ input: PROGRAM })('cc', ['-fsyntax-only', '-x', 'c', '-']);
    } catch (error) {
      throw buildError('a program that includes them', error);
    }
    return fine(HEADERS.join(', '));
  },
});
