import process from 'node:process';
import { runProgram } from './run-program.js';

process.exitCode = await runProgram(process.argv);
