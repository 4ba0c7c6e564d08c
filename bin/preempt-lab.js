#!/usr/bin/env node
import os from 'node:os';
import process from 'node:process';
import { adaptToFileLimit } from '../dist/src/cli/start/few-files.js';
import { tellFailure } from '../dist/src/cli/start/explain.js';
import { surviveStreams } from '../dist/src/cli/start/streams.js';

// Trials run on libuv's pool, beside file access; its size is read when it first starts.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(8, 2 * os.availableParallelism()));

surviveStreams();
process.on('uncaughtException', (error) => {
  process.exit(tellFailure(error));
});
try {
  adaptToFileLimit();
  const { main } = await import('../dist/src/cli/main.js');
  process.exitCode = await main(process.argv);
} catch (error) {
  process.exitCode = tellFailure(error);
}
