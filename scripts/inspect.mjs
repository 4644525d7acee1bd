// Shows what the analysis sees, so that an author sees why a rule spoke or kept silent:
//   node scripts/inspect.mjs FILE [FUNCTION] [--tree] [--types] [--cfg] [--dot] [--svg PICTURE]
// FUNCTION is a name as in a stack trace, `Fetch` or `(*Client).Fetch`; a method goes without its receiver too.
//   --tree       syntax tree
//   --types      type of each expression and what each call calls, line by line
//   --cfg        control flow graph as text
//   --dot        the same for Graphviz; --svg PICTURE draws it when `dot` is installed
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { load, root } from './load-core.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    tree: { type: 'boolean' },
    types: { type: 'boolean' },
    cfg: { type: 'boolean' },
    dot: { type: 'boolean' },
    svg: { type: 'string' },
  },
});
const [fileName, functionName] = positionals;
if (!fileName || Object.keys(values).length === 0) {
  fail('usage: inspect.mjs FILE [FUNCTION] --tree | --types | --cfg | --dot | --svg PICTURE');
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

const core = await load(`
  export { createFlow } from './server/src/core/flow/index.ts';
  export { typeText, signatureText } from './server/src/core/semantic/type-text.ts';
  export { Parser } from './server/src/core/syntax/parser.ts';
  export { loadProgram } from './server/src/host/program-loader.ts';
`);
const parser = await core.Parser.create(readFileSync(join(root, 'server/wasm/premortem-core.wasm')));
const path = resolve(fileName);
const { program, notAnalysed } = core.loadProgram(parser, [path], new Map(), new Set([path]));
const file = program.fileModel(path);
if (!file) fail(`inspect: ${fileName} cannot be read: ${notAnalysed[0]?.reason ?? 'unreadable'}`);
const pkg = program.packageOf(path);
const flow = core.createFlow(pkg);
const lineStarts = [0];
for (let at = file.text.indexOf('\n'); at >= 0; at = file.text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
const lines = file.text.split(/\r?\n/);

const functions = file.functions.filter((fn) => fn.body && isChosen(fn));
if (functionName !== undefined && functions.length === 0) {
  const names = file.functions.filter((fn) => !fn.outer).map((fn) => fn.name);
  fail(`inspect: no function ${functionName} in ${fileName}; there are ${names.join(', ') || 'none'}`);
}

/** A function by its name or, for a method, without the receiver; its literals come along. */
function isChosen(fn) {
  if (functionName === undefined) return true;
  for (let current = fn; current; current = current.outer) {
    if (current.name === functionName || current.name.endsWith(`.${functionName}`)) return true;
  }
  return false;
}

if (values.tree) {
  const nodes = functionName === undefined ? [file.tree.root] : declared().map((fn) => fn.node);
  for (const node of nodes) printTree(node, 0);
}
if (values.types) {
  if (functionName === undefined) printTypes(file.tree.root);
  else for (const fn of declared()) printTypes(fn.node);
}
if (values.cfg) for (const fn of functions) printGraph(fn);
if (values.dot) process.stdout.write(dotOf(functions));
if (values.svg !== undefined) {
  const drawn = spawnSync('dot', ['-Tsvg'], { input: dotOf(functions), maxBuffer: 1 << 28 });
  if (drawn.error) fail('inspect: the program `dot` of Graphviz is not installed; --dot prints its input');
  if (drawn.status !== 0) fail(`inspect: dot: ${drawn.stderr}`);
  writeFileSync(values.svg, drawn.stdout);
}

/** The chosen functions without those inside them. */
function declared() {
  return functions.filter((fn) => !fn.outer || !functions.includes(fn.outer));
}

function lineOf(node) {
  let low = 0;
  let high = lineStarts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (lineStarts[middle] <= node.start) low = middle;
    else high = middle;
  }
  return low + 1;
}

/** The text of a node on one line. */
function short(node, most = 70) {
  const text = node.text.replaceAll(/\s+/g, ' ');
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function printTree(node, depth) {
  if (node.isNamed || node.isError || node.isMissing) {
    const field = node.fieldName ? `${node.fieldName}: ` : '';
    const text = node.children.length === 0 ? ` ${JSON.stringify(node.text)}` : '';
    console.log(`${'  '.repeat(depth)}${field}${node.isMissing ? 'MISSING ' : ''}${node.kind}${text}`);
  }
  for (const child of node.children) printTree(child, depth + 1);
}

function printTypes(within) {
  const EXPRESSIONS = [
    'identifier',
    'selector_expression',
    'call_expression',
    'composite_literal',
    'unary_expression',
    'binary_expression',
    'index_expression',
    'slice_expression',
    'type_assertion_expression',
    'type_conversion_expression',
    'func_literal',
  ];
  let last = 0;
  const said = new Set();
  for (const node of within.descendants(...EXPRESSIONS)) {
    const object = node.kind === 'identifier' ? pkg.objectOf(node) : undefined;
    if (object && object.kind !== 'var' && object.kind !== 'const') continue;
    if (node.kind === 'identifier' && node.parent?.kind === 'package_clause') continue;
    const line = lineOf(node);
    const type = core.typeText(pkg.typeOf(node));
    const value = pkg.constantOf(node);
    const said1 = `${short(node)} : ${type}${value ? ` = ${constantText(value)}` : ''}${node.kind === 'call_expression' ? calleeText(node) : ''}`;
    if (line !== last) {
      console.log(`${String(line).padStart(5)}  ${lines[line - 1].trim()}`);
      said.clear();
    }
    if (!said.has(said1)) console.log(`         ${said1}`);
    said.add(said1);
    last = line;
  }
}

function calleeText(call) {
  const callee = pkg.calleeOf(call);
  if (!callee) return '   calls something unknown';
  const body = callee.function ? ` (${callee.function.file.path.split('/').pop()}, in the program)` : '';
  const signature = callee.signature ? core.signatureText(callee.signature) : '';
  return `   calls ${callee.kind} ${callee.id || short(call.field('function'))}${signature}${body}`;
}

function constantText(value) {
  if (value.kind === 'string') return value.parts.map((part) => part ?? '{?}').join('');
  return String(value.value);
}

function printGraph(fn) {
  const graph = flow.graphOf(fn);
  console.log(`${fn.name} (line ${lineOf(fn.node)})`);
  for (const block of graph.blocks) {
    const marks = [
      block === graph.entry ? 'entry' : '',
      graph.isReachable(block) ? '' : 'unreachable',
      graph.inLoop(block) ? 'in a loop' : '',
    ].filter(Boolean);
    console.log(`  b${block.id}${marks.length > 0 ? ` (${marks.join(', ')})` : ''}`);
    for (const node of block.nodes) console.log(`    ${String(lineOf(node)).padStart(5)}  ${short(node)}`);
    for (const edge of block.successors) console.log(`      -> b${edge.to.id} ${edgeText(edge)}`.trimEnd());
    for (const exit of graph.exits) {
      if (exit.block === block) console.log(`      exit: ${exit.kind}, line ${lineOf(exit.node)}`);
    }
  }
}

function edgeText(edge) {
  const kind = edge.kind === 'next' ? '' : edge.kind;
  const condition = edge.condition ? `: ${short(edge.condition, 40)}` : '';
  return `${kind}${kind ? condition : ''}${edge.isBackEdge ? ' (back)' : ''}`;
}

/** A Graphviz digraph with one cluster per function. */
function dotOf(all) {
  const quote = (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\l')}"`;
  const parts = ['digraph cfg {', '  node [shape=box, fontname=monospace, fontsize=10];'];
  for (const [index, fn] of all.entries()) {
    const graph = flow.graphOf(fn);
    const id = (block) => `f${index}b${block.id}`;
    parts.push(`  subgraph cluster_${index} {`, `    label=${quote(fn.name)};`);
    for (const block of graph.blocks) {
      const exits = graph.exits.filter((exit) => exit.block === block).map((exit) => `exit: ${exit.kind}`);
      const text = [
        `b${block.id}`,
        ...block.nodes.map((node) => `${lineOf(node)}  ${short(node, 50)}`),
        ...exits,
      ];
      const style = graph.isReachable(block) ? '' : ', style=dashed';
      const border = block === graph.entry ? ', penwidth=2' : '';
      parts.push(`    ${id(block)} [label=${quote(`${text.join('\n')}\n`)}${style}${border}];`);
    }
    for (const block of graph.blocks) {
      for (const edge of block.successors) {
        const style = edge.isBackEdge ? ', style=bold' : '';
        parts.push(`    ${id(block)} -> ${id(edge.to)} [label=${quote(edgeText(edge))}${style}];`);
      }
    }
    parts.push('  }');
  }
  parts.push('}');
  return `${parts.join('\n')}\n`;
}
