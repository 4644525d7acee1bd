import { dirname } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { AnalysisResult } from '../core/finding.ts';
import { createParser } from '../host/core-wasm.ts';
import { loadProgram } from '../host/program-loader.ts';
import { type AnalysisRequest, merge, run } from './analysis.ts';

/**
 * Runs an analysis on several threads, whole folders each, so that packages are not joined twice. A thread that dies
 * becomes a failure record that names its files.
 */
export async function runOnThreads(request: AnalysisRequest, jobs: number): Promise<AnalysisResult> {
  const shares: AnalysisRequest[] = Array.from({ length: jobs }, () => ({ ...request, groups: [] }));
  for (const group of request.groups) {
    const folders = new Map<string, string[]>();
    for (const file of group.files) {
      const folder = dirname(file);
      const files = folders.get(folder);
      if (files) files.push(file);
      else folders.set(folder, [file]);
    }
    const parts: string[][] = shares.map(() => []);
    for (const files of [...folders.values()].sort((a, b) => b.length - a.length)) {
      parts.sort((a, b) => a.length - b.length)[0]!.push(...files);
    }
    parts.forEach((files, index) => {
      const share = shares[index]!;
      if (files.length > 0) shares[index] = { ...share, groups: [...share.groups, { ...group, files }] };
    });
  }
  return merge(await Promise.all(shares.filter((share) => share.groups.length > 0).map(runOnThread)));
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
