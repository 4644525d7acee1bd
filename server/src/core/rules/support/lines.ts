import { placeOf } from '../../edits.ts';
import type { Localized } from '../../finding.ts';
import type { FileModel, PackageModel } from '../../semantic/model.ts';
import type { SyntaxNode } from '../../syntax/tree.ts';

/** One-based line on which a node starts, for messages. */
export function lineOf(file: FileModel, node: SyntaxNode): number {
  return placeOf(file, node.start, node.start).start.line + 1;
}

/** A node by its line, seen from a file: `line 12`, or `other.go:12`. */
export function placeIn(pkg: PackageModel, file: FileModel, node: SyntaxNode): Localized {
  const home = pkg.fileOf(node);
  const line = lineOf(home, node);
  if (home === file) return { en: `line ${line}`, 'zh-cn': `第 ${line} 行` };
  const text = `${home.path.replace(/^.*\//, '')}:${line}`;
  return { en: text, 'zh-cn': ` ${text} ` };
}

const LONGEST_NAME = 24;

/** A selector as it is written, or its last field when it is long, the end of which an ellipsis stands for when that is long too. */
export function shortName(name: string): string {
  if (name.length <= LONGEST_NAME) return name;
  const last = name.slice(name.lastIndexOf('.') + 1);
  return last.length <= LONGEST_NAME ? last : `${last.slice(0, LONGEST_NAME - 1)}…`;
}

/** A call that goes over several lines stands at what it calls. */
export function callAnchor(call: SyntaxNode): SyntaxNode {
  if (!call.text.includes('\n')) return call;
  const callee = call.field('function') ?? call;
  if (!callee.text.includes('\n')) return callee;
  return callee.kind === 'func_literal' ? callee.children[0]! : (callee.field('field') ?? callee);
}
