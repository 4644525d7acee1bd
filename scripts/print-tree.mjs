// Prints the syntax tree of a Go file: node scripts/print-tree.mjs FILE
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load, root } from './load-core.mjs';

const { Parser } = await load('server/src/core/syntax/parser.ts');
const parser = await Parser.create(readFileSync(join(root, 'server/wasm/premortem-core.wasm')));
const print = (node, depth) => {
  if (node.isNamed || node.isError || node.isMissing) {
    const field = node.fieldName ? `${node.fieldName}: ` : '';
    const text = node.children.length === 0 ? ` ${JSON.stringify(node.text)}` : '';
    console.log(`${'  '.repeat(depth)}${field}${node.isMissing ? 'MISSING ' : ''}${node.kind}${text}`);
  }
  for (const child of node.children) print(child, depth + 1);
};
print(parser.parse(readFileSync(process.argv[2], 'utf8')).root, 0);
