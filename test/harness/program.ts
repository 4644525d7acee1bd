import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AnalyzeOptions, analyze, fixAll } from '../../server/src/core/analyze.ts';
import { type Config, DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { applyEdits } from '../../server/src/core/edits.ts';
import type { AnalysisResult, Finding, Fix } from '../../server/src/core/finding.ts';
import { RULES } from '../../server/src/core/rules/index.ts';
import type { Rule } from '../../server/src/core/rules/rule.ts';
import type { FileModel, PackageModel } from '../../server/src/core/semantic/model.ts';
import { Program } from '../../server/src/core/semantic/program.ts';
import { Parser } from '../../server/src/core/syntax/parser.ts';
import type { SyntaxNode } from '../../server/src/core/syntax/tree.ts';

/** Folder of the project: the nearest one above that has the wasm, so that a bundle of this file finds it too. */
export const ROOT = rootAbove(dirname(fileURLToPath(import.meta.url)));

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'server/wasm/premortem-core.wasm')) ? folder : rootAbove(dirname(folder));
}

/** The committed parser, or that of the wasm that PREMORTEM_WASM names; one for the whole test file. */
export const parser = await Parser.create(
  readFileSync(process.env.PREMORTEM_WASM ?? join(ROOT, 'server/wasm/premortem-core.wasm')),
);

/** Go files and go.mod files by path, `/`-separated. */
export type Sources = Readonly<Record<string, string>>;

/** A program of texts. Paths that end in `go.mod` are modules; everything else is Go source. */
export function programOf(sources: Sources, complete = true): Program {
  const files = new Map<string, string>();
  const modules = new Map<string, string>();
  for (const [path, text] of Object.entries(sources)) {
    (/(^|\/)go\.mod$/.test(path) ? modules : files).set(path, text);
  }
  return Program.create(parser, { files, modules, complete });
}

export interface FindingsOptions extends Omit<AnalyzeOptions, 'rules'> {
  /** Names of the rules to run, or rules; all without it. */
  readonly rules?: readonly (string | Rule<never>)[];
  readonly config?: Partial<Config>;
  /** Path of the file when the source is one text. */
  readonly path?: string;
  /** The module's `go` line, such as `1.22`; without it there is no go.mod. */
  readonly go?: string;
}

/** A rule of the catalog by name. */
export function ruleNamed(name: string): Rule<never> {
  const rule = RULES.find((candidate) => candidate.meta.name === name);
  if (!rule) throw new Error(`no rule ${name} in server/src/core/rules/index.ts`);
  return rule;
}

/** Default configuration with some values changed. */
export function configOf(change: Partial<Config> = {}): Config {
  return { ...DEFAULT_CONFIG, ...change };
}

/** Judges one text, or every Go file of some. */
export function analysisOf(source: string | Sources, options: FindingsOptions = {}): AnalysisResult {
  const { rules, config, path = 'p/p.go', go, ...rest } = options;
  const sources: Record<string, string> = typeof source === 'string' ? { [path]: source } : { ...source };
  if (go !== undefined) sources['go.mod'] ??= `module example.com/m\n\ngo ${go}\n`;
  const program = programOf(sources);
  return analyze(program, [...program.sources.keys()], configOf(config), {
    ...rest,
    ...(rules ? { rules: rules.map((rule) => (typeof rule === 'string' ? ruleNamed(rule) : rule)) } : {}),
  });
}

/** Findings in one text, or in every Go file of some. A rule that throws fails the test. */
export function findingsIn(source: string | Sources, options: FindingsOptions = {}): readonly Finding[] {
  const result = analysisOf(source, options);
  const [failure] = result.failures;
  if (failure) throw new Error(`${failure.rule} failed on ${failure.file}: ${failure.stack}`);
  return result.findings;
}

/** The text of a file after one fix alone, or after all safe fixes of some rules. */
export function fixed(
  source: string,
  fix: Fix | readonly string[],
  options: { path?: string; config?: Partial<Config> } = {},
): string {
  const path = options.path ?? 'p/p.go';
  if (!('edits' in fix)) {
    return fixAll(programOf({ [path]: source }), path, configOf(options.config), fix.map(ruleNamed)).text;
  }
  return applyEdits(
    source,
    fix.edits.filter((edit) => edit.place.file === path),
  );
}

/** Line of a finding, counted from 1. */
export function lineOf(finding: Finding): number {
  return finding.place.start.line + 1;
}

export interface OneFile {
  readonly program: Program;
  readonly file: FileModel;
  readonly pkg: PackageModel;
  /** The n-th node, counted from 0, with exactly this text; the innermost where several share the range. */
  find(text: string, nth?: number): SyntaxNode;
}

/** The models of one file, for tests of a layer below the rules. */
export function fileOf(source: string | Sources, path = 'p/p.go'): OneFile {
  const program = programOf(typeof source === 'string' ? { [path]: source } : source);
  const file = program.fileModel(path)!;
  const pkg = program.packageOf(path)!;
  return {
    program,
    file,
    pkg,
    find(text, nth = 0) {
      let at = -1;
      for (let count = 0; count <= nth; ) {
        at = file.text.indexOf(text, at + 1);
        if (at < 0) throw new Error(`no node ${JSON.stringify(text)} (${nth}) in ${path}`);
        const end = at + text.length;
        const found = [...file.tree.root.descendants()].findLast(
          (node) => node.isNamed && node.start === at && node.end === end,
        );
        if (!found) continue;
        if (count++ === nth) return found;
      }
      throw new Error('unreachable');
    },
  };
}
