import { dirname } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { Config } from '../core/config.ts';
import type { AnalysisResult } from '../core/finding.ts';
import { createParser } from '../host/core-wasm.ts';
import { loadProgram } from '../host/program-loader.ts';
import { type AnalysisRequest, merge, run } from './analysis.ts';

/**
 * Runs an analysis on several threads, whole folders each, so that packages are not joined twice. A thread that dies
 * becomes a failure record that names its files.
 */
export async function runOnThreads(request: AnalysisRequest, jobs: number): Promise<AnalysisResult> {
  return merge(
    await Promise.all(sharesOf(request.groups, jobs).map((groups) => runOnThread({ ...request, groups }))),
  );
}

type Groups = AnalysisRequest['groups'];

/** Folders dealt out to at most `count` threads: the largest first, each to the thread that has least. */
function sharesOf(groups: Groups, count: number): Groups[] {
  const folders = groups.flatMap(({ config, files }) => {
    const byFolder = new Map<string, string[]>();
    for (const file of files) {
      const folder = byFolder.get(dirname(file));
      if (folder) folder.push(file);
      else byFolder.set(dirname(file), [file]);
    }
    return [...byFolder.values()].map((inFolder) => ({ config, files: inFolder }));
  });
  folders.sort((a, b) => b.files.length - a.files.length);
  const shares = Array.from({ length: Math.min(count, folders.length) }, () => ({
    files: 0,
    byConfig: new Map<Config, string[]>(),
  }));
  for (const { config, files } of folders) {
    const least = shares.reduce((best, share) => (share.files < best.files ? share : best));
    least.files += files.length;
    const same = least.byConfig.get(config);
    if (same) same.push(...files);
    else least.byConfig.set(config, [...files]);
  }
  return shares.map(({ byConfig }) => [...byConfig].map(([config, files]) => ({ config, files })));
}

function runOnThread(request: AnalysisRequest): Promise<AnalysisResult> {
  return new Promise((resolve) => {
    const worker = new Worker(__filename, { workerData: request });
    let isDone = false;
    const finish = (result: AnalysisResult): void => {
      if (!isDone) resolve(result);
      isDone = true;
    };
    worker.once('message', finish);
    worker.once('error', (error) => finish(lost(request, error.message, error.stack ?? '')));
    worker.once('exit', (code) => finish(lost(request, `the worker ended with code ${code}`, '')));
  });
}

function lost(request: AnalysisRequest, message: string, stack: string): AnalysisResult {
  const files = request.groups.flatMap((group) => group.files);
  return {
    findings: [],
    notAnalysed: files.map((file) => ({ file, function: '', reason: 'parser-failure' })),
    failures: [{ rule: '', file: files[0] ?? '', message, stack }],
    stats: { files: files.length, bytes: 0, parsed: 0, prefiltered: 0, functions: 0 },
  };
}

/** The other end of `runOnThreads`. */
export async function serveWorker(): Promise<void> {
  const request = workerData as AnalysisRequest;
  const files = request.groups.flatMap((group) => group.files).sort();
  const { program } = loadProgram(await createParser(), files, new Map(), request.named);
  parentPort?.postMessage(run(program, request));
}
