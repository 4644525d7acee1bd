import { isMainThread } from 'node:worker_threads';
import { main } from './cli/main.ts';
import { serveWorker } from './cli/workers.ts';

if (isMainThread) {
  main(process.argv).then((code) => {
    process.exitCode = code;
  });
} else void serveWorker();
