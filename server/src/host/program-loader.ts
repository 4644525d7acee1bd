import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { NotAnalysed } from '../core/finding.ts';
import type { OutsideFiles } from '../core/semantic/dependencies.ts';
import { Program } from '../core/semantic/program.ts';
import type { SourceText } from '../core/semantic/source.ts';
import type { Parser } from '../core/syntax/parser.ts';
import { diskSource, goFilesIn } from './module-index.ts';
import { diskFiles } from './outside-files.ts';
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
    const stats = statsOf(absolute);
    if (!stats) throw new PathProblem(path);
    if (stats.isDirectory()) {
      for (const file of goFilesBelow(absolute)) targets.add(slashes(file));
    } else {
      targets.add(slashes(absolute));
      named.add(slashes(absolute));
    }
  }
  for (const link of linksAgain([...targets])) if (!named.has(link)) targets.delete(link);
  return { files: [...targets].sort(), named };
}

/** Symbolic links to a file that is among the files anyway, or that an earlier link leads to: its text is judged once. */
function linksAgain(files: readonly string[]): string[] {
  const links = files.filter((file) => lstatSync(file).isSymbolicLink()).sort();
  if (links.length === 0) return [];
  const judged = new Set(files.filter((file) => !links.includes(file)).map(realPath));
  return links.filter((link) => {
    const target = realPath(link);
    const isAgain = judged.has(target);
    judged.add(target);
    return isAgain;
  });
}

function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // dangling, a loop
  }
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // a loop of links, a folder that may not be entered
  }
}

/**
 * A program of the targets and of everything else in their modules, which is read only when it is asked for.
 * @param overlay texts that replace files, or stand for files that do not exist
 * @param named files without a limit of size
 * @param outside where imported packages of other modules are looked up
 */
export function loadProgram(
  parser: Parser,
  targets: readonly string[],
  overlay: ReadonlyMap<string, string> = new Map(),
  named: ReadonlySet<string> = new Set(),
  outside: OutsideFiles = diskFiles(),
): LoadedProgram {
  const notAnalysed: NotAnalysed[] = [];
  const withBom = new Set<string>();
  const judged: string[] = [];
  const unusable = new Set<string>();
  const files = new Map<string, SourceText>();
  for (const target of targets) {
    const given = overlay.get(target);
    if (given !== undefined) {
      const hasBom = given.charCodeAt(0) === 0xfeff;
      files.set(target, hasBom ? given.slice(1) : given);
      if (hasBom) withBom.add(target);
      judged.push(target);
      continue;
    }
    const read = readSource(target, named.has(target) ? Number.POSITIVE_INFINITY : MAX_BYTES);
    if ('reason' in read) {
      unusable.add(target);
      if (read.reason !== 'generated') notAnalysed.push({ file: target, function: '', reason: read.reason });
    } else {
      files.set(target, read.text);
      if (read.hasBom) withBom.add(target);
      judged.push(target);
    }
  }
  const addContext = (file: string): void => {
    const path = slashes(file);
    if (!files.has(path) && !unusable.has(path)) files.set(path, diskSource(file));
  };
  const folders = new Set(targets.map((target) => dirname(target)));
  // the rest of a package counts also outside a module, under testdata, and where git ignores it
  for (const folder of folders) goFilesIn(folder).forEach(addContext);
  const roots = new Set([...folders].map(moduleRoot).filter((root) => root !== undefined));
  for (const root of roots) goFilesBelow(root).forEach(addContext);
  const program = Program.create(parser, {
    files,
    modules: goModsFor([...files.keys()]),
    complete: true,
    outside,
  });
  return { program, targets: judged, notAnalysed, withBom };
}
