import process from 'node:process';
import { runProgram } from './run-program.js';

const written = (stream: NodeJS.WriteStream): Promise<void> =>
  new Promise((resolve) => {
    stream.write('', () => {
      resolve();
    });
  });

const code = await runProgram(process.argv);
await Promise.all([written(process.stdout), written(process.stderr)]);
// Unread input on standard input would keep the thread alive.
process.exit(code);
