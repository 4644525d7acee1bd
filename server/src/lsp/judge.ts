import { analyze } from '../core/analyze.ts';
import type { Config } from '../core/config.ts';
import type { Finding, NotAnalysed, RuleFailure } from '../core/finding.ts';
import { Program } from '../core/semantic/program.ts';
import type { Parser } from '../core/syntax/parser.ts';
import type { SyntaxTree } from '../core/syntax/tree.ts';
import type { GoDocument, Shown } from './documents.ts';
import type { Modules } from './modules.ts';
import { isExcluded, type Settings } from './settings.ts';

/** What the analysis says of a document as it is now. */
export interface Judgement {
  readonly program: Program;
  readonly config: Config;
  readonly findings: readonly Finding[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly failures: readonly RuleFailure[];
  readonly durationMs: number;
}

/** Folders of others' code: `vendor/`, the module cache, what a package manager brought. */
const FOREIGN = /\/(?:vendor|node_modules|third_party|pkg\/mod)\//;

/** Judges open documents; the last judgement of each is remembered as long as nothing it rests on has changed. */
export class Judge {
  readonly #memory = new WeakMap<GoDocument, Judgement>();
  readonly #untitled = new WeakMap<GoDocument, { tree: SyntaxTree; program: Program }>();

  constructor(
    readonly parser: Parser,
    readonly modules: Modules,
  ) {}

  /** Undefined for a document about which nothing is ever said. */
  judge(document: GoDocument, settings: Settings): Judgement | undefined {
    if (!settings.enable || document.tree === undefined) return undefined;
    if (document.isFile && (FOREIGN.test(document.path) || isExcluded(settings, document.path)))
      return undefined;
    const program = this.#programFor(document);
    const module = program.moduleOf(document.path)?.modulePath;
    if (module === 'std' || module === 'cmd') return undefined; // GOROOT
    const known = this.#memory.get(document);
    if (known && known.program === program && known.config === settings.config) return known;
    const started = performance.now();
    const result = analyze(program, [document.path], settings.config);
    const judgement: Judgement = {
      program,
      config: settings.config,
      findings: result.findings,
      notAnalysed: result.notAnalysed,
      failures: result.failures,
      durationMs: performance.now() - started,
    };
    this.#memory.set(document, judgement);
    return judgement;
  }

  #programFor(document: GoDocument): Program {
    if (document.isFile) return this.modules.programFor(document.path);
    const tree = document.tree!;
    const known = this.#untitled.get(document);
    if (known?.tree === tree) return known.program;
    const program = Program.create(this.parser, {
      files: new Map(),
      modules: new Map(),
      complete: true,
    }).with({ set: new Map([[document.path, { text: tree.text, tree }]]) });
    this.#untitled.set(document, { tree, program });
    return program;
  }
}

/**
 * What a client is shown after a judgement: its findings, and those shown before that lie where the text does not parse.
 * @param before what was shown, moved to the text of now
 */
export function shownAfter(judgement: Judgement, tree: SyntaxTree, before: readonly Shown[]): Shown[] {
  const fresh = judgement.findings.map((finding) => ({
    finding,
    start: finding.place.startOffset,
    end: finding.place.endOffset,
    isKept: false,
  }));
  const prints = new Set(judgement.findings.map((finding) => finding.fingerprint));
  const kept = before
    .filter((shown) => !prints.has(shown.finding.fingerprint) && isBroken(tree, shown.start))
    .map((shown) => ({ ...shown, isKept: true }));
  return kept.length === 0 ? fresh : [...fresh, ...kept].sort((a, b) => a.start - b.start);
}

/** Whether the declaration around an offset has a syntax error. */
function isBroken(tree: SyntaxTree, offset: number): boolean {
  const around = tree.root.children.find((child) => child.start <= offset && offset < child.end);
  return around === undefined ? tree.root.hasError : around.hasError || around.isError;
}
