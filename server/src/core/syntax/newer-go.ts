import type { ParsedDocument, Parser, TextChange } from './parser.ts';
import { SyntaxTree } from './tree.ts';

/**
 * Parses Go, including what is newer than the grammar: `new(expression)` (Go 1.26) and type parameters of methods
 * (Go 1.27). Where a parse fails, these shapes are written in an older form of the same length, so that every offset
 * stays; the tree keeps the original text.
 * @throws ParseFailure
 */
export function parseGo(parser: Parser, text: string): SyntaxTree {
  return withNewerGo(parser, parser.parse(text));
}

/** An open document like `Parser.open`, with the same tolerance. */
export function openGo(parser: Parser, text: string): ParsedDocument {
  const document = parser.open(text);
  let tree = withNewerGo(parser, document.tree);
  return {
    get tree() {
      return tree;
    },
    edit(changes: readonly TextChange[]) {
      tree = withNewerGo(parser, document.edit(changes));
      return tree;
    },
    dispose: () => document.dispose(),
  };
}

function withNewerGo(parser: Parser, tree: SyntaxTree): SyntaxTree {
  if (!tree.root.hasError) return tree;
  const older = olderForm(tree.text);
  if (older === tree.text) return tree;
  const parsed = parser.parse(older);
  return errorCount(parsed) < errorCount(tree)
    ? new SyntaxTree(tree.text, parsed.words, parsed.kinds, parsed.fields)
    : tree;
}

function errorCount(tree: SyntaxTree): number {
  let count = 0;
  for (const node of tree.root.descendants()) if (node.isError || node.isMissing) count++;
  return count;
}

/** The text with `new` renamed where its argument is no type, and with type parameters of methods blanked. */
function olderForm(text: string): string {
  let result = text;
  for (const match of text.matchAll(/(?<![\w.])new\(/g)) {
    const open = match.index + 3;
    const close = closingBracket(text, open);
    if (close < 0 || looksLikeType(text.slice(open + 1, close))) continue;
    result = `${result.slice(0, match.index)}ne_${result.slice(match.index + 3)}`;
  }
  for (const match of text.matchAll(/^func[ \t]*\([^()]*\)[ \t]*\w+[ \t]*\[/gm)) {
    const open = match.index + match[0].length - 1;
    const close = closingBracket(text, open);
    if (close < 0) continue;
    result = result.slice(0, open) + ' '.repeat(close + 1 - open) + result.slice(close + 1);
  }
  return result;
}

/** Offset of the bracket that closes the one at `open`, strings skipped; -1 without one. */
function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at]!;
    if ('([{'.includes(character)) depth++;
    else if (')]}'.includes(character)) {
      depth--;
      if (depth === 0) return at;
    } else if (character === '"' || character === '`' || character === "'") {
      at++;
      while (at < text.length && text[at] !== character) {
        if (text[at] === '\\' && character !== '`') at++;
        at++;
      }
    }
  }
  return -1;
}

function looksLikeType(argument: string): boolean {
  const text = argument.trim();
  if (/^(struct|interface)\s*\{/.test(text)) return !/\}\s*\{/.test(text);
  if (/^func\b/.test(text)) return !text.endsWith('}');
  if (isElement(text)) return false;
  return /^[*\w.[\],\s]*(chan\b[*\w.[\]<>\-\s]*)?$/.test(text) && !/^\d/.test(text);
}

/** What no type is: an index that is a number, or a choice from an element or from a choice (`a[i].b`, `a.b.c`). */
function isElement(text: string): boolean {
  return /(?<!\bchan)(?<=\w)\[\s*\d\w*\s*\]|\[\s*\d\w*\s*\]$|\]\s*\.|\w\s*\.\s*\w+\s*\.\s*\w/.test(text);
}
