import type { Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** What `character` of a position counts in. */
export type Encoding = 'utf-16' | 'utf-8' | 'utf-32';

/** UTF-16 wherever the client allows it, because offsets of the core are UTF-16 units. */
export function chooseEncoding(offered: readonly string[] | undefined): Encoding {
  if (!offered || offered.length === 0 || offered.includes('utf-16')) return 'utf-16';
  return offered.includes('utf-8') ? 'utf-8' : offered.includes('utf-32') ? 'utf-32' : 'utf-16';
}

/** Converts between positions of the protocol and UTF-16 offsets of a document. */
export class Converter {
  constructor(readonly encoding: Encoding) {}

  offsetAt(document: TextDocument, position: Position): number {
    if (this.encoding === 'utf-16') return document.offsetAt(position);
    const line = lineText(document, position.line);
    let units = 0;
    let count = 0;
    for (const character of line) {
      if (count >= position.character) break;
      count += width(character, this.encoding);
      units += character.length;
    }
    return document.offsetAt({ line: position.line, character: units });
  }

  positionAt(document: TextDocument, offset: number): Position {
    const position = document.positionAt(offset);
    if (this.encoding === 'utf-16') return position;
    let count = 0;
    for (const character of lineText(document, position.line).slice(0, position.character)) {
      count += width(character, this.encoding);
    }
    return { line: position.line, character: count };
  }

  range(document: TextDocument, start: number, end: number): Range {
    return { start: this.positionAt(document, start), end: this.positionAt(document, end) };
  }
}

function lineText(document: TextDocument, line: number): string {
  return document.getText({ start: { line, character: 0 }, end: { line: line + 1, character: 0 } });
}

function width(character: string, encoding: Encoding): number {
  if (encoding === 'utf-32') return 1;
  const code = character.codePointAt(0)!;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}
