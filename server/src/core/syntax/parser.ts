import type { FieldName, NodeKind } from './kinds.ts';
import { SyntaxTree, WORDS } from './tree.ts';

/** What the wasm exports; all pointers and sizes are bytes of its memory. */
interface CoreExports {
  readonly memory: WebAssembly.Memory;
  pm_alloc(bytes: number): number;
  pm_free(pointer: number): void;
  pm_symbol_count(): number;
  pm_field_count(): number;
  pm_symbol_name(symbol: number): number;
  pm_field_name(field: number): number;
  pm_parse(text: number, bytes: number, oldTree: number): number;
  pm_delete(tree: number): void;
  pm_edit(
    tree: number,
    start: number,
    oldEnd: number,
    newEnd: number,
    startRow: number,
    startColumn: number,
    oldRow: number,
    oldColumn: number,
    newRow: number,
    newColumn: number,
  ): void;
  pm_flatten(tree: number): number;
  pm_words(): number;
  pm_trim(): void;
}

/** The parser gave up on a text: it trapped, ran out of memory, or the text is too large. Other texts are not affected. */
export class ParseFailure extends Error {
  override readonly name = 'ParseFailure';
}

/** A replacement of `[start, oldEnd)` (UTF-16 offsets in the text before it) by a text. */
export interface TextChange {
  readonly start: number;
  readonly oldEnd: number;
  readonly newText: string;
}

/** An open document, reparsed incrementally. It holds wasm memory until it is disposed of. */
export interface ParsedDocument {
  readonly tree: SyntaxTree;
  /** Applies changes one after the other, each to the text that the previous one left. */
  edit(changes: readonly TextChange[]): SyntaxTree;
  dispose(): void;
}

const MAX_UNITS = 1 << 28;
/** Above this, the array and the text buffer are given back after the parse. */
const LARGE_UNITS = 1 << 20;
const ENOSYS = 52;

class Instance {
  readonly exports: CoreExports;
  readonly kinds: readonly NodeKind[];
  readonly fields: readonly (FieldName | undefined)[];
  #buffer = 0;
  #capacity = 0;

  constructor(module: WebAssembly.Module) {
    const stubs: Record<string, () => number> = {};
    for (const entry of WebAssembly.Module.imports(module)) stubs[entry.name] = () => ENOSYS;
    this.exports = new WebAssembly.Instance(module, { wasi_snapshot_preview1: stubs })
      .exports as unknown as CoreExports;
    const kinds: NodeKind[] = [];
    for (let symbol = 0; symbol < this.exports.pm_symbol_count(); symbol++) {
      kinds.push(this.#name(this.exports.pm_symbol_name(symbol)) as NodeKind);
    }
    kinds.push('ERROR');
    this.kinds = kinds;
    const fields: (FieldName | undefined)[] = [undefined];
    for (let field = 1; field <= this.exports.pm_field_count(); field++) {
      fields.push(this.#name(this.exports.pm_field_name(field)) as FieldName);
    }
    this.fields = fields;
  }

  #name(pointer: number): string {
    const bytes = new Uint8Array(this.exports.memory.buffer);
    let name = '';
    for (let at = pointer; bytes[at] !== 0; at++) name += String.fromCharCode(bytes[at]!);
    return name;
  }

  /** Copies a text into the wasm's memory; the pointer is good until the next call. */
  #write(text: string): number {
    const bytes = text.length * 2;
    if (bytes > this.#capacity) {
      if (this.#buffer) this.exports.pm_free(this.#buffer);
      this.#capacity = Math.max(bytes, 1 << 16);
      this.#buffer = this.exports.pm_alloc(this.#capacity);
      if (!this.#buffer) throw new ParseFailure('out of memory');
    }
    const units = new Uint16Array(this.exports.memory.buffer, this.#buffer, text.length);
    for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
    return this.#buffer;
  }

  /** A tree handle of the wasm; the caller frees it. */
  parse(text: string, oldTree: number): number {
    const tree = this.exports.pm_parse(this.#write(text), text.length * 2, oldTree);
    if (!tree) throw new ParseFailure('the parser gave up');
    return tree;
  }

  flatten(handle: number, text: string): SyntaxTree {
    const count = this.exports.pm_flatten(handle);
    if (!count) throw new ParseFailure('out of memory');
    const words = new Int32Array(this.exports.memory.buffer, this.exports.pm_words(), count * WORDS).slice();
    if (text.length > LARGE_UNITS) {
      this.exports.pm_trim();
      this.exports.pm_free(this.#buffer);
      this.#buffer = 0;
      this.#capacity = 0;
    }
    return new SyntaxTree(text, words, this.kinds, this.fields);
  }
}

/** Parses Go source. One instance serves a whole program; a trap inside the wasm costs only the text at hand. */
export class Parser {
  #instance: Instance;

  private constructor(readonly module: WebAssembly.Module) {
    this.#instance = new Instance(module);
  }

  /** @param wasm the bytes of premortem-core.wasm, or the compiled module */
  static async create(wasm: BufferSource | WebAssembly.Module): Promise<Parser> {
    return new Parser(wasm instanceof WebAssembly.Module ? wasm : await WebAssembly.compile(wasm));
  }

  /** @throws ParseFailure */
  parse(text: string): SyntaxTree {
    return this.#guard(text, (instance) => {
      const handle = instance.parse(text, 0);
      try {
        return instance.flatten(handle, text);
      } finally {
        instance.exports.pm_delete(handle);
      }
    });
  }

  /** @throws ParseFailure */
  open(text: string): ParsedDocument {
    let instance = this.#instance;
    let handle = 0;
    let tree = this.#guard(text, (current) => {
      instance = current;
      handle = current.parse(text, 0);
      return current.flatten(handle, text);
    });
    const free = (): void => {
      // a handle of an instance that trapped went with its memory
      if (handle && instance === this.#instance) instance.exports.pm_delete(handle);
      handle = 0;
    };
    return {
      get tree() {
        return tree;
      },
      edit: (changes) => {
        let next = tree.text;
        const reusable = handle !== 0 && instance === this.#instance;
        for (const change of changes) {
          if (reusable) editTree(instance.exports, handle, next, change);
          next = next.slice(0, change.start) + change.newText + next.slice(change.oldEnd);
        }
        tree = this.#guard(next, (current) => {
          const parsed = current.parse(next, reusable && instance === current ? handle : 0);
          free();
          instance = current;
          handle = parsed;
          return current.flatten(parsed, next);
        });
        return tree;
      },
      dispose: free,
    };
  }

  /** Runs a step; after a trap the instance, whose memory may be broken, is replaced. */
  #guard<Result>(text: string, step: (instance: Instance) => Result): Result {
    if (text.length > MAX_UNITS) throw new ParseFailure(`text of ${text.length} UTF-16 units`);
    try {
      return step(this.#instance);
    } catch (error) {
      this.#instance = new Instance(this.module);
      if (error instanceof ParseFailure) throw error;
      throw new ParseFailure(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Tells the tree of a change; rows and columns are counted on the text before it. */
function editTree(core: CoreExports, handle: number, text: string, change: TextChange): void {
  const [startRow, startColumn] = point(text, change.start);
  const [oldRow, oldColumn] = point(text, change.oldEnd);
  const newEnd = change.start + change.newText.length;
  const [rows, column] = point(change.newText, change.newText.length);
  core.pm_edit(
    handle,
    change.start * 2,
    change.oldEnd * 2,
    newEnd * 2,
    startRow,
    startColumn * 2,
    oldRow,
    oldColumn * 2,
    startRow + rows,
    (rows === 0 ? startColumn + column : column) * 2,
  );
}

/** Row and column, in UTF-16 units, of an offset. */
function point(text: string, offset: number): [number, number] {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return [row, offset - lineStart];
}
