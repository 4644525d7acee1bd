import { chmodSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { fixAll } from '../core/analyze.ts';
import type { Config } from '../core/config.ts';
import type { LoadedProgram } from '../host/program-loader.ts';

export interface FixedFile {
  readonly path: string;
  /** Texts as they stand in the file, byte order mark included. */
  readonly before: string;
  readonly after: string;
  readonly applied: number;
}

/** The files that safe fixes change, with their texts. */
export function fixedFiles(
  loaded: LoadedProgram,
  files: readonly string[],
  configFor: (folder: string) => Config,
): FixedFile[] {
  const fixed: FixedFile[] = [];
  let program = loaded.program;
  for (const path of files) {
    const before = program.textOf(path);
    if (before === undefined) continue;
    const { text, applied } = fixAll(program, path, configFor(dirname(path)));
    if (text === before) continue;
    const mark = loaded.withBom.has(path) ? '\ufeff' : '';
    fixed.push({ path, before: mark + before, after: mark + text, applied });
    program = program.with({ set: new Map([[path, text]]) });
  }
  return fixed;
}

export function unifiedDiff(file: FixedFile, shown: string): string {
  return createTwoFilesPatch(`a/${shown}`, `b/${shown}`, file.before, file.after).replace(/^=+\n/, '');
}

/** Writes a fixed file, unless it has changed on disk since it was read; the old file is whole until the new one is. */
export function writeFixed(file: FixedFile): 'written' | 'changed' | 'refused' {
  let temporary: string | undefined;
  try {
    const target = realpathSync(file.path);
    if (readFileSync(target, 'utf8') !== file.before) return 'changed';
    const { mode } = statSync(target);
    temporary = `${target}.premortem-${process.pid}`;
    writeFileSync(temporary, file.after, { mode });
    chmodSync(temporary, mode); // the mask of the process does not count
    renameSync(temporary, target);
    return 'written';
  } catch (error) {
    if (temporary !== undefined) rmSync(temporary, { force: true });
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'changed' : 'refused';
  }
}
