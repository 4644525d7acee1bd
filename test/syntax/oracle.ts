import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Language, Parser as OracleParser } from 'web-tree-sitter';
import { type SyntaxTree, WORDS } from '../../server/src/core/syntax/tree.ts';
import { ROOT } from '../harness/program.ts';

await OracleParser.init();
const grammar = join(ROOT, 'node_modules/tree-sitter-go/tree-sitter-go.wasm');
const oracle = new OracleParser();
oracle.setLanguage(await Language.load(readFileSync(grammar)));

const minorOf = (name: string): string => {
  const manifest = readFileSync(join(ROOT, 'node_modules', name, 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return version.split('.').slice(0, 2).join('.');
};

/** Whether the oracle runs the same tree-sitter runtime as our wasm; else the two recover from errors differently. */
export const SAME_RUNTIME = minorOf('web-tree-sitter') === minorOf('tree-sitter');

/**
 * The first difference between every field of every node of a tree and what web-tree-sitter's cursor says of the same
 * text, with the grammar's own wasm; undefined when there is none.
 */
export function differenceFromOracle(tree: SyntaxTree): string | undefined {
  const expected = oracle.parse(tree.text);
  if (!expected) throw new Error('web-tree-sitter gave no tree');
  const cursor = expected.walk();
  try {
    // the oracle's record of each open ancestor: its id, and the id of the child seen last
    const open: { id: number; last: number }[] = [];
    const words = tree.words;
    const expectedLinks = new Int32Array(tree.nodeCount * 4).fill(-1);
    let id = 0;
    for (;;) {
      const node = tree.node(id);
      const named = cursor.currentNode;
      if (id >= tree.nodeCount || !node) return `node ${id} (${cursor.nodeType}) is missing in the array`;
      const got = [
        node.kind,
        node.start,
        node.end,
        node.isNamed,
        node.isMissing,
        node.isError,
        node.hasError,
        node.isExtra,
        node.fieldName ?? null,
      ];
      const want = [
        // the grammar names its end-of-file terminator "\0", an empty C string, for which the binding says ERROR
        cursor.nodeType === 'ERROR' && !named.isError ? '' : cursor.nodeType,
        cursor.startIndex,
        cursor.endIndex,
        cursor.nodeIsNamed,
        cursor.nodeIsMissing,
        named.isError,
        named.hasError,
        named.isExtra,
        cursor.currentFieldName,
      ];
      if (got.some((value, index) => value !== want[index]))
        return `node ${id}: ${JSON.stringify(got)}, web-tree-sitter has ${JSON.stringify(want)}`;
      const parent = open[open.length - 1];
      if (parent) {
        expectedLinks[id * 4] = parent.id;
        if (parent.last < 0) expectedLinks[parent.id * 4 + 1] = id;
        else expectedLinks[parent.last * 4 + 2] = id;
        parent.last = id;
      }
      open.push({ id, last: -1 });
      id++;
      if (cursor.gotoFirstChild()) continue;
      let done = false;
      for (;;) {
        expectedLinks[open.pop()!.id * 4 + 3] = id;
        if (cursor.gotoNextSibling()) break;
        if (!cursor.gotoParent()) {
          done = true;
          break;
        }
      }
      if (done) break;
    }
    if (id !== tree.nodeCount) return `${tree.nodeCount} nodes, web-tree-sitter has ${id}`;
    const LINKS = ['parent', 'first child', 'next sibling', 'end of subtree'];
    for (let node = 0; node < id; node++) {
      for (let link = 0; link < 4; link++) {
        const got = words[node * WORDS + [3, 4, 5, 7][link]!]!;
        const want = expectedLinks[node * 4 + link]!;
        if (got !== want) return `node ${node}: ${LINKS[link]} is ${got}, expected ${want}`;
      }
    }
    return undefined;
  } finally {
    cursor.delete();
    expected.delete();
  }
}

/** The first difference between two trees of the same text. */
export function differenceBetween(a: SyntaxTree, b: SyntaxTree): string | undefined {
  if (a.text !== b.text) return 'the texts differ';
  const length = Math.min(a.words.length, b.words.length);
  for (let at = 0; at < length; at++) {
    if (a.words[at] !== b.words[at]) {
      const id = Math.floor(at / WORDS);
      return `node ${id}, word ${at % WORDS}: ${a.node(id)} is ${b.node(id)}`;
    }
  }
  return a.words.length === b.words.length ? undefined : `${a.nodeCount} nodes and ${b.nodeCount}`;
}
