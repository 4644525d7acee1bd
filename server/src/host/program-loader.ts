import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NotAnalysed } from '../core/finding.ts';
import { Program, type SourceText } from '../core/semantic/program.ts';
import type { Parser } from '../core/syntax/parser.ts';
import { goFilesBelow, goModsFor, MAX_BYTES, moduleRoot, readSource, slashes } from './source-files.ts';

/** A path that the user named and that cannot be used. */
export class PathProblem extends Error {
  override readonly name = 'PathProblem';
}

export interface LoadedProgram {
  readonly program: Program;
  /** Files to judge, absolute, `/`-separated, sorted. */
  readonly targets: readonly string[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** Files that start with a byte order mark, which the program's text lacks. */
  readonly withBom: ReadonlySet<string>;
}

export interface Targets {
  /** Absolute, sorted. */
  readonly files: readonly string[];
  /** Those that were named one by one, not found below a folder. */
  readonly named: ReadonlySet<string>;
}

/**
 * Target files for paths as on a command line: files, folders, `./...`.
 * @throws PathProblem
 */
export function resolveTargets(paths: readonly string[], cwd: string): Targets {
  const targets = new Set<string>();
  const named = new Set<string>();
  for (const path of paths) {
    const plain = path.replace(/\/?\.\.\.$/, '') || '.';
    const absolute = resolve(cwd, plain);
    const stats = statSync(absolute, { throwIfNoEntry: false });
    if (!stats) throw new PathProblem(path);
    if (stats.isDirectory()) {
      for (const file of goFilesBelow(absolute)) targets.add(slashes(file));
    } else {
      targets.add(slashes(absolute));
      named.add(slashes(absolute));
    }
  }
  return { files: [...targets].sort(), named };
}

/**
 * A program of the targets and of everything else in their modules, which is read only when it is asked for.
 * @param overlay texts that replace files, or stand for files that do not exist
 * @param named files without a limit of size
 */
export function loadProgram(
  parser: Parser,
  targets: readonly string[],
  overlay: ReadonlyMap<string, string> = new Map(),
  named: ReadonlySet<string> = new Set(),
): LoadedProgram {
  const notAnalysed: NotAnalysed[] = [];
  const withBom = new Set<string>();
  const judged: string[] = [];
  const unusable = new Set<string>();
  const files = new Map<string, SourceText>();
  for (const target of targets) {
    const given = overlay.get(target);
    if (given !== undefined) {
      files.set(target, given);
      judged.push(target);
      continue;
    }
    const read = readSource(target, named.has(target) ? Number.POSITIVE_INFINITY : MAX_BYTES);
    if ('reason' in read) {
      unusable.add(target);
      notAnalysed.push({ file: target, function: '', reason: read.reason });
    } else {
      files.set(target, read.text);
      if (read.hasBom) withBom.add(target);
      judged.push(target);
    }
  }
  const roots = new Set<string>();
  for (const target of targets) {
    const root = moduleRoot(resolve(target, '..'));
    if (root) roots.add(root);
  }
  for (const root of roots) {
    for (const file of goFilesBelow(root)) {
      const path = slashes(file);
      if (files.has(path) || unusable.has(path)) continue;
      files.set(path, () => {
        const read = readSource(file, MAX_BYTES);
        return 'text' in read ? read.text : undefined;
      });
    }
  }
  const program = Program.create(parser, { files, modules: goModsFor([...files.keys()]), complete: true });
  return { program, targets: judged, notAnalysed, withBom };
}
