import { readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { fixAll } from '../core/analyze.ts';
import type { Config } from '../core/config.ts';
import type { LoadedProgram } from '../host/program-loader.ts';

export interface FixedFile {
  readonly path: string;
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
    fixed.push({ path, before, after: text, applied });
    program = program.with({ set: new Map([[path, text]]) });
  }
  return fixed;
}

export function unifiedDiff(file: FixedFile, shown: string): string {
  return createTwoFilesPatch(`a/${shown}`, `b/${shown}`, file.before, file.after).replace(/^=+\n/, '');
}

/** Writes a fixed file, unless it has changed on disk since it was read; the old file is whole until the new one is. */
export function writeFixed(file: FixedFile, hasBom: boolean): 'written' | 'changed' {
  const mark = hasBom ? '\ufeff' : '';
  if (readFileSync(file.path, 'utf8') !== mark + file.before) return 'changed';
  const target = realpathSync(file.path);
  const temporary = `${target}.premortem-${process.pid}`;
  writeFileSync(temporary, mark + file.after, { mode: statSync(target).mode });
  renameSync(temporary, target);
  return 'written';
}
