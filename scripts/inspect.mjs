// Shows what the analysis sees, so that an author sees why a rule spoke or kept silent:
//   node scripts/inspect.mjs FILE [FUNCTION] [--tree] [--types] [--cfg] [--dot] [--svg PICTURE] [--ownership] [--summaries]
// FUNCTION is a name as in a stack trace, `Fetch` or `(*Client).Fetch`; a method goes without its receiver too.
//   --tree       syntax tree
//   --types      type of each expression and what each call calls, line by line
//   --cfg        control flow graph as text
//   --dot        the same for Graphviz; --svg PICTURE draws it when `dot` is installed
//   --ownership  what is known of each value that must be released, block by block along the paths
//   --summaries  what a caller may count on: effects on parameters, fresh results, whether it returns
// `premortem explain --why FILE:LINE` says the same about one line in words.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { load, root } from './load-core.mjs';
import { readOptions } from './options.mjs';

const { values, positionals } = readOptions(import.meta.url, {
  allowPositionals: true,
  options: {
    tree: { type: 'boolean' },
    types: { type: 'boolean' },
    cfg: { type: 'boolean' },
    dot: { type: 'boolean' },
    svg: { type: 'string' },
    ownership: { type: 'boolean' },
    summaries: { type: 'boolean' },
  },
});
const [fileName, functionName] = positionals;
if (!fileName || Object.keys(values).length === 0) {
  fail(
    'usage: inspect.mjs FILE [FUNCTION] --tree | --types | --cfg | --dot | --svg PICTURE | --ownership | --summaries',
  );
}

function fail(message) {
  console.error(message);
  process.exit(2);
}

const core = await load(`
  export { recordFlow } from './server/src/core/flow/index.ts';
  export { OWNERSHIP } from './server/src/core/knowledge/ownership/table.ts';
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
/** What is told of the values that are followed. */
const followed = [];
const flow = core.recordFlow(pkg, {
  follow(fn, type, { call }) {
    const events = [];
    followed.push({ fn, type, call, events });
    return (event) => events.push(event);
  },
  summarise: () => () => {},
});
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

if (values.ownership) for (const fn of functions) printOwnership(fn);
if (values.summaries) for (const fn of functions) printSummary(fn);

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

function printOwnership(fn) {
  for (const name of core.OWNERSHIP.keys()) flow.resourcesOf(fn, name);
  for (const { type, call, events } of followed.filter((value) => value.fn === fn)) {
    console.log(`${fn.name}: ${type.name} from ${short(call)} (line ${lineOf(call)})`);
    for (const event of events) printEvent(event);
  }
}

function printEvent(event) {
  const at = (node, words) => console.log(`    ${String(lineOf(node)).padStart(5)}  ${words}`);
  switch (event.kind) {
    case 'enter':
      console.log(
        `  b${event.block.id}${event.edge ? ` ${edgeText(event.edge)}` : ''}  [${stateText(event.state)}]`,
      );
      break;
    case 'use':
      at(event.node, `${short(event.node, 40)}: ${useText(event.use)}`);
      break;
    case 'cut':
      console.log(`      -> b${event.edge.to.id} ${edgeText(event.edge)}: not followed, ${event.why}`);
      break;
    case 'released-by-condition':
      console.log(`      -> b${event.edge.to.id} ${edgeText(event.edge)}: released by itself`);
      break;
    case 'leave':
      at(event.exit.node, `leaves: ${event.how}`);
      break;
    case 'deferred':
      at(event.literal.node, 'deferred literal: judged at each exit');
      break;
    case 'lost':
      at(event.node, `LOST: ${event.reason}`);
      break;
    default:
      console.log(`  ${event.kind}`);
  }
}

/** What stands for the value, the errors that guard it, what is known of variables. */
function stateText(state) {
  const parts = [...state.aliases].map(([object, alias]) => {
    const path = [object.name, ...alias.rest].join('.');
    return alias.role === 'value' ? path : `${path} (${alias.role})`;
  });
  for (const guard of state.guards) parts.push(`guard ${guard.name}`);
  for (const [object, fact] of state.facts) parts.push(`${object.name} is ${fact}`);
  for (const [object, link] of state.links) parts.push(`${object.name} is ${short(link.expression, 40)}`);
  for (const [text, { holds }] of state.conditions) parts.push(`${text} is ${holds}`);
  for (const literal of state.deferred) parts.push(`deferred literal of line ${lineOf(literal.node)}`);
  if (state.isCertain) parts.push('surely there');
  if (state.isReleased) parts.push('released');
  return parts.join('; ');
}

function useText(use) {
  if (use.kind === 'release') return use.surely ? 'releases' : 'may release';
  if (use.kind === 'move')
    return use.result === undefined ? 'moves away' : `moves away as result ${use.result}`;
  if (use.kind === 'alias') return `${use.object.name} stands for it`;
  return use.isGuess ? 'read, by a guess' : 'read';
}

function printSummary(fn) {
  console.log(`${fn.name} (line ${lineOf(fn.node)})`);
  const { exits } = flow.graphOf(fn);
  if (!exits.some((exit) => exit.kind === 'return' || exit.kind === 'end')) console.log('  never returns');
  if (flow.isOverBudget(fn)) console.log('  too many paths');
  for (const type of core.OWNERSHIP.values()) {
    const fresh = [...flow.freshResults(fn, type.name)].map(([index, way]) =>
      way ? `${index} (${[way.owners?.[0]?.name, ...way.rest].join('.')})` : `${index}`,
    );
    if (fresh.length > 0) console.log(`  ${type.name}: gives a fresh value as result ${fresh.join(', ')}`);
    for (let index = fn.receiver ? -1 : 0; index < fn.parameters.length; index++) {
      const object = index < 0 ? fn.receiver : fn.parameters[index];
      const named = object && pkg.typeOfObject(object);
      const text = core.typeText(named).replace(/^\*/, '');
      if (!object || ![...type.types, ...type.heldAs].includes(text)) continue;
      const effect = flow.parameterEffect(fn, index, type.name);
      const words = [
        `releases: ${effect.releases}${effect.releasesOnlyOnError ? ' (only where it fails)' : ''}`,
        effect.keeps ? 'keeps it' : '',
        effect.returns === undefined ? '' : `gives it back as result ${effect.returns}`,
      ];
      console.log(`  ${type.name}: ${object.name}: ${words.filter(Boolean).join(', ')}`);
    }
  }
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
