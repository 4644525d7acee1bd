import { anchorPlace } from '../edits.ts';
import type { Localized } from '../finding.ts';
import type { FileModel, PackageModel } from '../semantic/model.ts';
import { typeText } from '../semantic/type-text.ts';
import type { GoType } from '../semantic/types.ts';
import type { SyntaxNode } from '../syntax/tree.ts';

/** The line that a reader asks about, and how places and code are named to them. */
export class Reader {
  constructor(
    readonly file: FileModel,
    readonly pkg: PackageModel,
    /** Zero-based. */
    readonly line: number,
  ) {}

  /** The line of a node, counted from 1. */
  lineOf(node: SyntaxNode): number {
    return anchorPlace(this.pkg.fileOf(node), node).start.line + 1;
  }

  /** `line 12`, or `client.go:12` in another file. */
  at(node: SyntaxNode): string {
    return `${this.pkg.fileOf(node).path.replace(/^.*\//, '')}:${this.lineOf(node)}`;
  }

  /** Code on one line, cut where it is long. */
  short(code: string, most = 60): string {
    const text = code.replaceAll(/\s+/g, ' ');
    return text.length > most ? `${text.slice(0, most - 1)}…` : text;
  }

  typeName(type: GoType | undefined): string {
    return `\`${typeText(type)}\``;
  }
}

/** A text that is the same in every language. */
export function same(text: string): Localized {
  return { en: text, 'zh-cn': text };
}
