// Measures how long the analysis of each function takes against its size: a picture (log-log) and the worst ten.
//   node scripts/time-functions.mjs --root FOLDER [--root FOLDER ...] [--out PICTURE.svg] [--passes 3] [--worst 10] [--limit 50]
//     [--preview]: with the preview rules too
// Time is CPU time of control flow, ownership and all rules; parsing and the index of declarations are made before and told apart.
// While a rule goes over the functions or nodes of a file, time counts for the function of the element it looks at; a
// graph or summary of another function that it asks for counts for that other function. Each pass starts with nothing
// but parsed files; the least time of a function counts, so that a garbage collection is not mistaken for work.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { cpuTime, load, root } from './load-core.mjs';
import { readOptions } from './options.mjs';

const { values } = readOptions(
  import.meta.url,
  {
    options: {
      root: { type: 'string', multiple: true },
      out: { type: 'string' },
      preview: { type: 'boolean', default: false },
      passes: { type: 'string', default: '3' },
      worst: { type: 'string', default: '10' },
      limit: { type: 'string', default: '50' },
    },
  },
  ['root'],
);

const core = await load(`
  export { createFlow } from './server/src/core/flow/index.ts';
  export { Locks } from './server/src/core/flow/locks/locks.ts';
  export { LockReach } from './server/src/core/flow/locks/reach.ts';
  export { DEFAULT_CONFIG } from './server/src/core/config.ts';
  export { RULES } from './server/src/core/rules/index.ts';
  export { mayMatch } from './server/src/core/syntax/prefilter.ts';
  export { Parser } from './server/src/core/syntax/parser.ts';
  export { SyntaxNode, SyntaxTree } from './server/src/core/syntax/tree.ts';
  export { loadProgram, resolveTargets } from './server/src/host/program-loader.ts';
`);

/** What reading the clock costs, in the unit of cpuTime: it is no work of the analysis. */
const CLOCK = (() => {
  const READINGS = 20_000;
  for (let count = 0; count < READINGS; count++) cpuTime();
  const start = cpuTime();
  for (let count = 0; count < READINGS; count++) cpuTime();
  return (cpuTime() - start) / READINGS;
})();

/** Charges time to whatever was entered last; reading the clock is a system call, so it is only read when that changes. */
class Stopwatch {
  spent = new Map();
  #stack = [];
  #since = 0;
  #charge() {
    const now = cpuTime();
    const top = this.#stack[this.#stack.length - 1];
    if (top !== undefined)
      this.spent.set(top, (this.spent.get(top) ?? 0) + Math.max(0, now - this.#since - CLOCK));
    this.#since = now;
  }
  enter(key) {
    if (this.#stack[this.#stack.length - 1] !== key) this.#charge();
    this.#stack.push(key);
  }
  leave() {
    if (this.#stack[this.#stack.length - 2] !== this.#stack[this.#stack.length - 1]) this.#charge();
    this.#stack.pop();
  }
}

const watch = new Stopwatch();
let isTiming = false;
const FUNCTIONS = ['function_declaration', 'method_declaration'];
const PARSING = 'parsing';
const FILES = 'whole files and packages';

/** The declared function around a node. */
const declaredAround = (node) => (FUNCTIONS.includes(node.kind) ? node : node.ancestor(...FUNCTIONS));

/** Elements of a list or generator; the time until the next one is asked for counts for the element's function. */
function* timed(elements, nodeOf) {
  for (const element of elements) {
    const fn = declaredAround(nodeOf(element));
    if (!fn) {
      yield element;
      continue;
    }
    watch.enter(fn);
    try {
      yield element;
    } finally {
      watch.leave();
    }
  }
}

/** An array whose iteration is timed. */
class TimedFunctions extends Array {
  static get [Symbol.species]() {
    return Array;
  }
  [Symbol.iterator]() {
    const elements = super[Symbol.iterator]();
    return isTiming ? timed(elements, (fn) => fn.node) : elements;
  }
}

function wrap(prototype, name, make) {
  const original = prototype[name];
  prototype[name] = make(original);
}
wrap(
  core.SyntaxNode.prototype,
  'descendants',
  (original) =>
    function (...kinds) {
      const nodes = original.apply(this, kinds);
      return isTiming && !declaredAround(this) ? timed(nodes, (node) => node) : nodes;
    },
);
wrap(
  core.Parser.prototype,
  'parse',
  (original) =>
    function (...rest) {
      watch.enter(PARSING);
      try {
        return original.apply(this, rest);
      } finally {
        watch.leave();
      }
    },
);

/** The index of a file of an imported package, and what is remembered of a function: both are made when somebody asks first. */
let isProgramWrapped = false;
function wrapProgram(program) {
  if (isProgramWrapped) return;
  isProgramWrapped = true;
  charge(Object.getPrototypeOf(program), 'fileModel', () => PARSING);
  charge(Object.getPrototypeOf(program.memory), 'ask', (_, fn) => declaredAround(fn.node) ?? FILES);
}

/** What is worked out about a function counts for it, whoever asks; what is worked out about a package for none. */
function charge(prototype, name, keyOf) {
  wrap(
    prototype,
    name,
    (original) =>
      function (...rest) {
        if (!isTiming) return original.apply(this, rest);
        watch.enter(keyOf(...rest));
        try {
          return original.apply(this, rest);
        } finally {
          watch.leave();
        }
      },
  );
}
for (const name of ['walk', 'summaryIn', 'factsIn'])
  charge(core.Locks.prototype, name, (fn) => declaredAround(fn.node) ?? FILES);
charge(core.Locks.prototype, 'callOrder', () => FILES);
charge(core.LockReach.prototype, 'explore', () => FILES);

/** Lets the methods of a flow model that are about one function count for it. */
let isFlowWrapped = false;
function wrapFlow(flow) {
  if (isFlowWrapped) return;
  isFlowWrapped = true;
  const prototype = Object.getPrototypeOf(flow);
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name);
    if (name === 'constructor' || typeof value !== 'function') continue;
    wrap(
      prototype,
      name,
      (original) =>
        function (...rest) {
          const node = rest[0]?.node instanceof core.SyntaxNode ? rest[0].node : rest[0];
          const fn = isTiming && node instanceof core.SyntaxNode ? declaredAround(node) : undefined;
          if (!fn) return original.apply(this, rest);
          watch.enter(fn);
          try {
            return original.apply(this, rest);
          } finally {
            watch.leave();
          }
        },
    );
  }
}

/** Everything that is made per file or package, so that it is not charged to the function that asks first. */
function warmUp(program, targets) {
  for (const path of targets) {
    const file = program.fileModel(path);
    const pkg = file && program.packageOf(path);
    if (!pkg) continue;
    pkg.lookup('_', file.tree.root);
    for (const identifier of file.tree.root.descendants('identifier')) {
      pkg.objectOf(identifier);
      break;
    }
    wrapFlow(core.createFlow(pkg));
  }
}

function pass(program, targets) {
  watch.spent = new Map();
  warmUp(program, targets);
  for (const path of targets) {
    const text = program.textOf(path);
    const rules = core.RULES.filter(
      ({ meta }) => (values.preview || meta.stability === 'stable') && core.mayMatch(text, meta.tokens),
    );
    if (rules.length === 0) continue;
    const file = program.fileModel(path);
    const pkg = program.packageOf(path);
    if (!file || !pkg || file.isGenerated) continue;
    if (!(file.functions instanceof TimedFunctions)) {
      Object.defineProperty(file, 'functions', { value: TimedFunctions.from(file.functions) });
    }
    const context = { file, package: pkg, flow: core.createFlow(pkg), config: core.DEFAULT_CONFIG };
    watch.enter(FILES);
    isTiming = true;
    for (const rule of rules) {
      for (const evidence of rule.detect(context)) {
        const { anchor } = rule.report(evidence, context);
        watch.enter(declaredAround(anchor) ?? FILES);
        rule.fix(evidence, context);
        watch.leave();
      }
    }
    isTiming = false;
    watch.leave();
  }
  return watch.spent;
}

const parser = await core.Parser.create(readFileSync(join(root, 'server/wasm/premortem-core.wasm')));
const functions = [];
let parsing = 0;
let whole = 0;
const names = [];
for (const given of values.root) {
  const folder = resolve(given);
  names.push(folder.split('/').pop());
  const { files, named } = core.resolveTargets([folder], folder);
  let { program, targets } = core.loadProgram(parser, files, new Map(), named);
  wrapProgram(program);
  const least = new Map();
  let wholeHere = Infinity;
  for (let count = 0; count < Number(values.passes); count++) {
    const spent = pass(program, targets);
    if (count === 0) parsing += spent.get(PARSING) ?? 0;
    wholeHere = Math.min(wholeHere, spent.get(FILES) ?? 0);
    for (const [key, time] of spent) {
      if (typeof key === 'object') least.set(key, Math.min(time, least.get(key) ?? Infinity));
    }
    program = program.with({});
    program.memory.forget();
  }
  whole += wholeHere;
  for (const path of targets) {
    const file = program.fileModel(path);
    for (const fn of file?.functions ?? []) {
      const time = least.get(fn.node);
      if (fn.outer || time === undefined) continue;
      const line = file.text.slice(0, fn.node.start).split('\n').length;
      const place = `${relative(dirname(folder), path)}:${line}`;
      functions.push({ name: fn.name, place, size: sizeOf(fn.node), time });
    }
  }
}

function sizeOf(node) {
  let count = 0;
  for (const _ of node.descendants()) count++;
  return count;
}

functions.sort((a, b) => b.time - a.time);
const limit = Number(values.limit);
const total = functions.reduce((sum, fn) => sum + fn.time, 0);
const nodes = functions.reduce((sum, fn) => sum + fn.size, 0);
const over = functions.filter((fn) => fn.time > limit).length;
console.log(
  `${functions.length} functions, ${nodes} nodes: ${ms(total)} in functions (${((total / nodes) * 1000).toFixed(2)} µs per node), ` +
    `${ms(whole)} for whole files and packages, ${ms(parsing)} parsing`,
);
console.log(`slope of log time over log size: ${slope(functions).toFixed(2)} (1 is linear)`);
console.log(`${over} above ${limit} ms; worst ${values.worst}:`);
for (const fn of functions.slice(0, Number(values.worst))) {
  console.log(
    `${ms(fn.time).padStart(10)}  ${String(fn.size).padStart(6)} nodes  ${((fn.time / fn.size) * 1000).toFixed(1).padStart(6)} µs/node  ${fn.place} ${fn.name}`,
  );
}
if (values.out) {
  writeFileSync(values.out, picture(functions));
  console.log(`picture in ${values.out}`);
}

function ms(time) {
  return `${time.toFixed(time < 10 ? 1 : 0)} ms`;
}

/** Least squares over functions that are long enough to be measured. */
function slope(all) {
  const points = all.filter((fn) => fn.time > 0.05).map((fn) => [Math.log(fn.size), Math.log(fn.time)]);
  const mean = (index) => points.reduce((sum, point) => sum + point[index], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}

/** A log-log scatter: size in syntax nodes to the right, milliseconds upward, the limit and a line of slope 1. */
function picture(all) {
  const [width, height, left, bottom, top, right] = [760, 520, 70, 60, 40, 20];
  const xs = { low: 1, high: 5 };
  const ys = { low: -3, high: 3 };
  const x = (size) => left + ((Math.log10(size) - xs.low) / (xs.high - xs.low)) * (width - left - right);
  const y = (time) =>
    height -
    bottom -
    ((Math.log10(Math.max(time, 10 ** ys.low)) - ys.low) / (ys.high - ys.low)) * (height - bottom - top);
  const parts = [];
  for (let power = xs.low; power <= xs.high; power++) {
    const at = x(10 ** power).toFixed(1);
    parts.push(`<path class="grid" d="M${at} ${top}V${height - bottom}"/>`);
    parts.push(`<text x="${at}" y="${height - bottom + 18}" text-anchor="middle">${10 ** power}</text>`);
  }
  for (let power = ys.low; power <= ys.high; power++) {
    const at = y(10 ** power).toFixed(1);
    parts.push(`<path class="grid" d="M${left} ${at}H${width - right}"/>`);
    parts.push(
      `<text x="${left - 8}" y="${Number(at) + 4}" text-anchor="end">${Number((10 ** power).toFixed(3))}</text>`,
    );
  }
  const perNode = total / nodes;
  const line = [10 ** xs.low, 10 ** xs.high].map(
    (size) => `${x(size).toFixed(1)} ${y(size * perNode).toFixed(1)}`,
  );
  // one path of round dots; equal dots once
  const dots = new Set(all.map((fn) => `M${x(fn.size).toFixed(0)} ${y(fn.time).toFixed(0)}h0`));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>Time per function against its size</title>
<style>text{font:12px sans-serif;fill:#555}.grid{stroke:#ddd;fill:none}.dots{stroke:#2563eb;stroke-width:2;stroke-linecap:round;opacity:.45;fill:none}.linear{stroke:#16a34a;fill:none;stroke-dasharray:6 4}.limit{stroke:#dc2626;fill:none}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${parts.join('\n')}
<path class="dots" d="${[...dots].join('')}"/>
<path class="linear" d="M${line[0]}L${line[1]}"/>
<path class="limit" d="M${left} ${y(limit).toFixed(1)}H${width - right}"/>
<text x="${width - right - 4}" y="${(y(limit) - 5).toFixed(1)}" text-anchor="end">${limit} ms</text>
<text x="${left}" y="22">${all.length} functions of ${names.join(', ')}; dashed: ${(perNode * 1000).toFixed(2)} µs per node</text>
<text x="${(left + width - right) / 2}" y="${height - 16}" text-anchor="middle">size of the function in syntax nodes</text>
<text transform="translate(18 ${(height - bottom + top) / 2}) rotate(-90)" text-anchor="middle">milliseconds of analysis</text>
</svg>
`;
}
