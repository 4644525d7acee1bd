import { isMainThread } from 'node:worker_threads';
import { main } from './cli/main.ts';
import { serveWorker } from './cli/workers.ts';

if (isMainThread) {
  // whoever reads the output may stop early: premortem check | head
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  main(process.argv).then((code) => {
    process.exitCode = code;
  });
} else void serveWorker();
