import { parseGo } from '../syntax/newer-go.ts';
import type { Parser } from '../syntax/parser.ts';
import { signaturesOf } from '../syntax/signatures.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { type BuildConstraint, constraintOf } from './build-constraints.ts';
import { createFileModel, type PackageNames } from './file.ts';
import type { FileModel } from './model.ts';

/** Text of a file, or a function that reads it when it is first needed; undefined when it cannot be read. */
export type SourceText = string | (() => string | undefined);

/** A file and what was computed from it; shared by all versions of a program that hold it unchanged. */
export class Source {
  #text: string | undefined;
  #isRead = false;
  #model: FileModel | undefined;
  #constraint: BuildConstraint | undefined;
  readonly #mentions = new Map<string, boolean>();

  /** @param tree already parsed from the text */
  constructor(
    readonly path: string,
    readonly source: SourceText,
    readonly tree?: SyntaxTree,
  ) {}

  /** A file of another module, of which only declarations count. */
  static ofDependency(path: string, read: () => string | undefined): Source {
    return new Source(path, () => {
      const text = read();
      return text === undefined ? undefined : signaturesOf(text);
    });
  }

  get text(): string | undefined {
    if (!this.#isRead) {
      this.#text = typeof this.source === 'string' ? this.source : this.source();
      this.#isRead = true;
    }
    return this.#text;
  }

  /** Whether the text holds any of the tokens; remembered, because rules ask it of every file of a module. */
  mentions(tokens: readonly string[]): boolean {
    const { text } = this;
    if (text === undefined) return false;
    if (tokens.length === 0) return true;
    return tokens.some((token) => {
      let has = this.#mentions.get(token);
      if (has === undefined) {
        has = text.includes(token);
        this.#mentions.set(token, has);
      }
      return has;
    });
  }

  get constraint(): BuildConstraint {
    this.#constraint ??= constraintOf(this.path, this.text ?? '');
    return this.#constraint;
  }

  /** The model, when somebody has asked for it. */
  get parsed(): FileModel | undefined {
    return this.#model;
  }

  /** @throws ParseFailure when the parser gives up */
  model(
    parser: Parser,
    version: readonly [number, number] | undefined,
    names: PackageNames,
  ): FileModel | undefined {
    if (this.#model && sameVersion(this.#model.goVersion, version)) return this.#model;
    if (this.text === undefined) return undefined;
    const tree = this.#model?.tree ?? this.tree ?? parseGo(parser, this.text);
    this.#model = createFileModel(this.path, tree, version, names);
    PATHS.set(tree, this.path);
    return this.#model;
  }
}

const PATHS = new WeakMap<SyntaxTree, string>();

/** Path of the file that a tree was parsed from. */
export function pathOfTree(tree: SyntaxTree): string | undefined {
  return PATHS.get(tree);
}

function sameVersion(
  a: readonly [number, number] | undefined,
  b: readonly [number, number] | undefined,
): boolean {
  return a?.[0] === b?.[0] && a?.[1] === b?.[1];
}
