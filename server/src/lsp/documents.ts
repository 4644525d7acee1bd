import { fileURLToPath, pathToFileURL } from 'node:url';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { minimalReplacement } from '../core/edits.ts';
import type { Finding } from '../core/finding.ts';
import { openGo } from '../core/syntax/newer-go.ts';
import type { ParsedDocument, Parser, TextChange } from '../core/syntax/parser.ts';
import type { SyntaxTree } from '../core/syntax/tree.ts';
import { MAX_BYTES, slashes } from '../host/source-files.ts';
import type { Converter } from './convert.ts';

/** A finding as the client has it, with its range moved along with later edits. */
export interface Shown {
  readonly finding: Finding;
  readonly start: number;
  readonly end: number;
  /** Kept from before the function around it stopped parsing: no edit of it can be trusted. */
  readonly isKept: boolean;
}

/** Path of a `file:` URI, `/`-separated; undefined for any other. */
export function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? slashes(fileURLToPath(uri)) : undefined;
  } catch {
    return undefined;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** An open Go document, parsed incrementally. */
export class GoDocument {
  /** Absolute path of the file; for an untitled document a path of its own. */
  readonly path: string;
  readonly isFile: boolean;
  /** What the client was last told, in source order. */
  shown: readonly Shown[] = [];
  /** Time of the last edit, by `performance.now()`. */
  editedAt = Number.NEGATIVE_INFINITY;
  #document: TextDocument;
  #parsed: ParsedDocument | undefined;

  /** @param parser undefined for a document that is too large to be judged */
  constructor(
    readonly uri: string,
    version: number,
    text: string,
    readonly converter: Converter,
    parser: Parser,
  ) {
    const path = pathOf(uri);
    this.isFile = path !== undefined;
    this.path = path ?? `untitled:/${encodeURIComponent(uri)}/untitled.go`;
    this.#document = TextDocument.create(uri, 'go', version, text);
    this.#parse(parser);
  }

  get document(): TextDocument {
    return this.#document;
  }

  get text(): string {
    return this.#document.getText();
  }

  get version(): number {
    return this.#document.version;
  }

  /** Undefined when the document is too large or the parser gave up on it. */
  get tree(): SyntaxTree | undefined {
    return this.#parsed?.tree;
  }

  get isTooLarge(): boolean {
    return this.text.length > MAX_BYTES;
  }

  /** Applies changes in order; positions are the client's. */
  edit(changes: readonly TextDocumentContentChangeEvent[], version: number, parser: Parser): void {
    const applied: TextChange[] = [];
    for (const change of changes) {
      const before = this.text;
      let replaced: TextChange | undefined;
      if ('range' in change) {
        const start = this.converter.offsetAt(this.#document, change.range.start);
        const end = Math.max(start, this.converter.offsetAt(this.#document, change.range.end));
        replaced = { start, oldEnd: end, newText: change.text };
      } else {
        const smallest = minimalReplacement(before, change.text);
        if (smallest) replaced = { start: smallest.start, oldEnd: smallest.end, newText: smallest.newText };
      }
      if (!replaced) continue;
      const range = {
        start: this.#document.positionAt(replaced.start),
        end: this.#document.positionAt(replaced.oldEnd),
      };
      this.#document = TextDocument.update(this.#document, [{ range, text: replaced.newText }], version);
      applied.push(replaced);
      this.shown = this.shown.flatMap((shown) => moved(shown, replaced));
    }
    this.#document = TextDocument.update(this.#document, [], version);
    this.editedAt = performance.now();
    if (this.isTooLarge || !this.#parsed) {
      this.dispose();
      this.#parse(parser);
      return;
    }
    try {
      this.#parsed.edit(applied);
    } catch {
      this.dispose();
    }
    if (this.tree?.text !== this.text) {
      this.dispose();
      this.#parse(parser);
    }
  }

  dispose(): void {
    this.#parsed?.dispose();
    this.#parsed = undefined;
  }

  #parse(parser: Parser): void {
    if (this.isTooLarge) return;
    try {
      this.#parsed = openGo(parser, this.text);
    } catch {
      this.#parsed = undefined; // a text on which the parser gives up is not judged; the next edit tries again
    }
  }
}

/** A finding after an edit; none when the edit took its place away. */
function moved(shown: Shown, change: TextChange): Shown[] {
  const { start, oldEnd, newText } = change;
  if (oldEnd <= shown.start && !(start === oldEnd && start === shown.start && newText === '')) {
    const by = newText.length - (oldEnd - start);
    return [{ ...shown, start: shown.start + by, end: shown.end + by }];
  }
  if (start >= shown.end) return [shown];
  if (start <= shown.start && oldEnd >= shown.end) return [];
  const inserted = start + newText.length;
  if (start <= shown.start) {
    return [{ ...shown, start: inserted, end: inserted + (shown.end - oldEnd) }];
  }
  if (oldEnd >= shown.end) return [{ ...shown, end: start }];
  return [{ ...shown, end: shown.end + newText.length - (oldEnd - start) }];
}
