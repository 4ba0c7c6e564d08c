#!/usr/bin/env node
import os from 'node:os';
import process from 'node:process';

// Trials run on libuv's pool, beside file access; its size is read when it first starts.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(8, 2 * os.availableParallelism()));

const { main } = await import('../dist/src/cli/main.js');
process.exitCode = await main(process.argv);
